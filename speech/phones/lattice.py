"""A grammar of phones as one sparse graph: chains of slots that start where others end, and what they weigh.

As `alignment.Graph`, but with shared parts, weighted arcs and borders that are read out frame by frame, so that
thousands of texts made of the same parts are scored at the cost of their parts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from speech.phones.inventory import BLANK, CLASS_INDEX
from speech.phones.pronounce import Slot

Matrix = NDArray[np.float64]
_TINY: Final = 1e-300


@dataclass(frozen=True, slots=True)
class Border:
    """Where a path may stand between two parts: in these blanks, on these last phones, or before the first frame."""

    blanks: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    start: bool = False


def joined(borders: Iterable[Border]) -> Border:
    """Any of the borders."""
    all_of = list(borders)
    return Border(
        tuple(dict.fromkeys(state for border in all_of for state in border.blanks)),
        tuple(dict.fromkeys(state for border in all_of for state in border.ends)),
        any(border.start for border in all_of),
    )


@dataclass(slots=True)
class Draft:
    """A lattice being drawn. State 0 is the silence before anything is said."""

    label: list[int] = field(default_factory=lambda: [BLANK])
    arcs: dict[tuple[int, int], float] = field(default_factory=lambda: {(0, 0): 0.0})
    first: dict[int, float] = field(default_factory=lambda: {0: 0.0})

    @property
    def beginning(self) -> Border:
        """Before anything is said."""
        return Border(blanks=(0,), start=True)

    def chain(self, after: Border, slots: Sequence[Slot], gain: float = 0.0) -> tuple[Border, tuple[int, ...]]:
        """Slots said one after the other from a border: the border behind them and their first phones' states.

        `gain` (nats) is won or lost when the chain is entered. An empty alternative lets its slot be skipped, but
        one slot at least must be said. Twins may touch at the border of two slots, as in `alignment.build`.
        """
        entered = Border()
        fresh, begins = after, True
        firsts: list[int] = []
        for slot in slots:
            # From outside the chain a path pays the gain; from inside it has paid.
            blanks, ends, opened = self._slot(fresh, entered, slot, gain)
            firsts += opened if begins else []
            skipped = any(not phones for phones in slot)
            entered = joined([Border(blanks, ends), *([entered] if skipped else [])])
            fresh, begins = (fresh, begins) if skipped else (Border(), False)
        return entered, tuple(firsts)

    def _slot(
        self, fresh: Border, entered: Border, slot: Slot, gain: float
    ) -> tuple[tuple[int, ...], tuple[int, ...], list[int]]:
        ends: list[int] = []
        opened: list[int] = []
        for phones in dict.fromkeys(tuple(CLASS_INDEX[phone] for phone in phones) for phones in slot if phones):
            previous = -1
            for place, index in enumerate(phones):
                state = self._state(index)
                if place == 0:
                    opened.append(state)
                    for border, weight in ((fresh, gain), (entered, 0.0)):
                        for source in (*border.blanks, *border.ends):
                            self.arcs[source, state] = weight
                    if fresh.start:
                        self.first[state] = gain
                else:
                    blank = self._state(BLANK)
                    self.arcs[previous, blank] = self.arcs[blank, state] = 0.0
                    if self.label[previous] != index:
                        self.arcs[previous, state] = 0.0
                previous = state
            ends.append(previous)
        blank = self._state(BLANK)
        for state in ends:
            self.arcs[state, blank] = 0.0
        return (blank,), tuple(ends), opened

    def gather(self, border: Border, gain: float = 0.0) -> Border:
        """One blank that every path through the border crosses, for fewer arcs; `gain` is paid on entering it."""
        blank = self._state(BLANK)
        for state in (*border.blanks, *border.ends):
            self.arcs[state, blank] = gain
        return Border((blank,))

    def _state(self, label: int) -> int:
        self.label.append(label)
        self.arcs[len(self.label) - 1, len(self.label) - 1] = 0.0
        return len(self.label) - 1

    def forward(self) -> "Forward":
        """Ready to be read from the left."""
        return Forward(np.asarray(self.label), self._matrix().T.tocsr(), _dense(self.first, len(self.label)))

    def backward(self, last: Iterable[int]) -> "Backward":
        """Ready to be read from the right; paths end in the states `last`."""
        return Backward(
            np.asarray(self.label), self._matrix().tocsr(), _dense(dict.fromkeys(last, 0.0), len(self.label))
        )

    def _matrix(self) -> sparse.coo_array:
        pairs = np.asarray(list(self.arcs)).T
        weights = np.exp(np.asarray(list(self.arcs.values())))
        return sparse.coo_array((weights, (pairs[0], pairs[1])), shape=(len(self.label), len(self.label)))


@dataclass(frozen=True, slots=True)
class Forward:
    """A lattice read from its beginning: `into[b, a]` leads from a to b."""

    label: NDArray[np.int64]
    into: sparse.csr_array
    first: Matrix

    def read(self, emissions: NDArray[np.float32], at: sparse.csr_array) -> Matrix:
        """Log-probability (frames, rows) of standing, after each frame, in the states that each row of `at` sums."""
        probabilities = np.exp(emissions.astype(np.float64))
        out = np.empty((len(emissions), at.shape[0]))
        row = self.first
        gained = 0.0
        for frame, spoken in enumerate(probabilities):
            row = (self.into @ row if frame else row) * spoken[self.label]
            total = max(float(row.sum()), _TINY)
            row /= total
            gained += np.log(total)
            out[frame] = np.log(np.maximum(at @ row, _TINY)) + gained
        return out


@dataclass(frozen=True, slots=True)
class Backward:
    """A lattice read from its end: `out_of[a, b]` leads from a to b."""

    label: NDArray[np.int64]
    out_of: sparse.csr_array
    last: Matrix

    def read(self, emissions: NDArray[np.float32], at: sparse.csr_array) -> Matrix:
        """Log-probability (frames, rows) of all from a frame on, begun in the states that each row of `at` sums."""
        probabilities = np.exp(emissions.astype(np.float64))
        out = np.empty((len(emissions), at.shape[0]))
        row = self.last
        gained = 0.0
        for frame in range(len(probabilities) - 1, -1, -1):
            row = (self.out_of @ row if frame + 1 < len(probabilities) else row) * probabilities[frame][self.label]
            total = max(float(row.sum()), _TINY)
            row = row / total
            gained += np.log(total)
            out[frame] = np.log(np.maximum(at @ row, _TINY)) + gained
        return out


@dataclass(frozen=True, slots=True)
class Meeting:
    """A grammar in two halves: `heads` said on the left, `rests` on the right, each any of its rows.

    The first head may be nothing at all. The last rest is what may close an utterance whose head is all.
    """

    left: Forward
    heads: sparse.csr_array
    right: Backward
    rests: sparse.csr_array

    def scores(self, emissions: NDArray[np.float32]) -> Matrix:
        """Log-probability (heads, rests) of each pair, summed over the frames where they may meet."""
        before = np.full((len(emissions) + 1, self.heads.shape[0]), -np.inf)
        before[1:] = self.left.read(emissions, self.heads)
        before[0, 0] = 0.0
        after = np.full((len(emissions) + 1, self.rests.shape[0]), -np.inf)
        after[:-1] = self.right.read(emissions, self.rests)
        after[-1, -1] = 0.0
        highest_before, highest_after = before.max(axis=1), after.max(axis=1)
        height = highest_before + highest_after
        scale = np.exp(height - height.max())[:, None]
        met = (np.exp(before - highest_before[:, None]) * scale).T @ np.exp(after - highest_after[:, None])
        return np.asarray(np.log(np.maximum(met, _TINY)) + height.max())


def rows(states: Sequence[dict[int, float]], width: int) -> sparse.csr_array:
    """One row for each set of states, with the weight (nats) of each."""
    triples = [(row, state, np.exp(weight)) for row, one in enumerate(states) for state, weight in one.items()]
    where, what, weights = zip(*triples, strict=True)
    return sparse.csr_array((weights, (where, what)), shape=(len(states), width))


def _dense(weights: dict[int, float], width: int) -> Matrix:
    out = np.zeros(width)
    out[list(weights)] = np.exp(list(weights.values()))
    return out
