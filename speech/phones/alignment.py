"""CTC scores and alignment of pronunciations on phone log-probabilities, in numpy.

A `Graph` is an acceptor of emission states (a phone class or the blank) with arcs between them. It is built from
slots of alternatives (speech.phones.pronounce): a text is one chain of slots, with blanks (silence, noise)
allowed everywhere. `emissions` are log-probabilities (frames, labels) with the blank at 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from speech.phones.inventory import BLANK, CLASS_INDEX, Phones

Matrix = NDArray[np.float32]
Vector = NDArray[np.float64]
IMPOSSIBLE: Final = -1e30
REACH: Final = 120.0
"""Ways into and out of a word that much (in nats) below the best are not followed."""
_FRAMES_A_SCALE: Final = 4
"""Frames between two scalings: a double holds 600 nats below 1, and a frame takes 20 at most."""


@dataclass(frozen=True, slots=True)
class Graph:
    """States with `label` and `owner` (the slot each phone state came from, -1 for blanks).

    `arcs[a, b]` tells whether b may follow a on the next frame (self-loops included); `first` and `last` mark
    the states where a path may begin and end.
    """

    label: NDArray[np.int64]
    owner: NDArray[np.int64]
    arcs: NDArray[np.bool_]
    first: NDArray[np.bool_]
    last: NDArray[np.bool_]


def build(slots: Sequence[Sequence[Phones]]) -> Graph:
    """The graph of a chain of slots; an empty alternative lets its slot be skipped.

    A phone may follow its twin at the border of two slots without a blank between ("une nuit" said with one
    long n), but not within an alternative.
    """
    label, owner = [BLANK], [-1]
    pairs: list[tuple[int, int]] = [(0, 0)]
    # Where a path may stand when a slot begins: the blanks, then the phone states that end an alternative.
    blanks, ends = [0], list[int]()
    first_phones: list[int] = []
    begin = True
    for number, slot in enumerate(slots):
        next_ends: list[int] = []
        skip = any(not alternative for alternative in slot)
        for alternative in dict.fromkeys(tuple(CLASS_INDEX[phone] for phone in phones) for phones in slot if phones):
            before_blanks, before = blanks, ends
            for place, index in enumerate(alternative):
                state = len(label)
                label.append(index)
                owner.append(number)
                pairs.append((state, state))
                pairs += [(source, state) for source in before_blanks]
                pairs += [(source, state) for source in before if place == 0 or label[source] != index]
                if place == 0 and begin:
                    first_phones.append(state)
                if place + 1 < len(alternative):
                    blank = len(label)
                    label.append(BLANK)
                    owner.append(-1)
                    pairs += [(blank, blank), (state, blank)]
                    before_blanks, before = [blank], [state]
                else:
                    next_ends.append(state)
        blank = len(label)
        label.append(BLANK)
        owner.append(-1)
        pairs.append((blank, blank))
        pairs += [(state, blank) for state in next_ends]
        blanks = [blank, *blanks] if skip else [blank]
        ends = next_ends + ends if skip else next_ends
        begin = begin and skip
    arcs = np.zeros((len(label), len(label)), dtype=np.bool_)
    rows, columns = zip(*pairs, strict=True)
    arcs[list(rows), list(columns)] = True
    first = np.zeros(len(label), dtype=np.bool_)
    first[[0, *first_phones]] = True
    last = np.zeros(len(label), dtype=np.bool_)
    last[[*blanks, *ends]] = True
    return Graph(np.asarray(label), np.asarray(owner), arcs, first, last)


def forward(graph: Graph, emissions: Matrix) -> Matrix:
    """Log-probability (frames, states) of every way to stand in a state at a frame."""
    probabilities = np.exp(emissions[:, graph.label].astype(np.float64))
    arcs = graph.arcs.astype(np.float64)
    alpha = np.empty(probabilities.shape)
    scale = np.empty(len(emissions))
    row = probabilities[0] * graph.first
    for frame in range(len(emissions)):
        if frame:
            row = (row @ arcs) * probabilities[frame]
        total = max(float(row.sum()), 1e-300)
        row = row / total
        alpha[frame], scale[frame] = row, np.log(total)
    with np.errstate(divide="ignore"):
        return np.asarray(np.maximum(np.log(alpha), IMPOSSIBLE) + np.cumsum(scale)[:, None])


def backward(graph: Graph, emissions: Matrix) -> Matrix:
    """Log-probability (frames, states) of every way to go on to the end from a state, its own frame left out."""
    probabilities = np.exp(emissions[:, graph.label].astype(np.float64))
    arcs = graph.arcs.T.astype(np.float64)
    beta = np.empty(probabilities.shape)
    row = graph.last.astype(np.float64)
    gained = 0.0
    logs = np.empty(len(emissions))
    for frame in range(len(emissions) - 1, -1, -1):
        if frame + 1 < len(emissions):
            row = (row * probabilities[frame + 1]) @ arcs
        total = max(float(row.sum()), 1e-300)
        row = row / total
        gained += np.log(total)
        beta[frame], logs[frame] = row, gained
    with np.errstate(divide="ignore"):
        return np.asarray(np.maximum(np.log(beta), IMPOSSIBLE) + logs[:, None])


def score(graph: Graph, emissions: Matrix) -> float:
    """Log-probability that the frames say some path of the graph (0 at most)."""
    return float(np.logaddexp.reduce(forward(graph, emissions)[-1][graph.last]))


@dataclass(frozen=True, slots=True)
class Path:
    """The best path: the state at each frame, and its log-probability."""

    states: NDArray[np.int64]
    score: float


def viterbi(graph: Graph, emissions: Matrix) -> Path:
    """The single best path through the graph."""
    local = emissions[:, graph.label].astype(np.float64)
    sources, barred = _sources(graph.arcs)
    best = np.where(graph.first, local[0], IMPOSSIBLE)
    came = np.empty(local.shape, dtype=np.int64)
    columns = np.arange(len(best))
    for frame in range(1, len(local)):
        ways = best[sources] + barred
        chosen = ways.argmax(axis=0)
        came[frame] = sources[chosen, columns]
        best = ways[chosen, columns] + local[frame]
    final = np.where(graph.last, best, IMPOSSIBLE)
    states = np.empty(len(local), dtype=np.int64)
    states[-1] = int(final.argmax())
    for frame in range(len(local) - 1, 0, -1):
        states[frame - 1] = came[frame, states[frame]]
    return Path(states, float(final.max()))


def _sources(arcs: NDArray[np.bool_]) -> tuple[NDArray[np.int64], Vector]:
    """For each state (column), the states it may come from, and IMPOSSIBLE where the list is filled up."""
    most = int(arcs.sum(axis=0).max())
    sources = np.zeros((most, len(arcs)), dtype=np.int64)
    barred = np.full((most, len(arcs)), IMPOSSIBLE)
    for state in range(len(arcs)):
        found = np.flatnonzero(arcs[:, state])
        sources[: len(found), state] = found
        barred[: len(found), state] = 0.0
    return sources, barred


def score_within(sequences: Sequence[Phones], emissions: Matrix, enter: Vector, leave: Vector) -> NDArray[np.float64]:
    """Log-probability of each sequence said between two borders that are themselves summed over.

    `enter[t]` is the log-probability of all that was said before frame t, when the sequence (or a silence before it)
    begins at t; `leave[t]` that of all that follows when its last phone, or a silence after it, stands
    at t. With both from `borders`, this is the score of the text with one word replaced, for a hundred
    replacements at once. An empty sequence scores the word left out.
    """
    longest = max(len(phones) for phones in sequences)
    label = np.full((2 * longest + 1, len(sequences)), BLANK)
    length = np.asarray([len(phones) for phones in sequences])
    for column, phones in enumerate(sequences):
        label[1 : 2 * len(phones) : 2, column] = [CLASS_INDEX[phone] for phone in phones]
    skip = ((label[2:] != label[:-2]) & (label[2:] != BLANK)).astype(np.float64)
    some = (length > 0).astype(np.float64)
    gate = np.where(enter > enter.max() - REACH, np.exp(enter - enter.max()), 0.0)
    out = np.where(leave > leave.max() - REACH, leave, -np.inf)
    begin, end = int(np.flatnonzero(gate)[0]), int(np.flatnonzero(np.isfinite(out))[-1])
    if end < begin:
        return np.full(len(sequences), IMPOSSIBLE)
    local = np.exp(emissions[begin : end + 1].astype(np.float64))[:, label]
    alphas, scales = np.zeros(local.shape), np.zeros((len(local), len(sequences)))
    before, scale = np.zeros(label.shape), np.zeros(len(sequences))
    passing = np.empty(skip.shape)
    for frame, alpha in enumerate(alphas):
        np.multiply(before[:-2], skip, out=passing)
        alpha[:] = before
        alpha[1:] += before[:-1]
        alpha[2:] += passing
        if gate[begin + frame] > 0.0:
            fresh = gate[begin + frame] * np.exp(np.minimum(-scale, 600.0))
            alpha[0] += fresh
            alpha[1:2] += fresh * some
        alpha *= local[frame]
        if frame % _FRAMES_A_SCALE == 0:
            size = np.maximum(alpha.max(axis=0), 1e-250)
            alpha /= size
            scale = scale + np.log(size)
        scales[frame] = scale
        before = alpha
    columns, final = np.arange(len(sequences)), np.maximum(2 * length - 1, 0)
    ended = alphas[:, final, columns] + some * alphas[:, 2 * length, columns]
    ways = np.log(np.maximum(ended, 1e-300)) + scales + out[begin : end + 1, None]
    return np.asarray(np.maximum(np.logaddexp.reduce(ways, axis=0) + float(enter.max()), IMPOSSIBLE))


def borders(graph: Graph, emissions: Matrix, alpha: Matrix, beta: Matrix, slots: range) -> tuple[Vector, Vector]:
    """`enter` and `leave` of `score_within` for the slots of one word, from a text's forward and backward scores."""
    inside = np.isin(graph.owner, np.asarray(slots))
    phone = graph.owner >= 0
    before = phone & (graph.owner < slots.start) & graph.arcs[:, inside].any(axis=1)
    after = phone & (graph.owner >= slots.stop) & graph.arcs[inside].any(axis=0)
    frames = len(emissions)
    enter = np.full(frames, IMPOSSIBLE)
    leave = np.full(frames, IMPOSSIBLE)
    if before.any():
        enter[1:] = np.logaddexp.reduce(alpha[:-1, before], axis=1)
    if (graph.first & inside).any():
        enter[0] = np.logaddexp(enter[0], 0.0)
    if after.any():
        follow = beta[1:, after] + emissions[1:][:, graph.label[after]]
        leave[:-1] = np.logaddexp.reduce(follow, axis=1)
    if (graph.last & inside).any():
        leave[-1] = np.logaddexp(leave[-1], 0.0)
    return enter, leave
