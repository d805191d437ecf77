"""How well one phrase answers to a whole question: a passage's heading, or one of the other ways to ask for it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import CountVectorizer

from tutor.help.passages import Passage
from tutor.help.question import Wanted
from tutor.help.words import words

Scores = npt.NDArray[np.float32]
BETWEEN: Final = ";"
"""What stands between two ways to ask."""


class Phrases:
    """The headings and other ways to ask of passages. `places`: the column of each stem; `rarity`: of each column."""

    def __init__(self, passages: Sequence[Passage], places: Mapping[str, int], rarity: Scores) -> None:
        written = [ways_to_ask(one) for one in passages]
        counter = CountVectorizer(analyzer=_stems, vocabulary=places, binary=True, dtype=np.float32)
        self._has: Any = counter.transform(phrase for some in written for phrase in some).tocsc()
        self._firsts = np.cumsum([0, *map(len, written)])[:-1]
        self._places = places
        self._rarity = rarity
        self._whole = np.maximum(self._has @ rarity, np.float32(1e-6))

    def alike(self, wanted: Sequence[Wanted], worth: Sequence[float]) -> Scores:
        """Of each passage's best phrase, the harmonic mean of how much of the question it says and how little else."""
        said = np.zeros(self._has.shape[0], dtype=np.float32)
        for one, what in zip(wanted, worth, strict=True):
            said += np.float32(what) * self._says(one)
        said /= np.float32(sum(worth))
        stems = (stem for one in wanted for term, _ in one.ways for stem in term)
        asked = sorted({self._places[stem] for stem in stems if stem in self._places})
        used = (self._has[:, asked] @ self._rarity[asked]) / self._whole
        both: Scores = 2 * said * used / np.maximum(said + used, np.float32(1e-6))
        return np.maximum.reduceat(both, self._firsts)

    def _says(self, wanted: Wanted) -> Scores:
        """How surely each phrase says this one thing."""
        best = np.zeros(self._has.shape[0], dtype=np.float32)
        for term, sure in wanted.ways:
            places = [self._places[stem] for stem in term if stem in self._places]
            if places and len(places) == len(term):
                there = self._has[:, places].toarray().all(axis=1)
                np.maximum(best, np.float32(sure) * there, out=best)
        return best


def ways_to_ask(passage: Passage) -> list[str]:
    """Its heading, and the other ways to ask that stand under it."""
    return [passage.heading, *filter(str.strip, passage.also.split(BETWEEN))]


def _stems(phrase: str) -> list[str]:
    return [word.stem for word in words(phrase)]
