"""What the phones say of each expected word: how well it fits, what fits better, and what was heard instead.

Nothing is decided here: the verifier turns this evidence, with the decoder's, into a probability.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from speech.phones import alignment, one_away
from speech.phones.inventory import CLASSES, NEIGHBOURS_OF, Phones, classes, is_vowel
from speech.phones.one_away import Edit
from speech.phones.pronounce import Spoken

FRAME_SECONDS: Final = 0.02
_MARGIN: Final = 3
"""Frames looked at on either side of a word for what was heard: CTC puts a phone's peak anywhere within it."""
_MOST_RIVALS: Final = 260


@dataclass(frozen=True, slots=True)
class WordEvidence:
    """Evidence on one word. Scores are in nats; more is better for the expected word.

    `start` and `end`: seconds. `fit`: score of the best path through the word less that of the best path through
    anything at all, a phone. `rival`: score of the text as expected less that with the word replaced by its best
    neighbour, one phone away; `rivals` the same against all of them together; `omitted` against the word left out.
    `worst_phone` and `mean_phone`: log-probability of the word's phones where each is strongest.
    `distance`: edits from what was heard to the nearest accepted pronunciation, a phone. `pace`: seconds a phone.
    `heard`: the phones freely heard where the word should be; `nearest_rival`: the best neighbour.
    """

    word: str
    phones: Phones
    start: float
    end: float
    fit: float
    rival: float
    rivals: float
    omitted: float
    worst_phone: float
    mean_phone: float
    distance: float
    pace: float
    heard: Phones
    nearest_rival: Phones


def examine(spoken: Sequence[Spoken], emissions: NDArray[np.float32]) -> tuple[WordEvidence, ...]:
    """Evidence on every word of a text; `emissions` are log-probabilities of classes (`PhoneHead.classes`)."""
    slots: list[tuple[Phones, ...]] = []
    ranges: list[range] = []
    for word in spoken:
        ranges.append(range(len(slots), len(slots) + len(word.slots)))
        slots += word.slots
        if len(word.link) > 1:
            slots.append(word.link)
    graph = alignment.build(slots)
    alpha, beta = alignment.forward(graph, emissions), alignment.backward(graph, emissions)
    path = alignment.viterbi(graph, emissions)
    owner = graph.owner[path.states]
    places = _spans(owner, ranges, len(emissions))
    return tuple(
        _word(word, (number == 0, number == len(spoken) - 1), span, places[number], graph, emissions, alpha, beta, path)
        for number, (word, span) in enumerate(zip(spoken, ranges, strict=True))
    )


def _spans(owner: NDArray[np.int64], ranges: Sequence[range], frames: int) -> list[tuple[int, int]]:
    """First and last frame of each word's phones on the best path; a word without any gets an empty place."""
    spans = []
    reached = 0
    for span in ranges:
        held = np.flatnonzero((owner >= span.start) & (owner < span.stop))
        first, last = (int(held[0]), int(held[-1]) + 1) if len(held) else (reached, min(reached + 1, frames))
        spans.append((first, last))
        reached = last
    return spans


def _word(
    word: Spoken,
    edges: tuple[bool, bool],
    span: range,
    place: tuple[int, int],
    graph: alignment.Graph,
    emissions: NDArray[np.float32],
    alpha: alignment.Matrix,
    beta: alignment.Matrix,
    path: alignment.Path,
) -> WordEvidence:
    first, last = place
    own = word.alternatives()
    held = graph.owner[path.states[first:last]]
    # A phone's strongest frame, for each run of frames in one phone state.
    states = path.states[first:last]
    local = emissions[np.arange(first, last), graph.label[states]]
    peaks = np.asarray([local[states == state].max() for state in dict.fromkeys(states[held >= 0].tolist())] or [-20.0])
    gap = float((emissions[first:last].max(axis=1) - local).sum())
    rivals = neighbours(own[0], {classes(phones) for phones in own}, edges)
    mine, others, nothing = _weigh(own, rivals, emissions, alignment.borders(graph, emissions, alpha, beta, span))
    heard = greedy_classes(emissions[max(0, first - _MARGIN) : last + _MARGIN])
    nearest = min((fitting_distance(heard, classes(phones)) / max(1, len(phones)) for phones in own), default=1.0)
    size = len(peaks)
    return WordEvidence(
        word=word.word,
        phones=own[0],
        start=first * FRAME_SECONDS,
        end=last * FRAME_SECONDS,
        fit=-gap / size,
        rival=mine - float(others.max()),
        rivals=mine - float(np.logaddexp.reduce(others)),
        omitted=mine - nothing,
        worst_phone=float(peaks.min()),
        mean_phone=float(peaks.mean()),
        distance=nearest,
        pace=(last - first) * FRAME_SECONDS / size,
        heard=heard,
        nearest_rival=list(rivals)[int(others.argmax())],
    )


