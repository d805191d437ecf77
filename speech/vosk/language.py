"""What the second ear must know of a language: what sounds the same, what else may be said, how numbers are said."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, Protocol

from speech.numbers import spellings
from speech.phones.evidence import neighbours
from speech.phones.inventory import Phones, classes
from speech.phones.lexicon import Lexicon
from speech.phones.pronounce import Pronouncer

_COMMON: Final = 9
_LIKELY: Final = 5
"""Frequencies, of 9: words common enough to stand for "something else", and to be what was read instead."""
_MOST_LIKELY: Final = 12


class Language(Protocol):
    """Of the words that may be heard; nothing here knows which answer is expected."""

    def sound(self, word: str) -> Hashable:
        """The same for two words exactly when they sound the same."""
        ...

    def decoys(self, words: Iterable[str]) -> Sequence[str]:
        """Other words that may be said in the place of these: without them, a closed list hears itself in anything."""
        ...

    def numbers(self, maximum: int) -> Mapping[int, Sequence[str]]:
        """The ways to say each number from 0 to `maximum` at least."""
        ...


class French:
    """French, by the shipped lexicon."""

    def __init__(self, lexicon: Lexicon, pronouncer: Pronouncer) -> None:
        self._pronouncer = pronouncer
        self.sound = lru_cache(maxsize=20_000)(self._sound)
        self._common = tuple(lexicon.common_words(_COMMON))
        # The most frequent spelling of each sound.
        self._spelling: dict[Phones, str] = {}
        likely = lexicon.common_words(_LIKELY)
        for spelling in sorted(likely, key=lambda spelling: likely[spelling].frequency):
            self._spelling[classes(likely[spelling].pronunciations[0])] = spelling

    @classmethod
    def load(cls) -> "French":
        """With the shipped lexicon."""
        lexicon = Lexicon.load()
        return cls(lexicon, Pronouncer(lexicon))

    def decoys(self, words: Iterable[str]) -> tuple[str, ...]:
        """Common words, and words one phone away from each of these, that sound like none of them."""
        expected = {self.sound(word) for word in words}
        near = [
            self._spelling[rival]
            for phones in expected
            for rival in [rival for rival in neighbours(phones) if rival in self._spelling][:_MOST_LIKELY]
            if phones
        ]
        return tuple(word for word in dict.fromkeys((*near, *self._common)) if self.sound(word) not in expected)

    def numbers(self, maximum: int) -> Mapping[int, Sequence[str]]:
        """Those of France, and septante, huitante, octante, nonante."""
        return {number: spellings(number) for number in range(maximum + 1)}

    def _sound(self, word: str) -> Phones:
        return classes(self._pronouncer.usual(word))
