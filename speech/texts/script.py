"""A text as the network of what a reader may do with it: read on, repeat, leave out, jump, put something in.

Each word is a small graph of phones (speech.phones.alignment); moves between words cost nats, so that reading on is
always preferred when the sound allows it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from speech.phones import alignment
from speech.phones.alignment import IMPOSSIBLE
from speech.phones.inventory import BLANK
from speech.phones.pronounce import Slot, Spoken

OMIT: Final = 6.0
"""Cost of leaving out one word, for as many as LEAP allows."""
BACK: Final = 5.0
"""Cost of going back, to the same word or an earlier one, and FARTHER a word of distance."""
FARTHER: Final = 0.1
LEAP: Final = 14.0
"""The most that a move costs, wherever it leads."""
MISREAD: Final = 4.0
"""Cost of anything said in a word's place; INSERTED: of anything said between two words."""
INSERTED: Final = 4.0
FREE_PHONE: Final = 2.5
"""Cost of each phone said outside the text: a word of the text must always explain its own sound better."""
_MOST_ALTERNATIVES: Final = 4


@dataclass(frozen=True, slots=True)
class Script:
    """States of all words in a row, and the moves between words.

    `label`, `word` (states): phone class or blank, and the word it belongs to. `sources`, `barred` (ways, states): the
    states each may come from inside its word. `first` (states): where a word begins. `last` (words, ways): the states
    where it ends, `ends` 0 where real and IMPOSSIBLE where filled up. `moves` (words + 1, words): log-cost of reading
    word v after word p - 1 (row 0: at the start).
    """

    label: NDArray[np.int64]
    word: NDArray[np.int64]
    sources: NDArray[np.int64]
    barred: NDArray[np.float64]
    first: NDArray[np.bool_]
    last: NDArray[np.int64]
    ends: NDArray[np.float64]
    moves: NDArray[np.float64]

    @property
    def words(self) -> int:
        """How many words the text has."""
        return len(self.last)


def script(spoken: Sequence[Spoken | None]) -> Script:
    """The network of a text. A word that cannot be pronounced (None) can only be passed by saying something."""
    graphs = [alignment.build(_slots(word)) if word else None for word in spoken]
    label, owner, first = list[int](), list[int](), list[bool]()
    sources: list[NDArray[np.int64]] = []
    last: list[list[int]] = []
    for number, graph in enumerate(graphs):
        start = len(label)
        if graph is None:
            label.append(BLANK)
            owner.append(number)
            first.append(False)
            sources.append(np.asarray([start]))
            last.append([])
            continue
        label += graph.label.tolist()
        owner += [number] * len(graph.label)
        first += graph.first.tolist()
        sources += [start + np.flatnonzero(graph.arcs[:, state]) for state in range(len(graph.label))]
        # Silence before the word is not the word: it cannot end there.
        last.append([start + int(state) for state in np.flatnonzero(graph.last) if state])
    most = max(len(found) for found in sources)
    table = np.zeros((most, len(label)), np.int64)
    barred = np.full((most, len(label)), IMPOSSIBLE)
    for state, found in enumerate(sources):
        table[: len(found), state] = found
        barred[: len(found), state] = 0.0
    widest = max(1, *(len(found) for found in last))
    endings = np.zeros((len(last), widest), np.int64)
    ends = np.full((len(last), widest), IMPOSSIBLE)
    for number, states in enumerate(last):
        endings[number, : len(states)] = states
        ends[number, : len(states)] = 0.0
    return Script(
        np.asarray(label), np.asarray(owner), table, barred, np.asarray(first), endings, ends, _moves(len(last))
    )


def _slots(word: Spoken) -> list[Slot]:
    """The word's slots with their likeliest alternatives: enough to follow, the judge knows them all."""
    return [slot[:_MOST_ALTERNATIVES] for slot in (*word.slots, *([word.link] if len(word.link) > 1 else []))]


def _moves(words: int) -> NDArray[np.float64]:
    step = np.arange(words)[None, :] - np.arange(words + 1)[:, None]
    cost = np.where(step >= 0, OMIT * step, BACK + FARTHER * -step)
    return np.asarray(-np.minimum(cost, LEAP), np.float64)