def _weigh(
    own: Sequence[Phones],
    rivals: Mapping[Phones, Edit],
    emissions: NDArray[np.float32],
    borders: tuple[alignment.Vector, alignment.Vector],
) -> tuple[float, NDArray[np.float64], float]:
    """Scores of the text with the word in any of its own ways, with each rival, without it. Rivals edit the first."""
    if min(border.max() for border in borders) <= alignment.IMPOSSIBLE / 2:
        return float(np.log(len(own))), np.zeros(len(rivals)), 0.0
    between = one_away.Between.of(emissions, *borders)
    if between is None:
        return alignment.IMPOSSIBLE, np.full(len(rivals), alignment.IMPOSSIBLE), alignment.IMPOSSIBLE
    mine = np.logaddexp.reduce([one_away.score(phones, between) for phones in own])
    others = one_away.scores(own[0], list(rivals.values()), between)
    return float(mine), others, one_away.score((), between)


def neighbours(
    phones: Phones, accepted: set[Phones] | frozenset[Phones] = frozenset(), edges: tuple[bool, bool] = (True, True)
) -> dict[Phones, Edit]:
    """Class sequences one phone away (replaced, left out, put in) that are not accepted ones themselves, and how.

    Short words get every replacement, long ones the likely confusions only. `edges`: whether a phone may be put
    in before and after the word; inside a text it may not, or it would take the blame for the word beside.
    """
    base = classes(phones)
    thorough = len(base) * len(CLASSES) <= _MOST_RIVALS
    found: dict[Phones, Edit] = {}
    for place, phone in enumerate(base):
        for other in CLASSES if thorough else NEIGHBOURS_OF[phone]:
            if other != phone:
                found[(*base[:place], other, *base[place + 1 :])] = Edit(place, other, place + 1)
        if len(base) > 1:
            found[(*base[:place], *base[place + 1 :])] = Edit(place, None, place + 1)
    for place in range(0 if edges[0] else 1, len(base) + (1 if edges[1] else 0)):
        for other in ("ʁ", "l", "s", "t", "e", "a") if len(base) < 10 else ("ʁ", "l", "t"):
            if place == len(base) or not (is_vowel(other) and is_vowel(base[place])):
                found[(*base[:place], other, *base[place:])] = Edit(place, other, place)
    return {rival: edit for rival, edit in found.items() if rival not in accepted}


def greedy_classes(emissions: NDArray[np.float32]) -> Phones:
    """Phones of the best free path, repeats and blanks removed."""
    best = emissions.argmax(axis=1)
    changed = np.flatnonzero(np.diff(best, prepend=-1))
    return tuple(CLASSES[index - 1] for index in best[changed] if index)


def fitting_distance(heard: Phones, wanted: Phones) -> int:
    """Edits from `wanted` to its best place inside `heard`: what stands before and after counts for nothing."""
    row = [0] * (len(heard) + 1)
    for number, phone in enumerate(wanted, start=1):
        diagonal, row[0] = row[0], number
        for place, other in enumerate(heard, start=1):
            cost = diagonal + (phone != other)
            diagonal = row[place]
            row[place] = min(cost, row[place] + 1, row[place - 1] + 1)
    return min(row)
