"""Where the answers of a closed grammar are in what was said: numbers, and the sayings of a set of keys."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from typing import Final

from speech.numbers import in_words, parse
from speech.phonetics import phones
from tutor.companion.understanding.sayings import Phrase, Sayings, phrase
from tutor.companion.understanding.thresholds import JOINED_COST, TEENS_JOINED_COST
from tutor.companion.understanding.words import Word

LONGEST_NUMBER: Final = 8
"""Words of neuf-mille-neuf-cent-quatre-vingt-dix-neuf."""
_MOST_READINGS: Final = 64
_NUMBER_WORDS: Final = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
    *("treize", "quatorze", "quinze", "seize", "vingt", "trente", "quarante", "cinquante", "soixante", "cent", "mille"),
    *("septante", "huitante", "octante", "nonante"),
)
_SPELLINGS: Final = {"zero": "zéro", "une": "un", "vingts": "vingt", "cents": "cent", "et": "et"} | {
    word: word for word in _NUMBER_WORDS
}


@dataclass(frozen=True, slots=True)
class Match:
    """An answer found from word `start` to `end` (not included); `cost`: of believing it."""

    start: int
    end: int
    key: str
    cost: float


def number_matches(said: Sequence[Word], sayings: Sayings, loosely: bool) -> list[Match]:
    """The numbers, as long as they can be, from left to right. `loosely`: what an ear writes instead counts too."""
    found: list[Match] = []
    at = 0
    while at < len(said):
        match = _number_at(said, at, sayings, loosely)
        if match:
            found.append(match)
        at = match.end if match else at + 1
    return found


def is_number_word(word: str) -> bool:
    """Is this plain word a number by itself, « un » and « une » left aside?"""
    return word.isdecimal() or (word in _SPELLINGS and word not in ("un", "une", "et"))


def _number_at(said: Sequence[Word], at: int, sayings: Sayings, loosely: bool) -> Match | None:
    readings: list[tuple[tuple[str, ...], float]] = [((), 0.0)]
    best: Match | None = None
    for end in range(at, min(at + LONGEST_NUMBER, len(said))):
        options = _read_as(said[end], sayings, loosely)
        if not options or len(readings) * len(options) > _MOST_READINGS:
            break
        readings = [
            ((*before, word), cost + more + _joint(said, at, end))
            for (before, cost), (word, more) in product(readings, options)
        ]
        values = [
            (cost, value) for parts, cost in readings if parts[-1] != "et" and (value := _value(parts)) is not None
        ]
        if values:
            cost, value = min(values)
            best = Match(at, end + 1, str(value), cost)
    return best


def _joint(said: Sequence[Word], at: int, end: int) -> float:
    """What it costs to read this word as the next of one number: only two in digits are unlikely to be one."""
    if end == at or not (said[end].plain.isdecimal() and said[end - 1].plain.isdecimal()):
        return 0.0
    teens = said[end - 1].plain in ("60", "80") and 10 <= int(said[end].plain) <= 19
    return TEENS_JOINED_COST if teens else JOINED_COST


@lru_cache(maxsize=20_000)
def _value(parts: tuple[str, ...]) -> int | None:
    return parse("-".join(parts))


def _read_as(word: Word, sayings: Sayings, loosely: bool) -> list[tuple[str, float]]:
    """The number words that this one may stand for, with their costs."""
    if word.plain.isdecimal():
        value = parse(word.plain)
        return [] if value is None else [(_singular(in_words(value)), 0.0)]
    if word.plain in _SPELLINGS:
        return [(_SPELLINGS[word.plain], 0.0)]
    if not loosely:
        return []
    listed = sayings.misheard["number"].get((word.plain,), ())
    return list(listed) or [(name, sayings.homophone) for name in _sounding(word.written)]


def _singular(words: str) -> str:
    return "-".join({"vingts": "vingt", "cents": "cent"}.get(part, part) for part in words.split("-"))


@lru_cache(maxsize=20_000)
def _sounding(word: str) -> tuple[str, ...]:
    """The number words that sound exactly as this one."""
    return _by_sound().get(phones(word), ()) if len(word) > 1 else ()


@cache
def _by_sound() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name in (*_NUMBER_WORDS, "dix-sept", "dix-huit", "dix-neuf"):
        found[phones(name)] = (*found.get(phones(name), ()), name)
    return found


class Phrases:
    """The sayings of each key of a closed set, found as they are written, misheard, or by their sound."""

    def __init__(self, ways: Mapping[str, Sequence[str]], grammar: str, sayings: Sayings) -> None:
        self._written: dict[Phrase, tuple[str, float]] = {
            form: options[0] for form, options in sayings.misheard.get(grammar, {}).items() if options[0][0] in ways
        }
        self._sounds: dict[tuple[str, ...], str] = {}
        for key, texts in ways.items():
            for text in texts:
                if text.startswith("/") or not phrase(text):
                    continue
                self._written[phrase(text)] = (key, 0.0)
                self._sounds.setdefault(_sound(text.lower().replace("'", " ").replace("-", " ").split()), key)
        self._homophone = sayings.homophone
        self._longest = max(map(len, self._written), default=0)

    def matches(self, said: Sequence[Word]) -> list[Match]:
        """The keys, the longest sayings first, from left to right, none over another."""
        found: list[Match] = []
        taken: set[int] = set()
        for match in sorted(self._all(said), key=lambda match: (match.cost > 0, match.start - match.end, match.start)):
            if taken.isdisjoint(range(match.start, match.end)):
                taken.update(range(match.start, match.end))
                found.append(match)
        return sorted(found, key=lambda match: match.start)

    def _all(self, said: Sequence[Word]) -> Iterator[Match]:
        for start in range(len(said)):
            for end in range(start + 1, min(start + self._longest, len(said)) + 1):
                part = said[start:end]
                listed = self._written.get(tuple(word.plain for word in part))
                if listed:
                    yield Match(start, end, *listed)
                elif key := self._sounds.get(_sound([word.written for word in part])):
                    yield Match(start, end, key, self._homophone)


def _sound(said: Sequence[str]) -> tuple[str, ...]:
    return tuple(phone for word in said for phone in phones(word))
