"""The words of the documents nearest to a misspelt one: by its pairs of letters first, then by edits and by ear."""

import re
from collections.abc import Iterable
from typing import Final

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from tutor.help.words import bare

SHORTEST: Final = 3
LOOKED_AT: Final = 30
# French spellings of one sound, written one way: « inprimer », « imprimé » and « imprimer » sound alike.
_BY_EAR: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"eau|au", "o"),
        (r"[ea]in|im(?=[pb])|ym", "in"),
        (r"am(?=[pb])|em(?=[pb])|en(?![aeiouyn]|$)", "an"),
        (r"om(?=[pb])", "on"),
        (r"ph", "f"),
        (r"qu|ck|c(?=[aoukl]|$)|q", "k"),
        (r"c(?=[eiy])|sc(?=[eiy])|ss|ti(?=on)", "s"),
        (r"g(?=[eiy])", "j"),
        (r"ai|ei|et$|er$|ez$|ee$|ees$", "e"),
        (r"y", "i"),
        (r"h", ""),
        (r"(.)\1", r"\1"),
        (r"(?<=..)(?:ent|es|e|s|t|d|x|p)$", ""),
    )
)


def by_ear(word: str) -> str:
    """A rough writing of how a word without accents sounds.

    >>> by_ear("inprimer") == by_ear("imprime")
    True
    """
    for pattern, sound in _BY_EAR:
        word = pattern.sub(sound, word)
    return word


def edits(one: str, other: str, most: int) -> int:
    """Letters added, dropped, changed or swapped with the next between two words; `most` + 1 when there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        older, before, row = before, row, [place]
        for column, target in enumerate(other, 1):
            cost = min(before[column] + 1, row[-1] + 1, before[column - 1] + (letter != target))
            if place > 1 and column > 1 and letter == other[column - 2] and one[place - 2] == target:
                cost = min(cost, older[column - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


class Speller:
    """Finds the known words that a written one may stand for."""

    def __init__(self, known: Iterable[str]) -> None:
        self._words = sorted({word for word in map(bare, known) if len(word) >= SHORTEST})
        self._pairs = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 3), dtype=np.float32)
        self._matrix = self._pairs.fit_transform(self._words) if self._words else None

    def nearest(self, word: str) -> list[str]:
        """The known words (without accents) as near as it gets; none when none is near enough."""
        word = bare(word)
        if self._matrix is None or len(word) < SHORTEST or word.isdigit():
            return []
        alike = (self._matrix @ self._pairs.transform([word]).T).toarray().ravel()
        most = 1 if len(word) < 7 else 2
        sound = by_ear(word)
        found: dict[str, float] = {}
        for place in np.argsort(-alike, kind="stable")[:LOOKED_AT]:
            known = self._words[place]
            distance: float = edits(word, known, most)
            if sound == by_ear(known) and len(sound) > 1:
                distance = min(distance, 0.5)
            if distance <= most and (known[0] == word[0] or distance < 1):
                found[known] = distance
        least = min(found.values(), default=0)
        return [known for known, distance in found.items() if distance == least]
