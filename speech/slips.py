"""What a reading slip would make of a word: b read like d, a mute letter said, a consonant left out (data/slips.yaml).

Pure: from a spelling and its pronunciation to the pronunciations that each slip would give. A slip needs its letters:
b is read like d only in a word that has a b. Which one was made is for the sound to say (speech.diagnosis).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Final

import yaml

from speech.phones.inventory import CONSONANTS, Phones, classes, is_vowel
from speech.phones.pronounce import split
from speech.phones.spelling import Grapheme, graphemes_of
from speech.phones.variants import letter

GUESSED: Final = "guessed"
_LONGEST_SPELLED: Final = 6
_FLOWING: Final = frozenset({"ʁ", "l"})
_MOST_LISPED: Final = 4


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip that the ear can name: its key, its name in French for teachers, the act of Rivet that helps with it."""

    key: str
    teacher: str
    line: str


@dataclass(frozen=True, slots=True)
class _Swap:
    key: str
    graphemes: frozenset[str]
    phones: Phones
    heard: tuple[Phones, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    slips: dict[str, Slip]
    swaps: tuple[_Swap, ...]
    silent: tuple[tuple[str, dict[str, Phones]], ...]
    lisps: dict[str, tuple[str, ...]]


@cache
def _table() -> _Table:
    fields: dict[str, Any] = yaml.safe_load(files("speech").joinpath("data", "slips.yaml").read_text(encoding="utf-8"))
    rows = [*fields["swaps"], *fields["silent"], *fields["shapes"]]
    lisps: dict[str, tuple[str, ...]] = {}
    for pair in fields["speech"]:
        lisps[pair["said"]] = (*lisps.get(pair["said"], ()), pair["heard"])
    return _Table(
        slips={row["key"]: Slip(row["key"], row["teacher"], row["line"]) for row in rows},
        swaps=tuple(
            _Swap(
                row["key"],
                frozenset(row["graphemes"].split()),
                classes(tuple(row["phones"].split())),
                tuple(classes(tuple(said.split())) for said in row["heard"].split(",")),
            )
            for row in fields["swaps"]
        ),
        silent=tuple(
            (row["key"], {letters: classes(tuple(said.split())) for letters, said in row["letters"].items()})
            for row in fields["silent"]
        ),
        lisps=lisps,
    )


def every_slip() -> dict[str, Slip]:
    """The slips by key."""
    return dict(_table().slips)


def slips_of(word: str, pronunciations: Sequence[Phones]) -> dict[Phones, str]:
    """What each slip would make of this word (phone classes) and the slip's key, the likeliest slip first.

    `word` as written; `pronunciations`: accepted ones, the usual one first. No accepted pronunciation is a slip.
    """
    accepted = {classes(phones) for phones in pronunciations}
    found: dict[Phones, str] = {}
    parts = split(word)
    spelling = "".join(part for part in parts if not part.isdigit()).replace("'", "")
    for phones in pronunciations[:2]:
        graphemes = graphemes_of(spelling, phones)
        if graphemes is not None:
            for key, said in _by_letters(graphemes):
                found.setdefault(said, key)
    for key, said in _by_shape(classes(pronunciations[0]), spelling) if pronunciations else ():
        found.setdefault(said, key)
    return {said: key for said, key in found.items() if said and said not in accepted}


def lisped(phones: Phones) -> set[Phones]:
    """The word as a lisp or a small child's tongue would say it (classes): each sound changed, and all of them."""
    sounds = classes(phones)
    lisps = _table().lisps
    places = [place for place, phone in enumerate(sounds) if phone in lisps]
    found: set[Phones] = set()
    for way in range(max(map(len, lisps.values()))):
        changed = {place: lisps[sounds[place]][way] for place in places if way < len(lisps[sounds[place]])}
        places_sets = [{place} for place in changed] + [set(changed)]
        for chosen in places_sets[: _MOST_LISPED + 1]:
            found.add(tuple(changed[place] if place in chosen else phone for place, phone in enumerate(sounds)))
    return found - {sounds}


def _by_letters(graphemes: Sequence[Grapheme]) -> Iterator[tuple[str, Phones]]:
    table = _table()
    before: Phones = ()
    for place, grapheme in enumerate(graphemes):
        after: Phones = sum((one.phones for one in graphemes[place + 1 :]), ())
        for swap in table.swaps:
            if grapheme.letters in swap.graphemes and grapheme.phones == swap.phones:
                for said in swap.heard:
                    yield swap.key, (*before, *said, *after)
        if not grapheme.phones and not after:
            for key, letters in table.silent:
                if grapheme.letters in letters:
                    yield key, (*before, *letters[grapheme.letters])
        before = (*before, *grapheme.phones)


def _by_shape(sounds: Phones, spelling: str) -> Iterator[tuple[str, Phones]]:
    for place in range(len(sounds) - 1):
        pair = sounds[place : place + 2]
        consonants = [phone in CONSONANTS for phone in pair]
        if all(consonants) and len(sounds) > 2:
            yield "cluster", (*sounds[: place + 1], *sounds[place + 2 :])
            yield "cluster", (*sounds[:place], *sounds[place + 1 :])
    for place in range(1, len(sounds) - 1):
        first, second = sounds[place : place + 2]
        flows = (first in _FLOWING and is_vowel(second)) or (second in _FLOWING and is_vowel(first))
        if flows and sounds[place - 1] in CONSONANTS:
            yield "inversion", (*sounds[:place], second, first, *sounds[place + 2 :])
    syllables = _syllables(sounds)
    for place in range(len(syllables) - 1):
        one, other = syllables[place : place + 2]
        if one != other:
            yield "inversion", sum((*syllables[:place], other, one, *syllables[place + 2 :]), ())
    if 1 < len(spelling) <= _LONGEST_SPELLED:
        named = [letter(mark) for mark in spelling]
        if all(named):
            yield "spelled", classes(sum((ways[0] for ways in named), ()))
            if len(spelling) < _LONGEST_SPELLED:
                yield "spelled", classes(sum((ways[-1] for ways in named), ()))


def _syllables(sounds: Phones) -> list[Phones]:
    """Spoken syllables, each consonant with the vowel after it but for the last."""
    syllables: list[Phones] = []
    start = 0
    vowels = [place for place, phone in enumerate(sounds) if is_vowel(phone)]
    for here, there in pairwise(vowels):
        cut = there - 1 if there - here > 1 and not is_vowel(sounds[there - 1]) else there
        if there - here > 2 and sounds[there - 1] in (*_FLOWING, "j", "w", "ɥ"):
            cut = there - 2
        syllables.append(sounds[start:cut])
        start = cut
    syllables.append(sounds[start:])
    return [syllable for syllable in syllables if syllable]
