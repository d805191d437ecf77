"""Syllables: read one, recognise one that is heard, build it from its letters. Made from the correspondences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from exercises.activities import Activity
from exercises.draws import disordered, sampled, shuffled
from exercises.exercise import Build, Exercise, Grade, Option, Prompt, ReadAloud, Unit
from exercises.reading.making.workshop import Workshop
from exercises.reading.phones import Phones

CONSONANTS = ("l", "m", "r", "s", "f", "ch", "v", "j", "n", "p", "t", "d", "b", "c", "g", "z", "gn", "ph", "qu")
VOWELS = ("a", "i", "o", "u", "é", "è", "e")
COMPLEX_VOWELS = ("ou", "oi", "on", "an", "in", "au", "eu", "ai", "en")
CLUSTERS = ("bl", "br", "cl", "cr", "dr", "fl", "fr", "gl", "gr", "pl", "pr", "tr", "vr")
RARER = ("gn", "ph", "z")
"""Consonants that make odd syllables with vowels of two letters."""
ENDS = ("l", "r", "s", "f", "c")
NOT_SHOWN = frozenset(
    ["con", "cu", "cul", "pu", "nul", "fuc", "foc", "nic", "cac", "puc", "suc", "bran", "bren", "chi", "chiu"]
)
"""Syllables that make a class laugh, or are half a word that does."""


@dataclass(frozen=True, slots=True)
class Syllable:
    """A syllable, its graphemes, what each says, the skill that reads it."""

    text: str
    graphemes: tuple[str, ...]
    said: tuple[Phones, ...]
    gpcs: tuple[str, ...]
    skill: str
    harder: float
    phones: Phones


def syllables(workshop: Workshop) -> Iterator[Exercise]:
    """All exercises on syllables."""
    alike: dict[str, list[Syllable]] = {}
    for syllable in all_syllables(workshop):
        alike.setdefault(syllable.skill, []).append(syllable)
    for family in alike.values():
        tiles = {tile for one in family for tile in zip(one.graphemes, one.gpcs, one.said, strict=True)}
        for syllable in family:
            yield _read(workshop, syllable)
            yield _recognise(workshop, syllable, family)
            yield _build(workshop, syllable, sorted(tiles))


def all_syllables(workshop: Workshop) -> Iterator[Syllable]:
    """Those of which every grapheme says by rule what it is taught for (no "ci" among those with /k/)."""
    seen: set[str] = set()
    for graphemes, skill, harder in _candidates():
        text = "".join(graphemes)
        if text in seen or text in NOT_SHOWN:
            continue
        seen.add(text)
        segments = workshop.aligner.read_by_rule(text)
        if tuple(segment.letters for segment in segments) == graphemes and all(segment.phones for segment in segments):
            said = tuple(segment.phones for segment in segments)
            gpcs = tuple(segment.gpc for segment in segments)
            phones = tuple(phone for each in said for phone in each)
            yield Syllable(text, graphemes, said, gpcs, skill, harder, phones)


def _candidates() -> Iterator[tuple[tuple[str, ...], str, float]]:
    for consonant in CONSONANTS:
        for vowel in VOWELS:
            yield (consonant, vowel), "reading.syllables.simple", 0.0
        for vowel in COMPLEX_VOWELS if consonant not in RARER else ():
            yield (consonant, vowel), "reading.syllables.complex", 0.3
    for vowel in (*VOWELS[:4], "ou", "oi"):
        for end in ENDS:
            yield (vowel, end), "reading.syllables.inverse", 0.3
    for consonant in CONSONANTS[:15]:
        for vowel in chain(VOWELS[:4], ("ou", "oi")):
            for end in ENDS:
                yield (consonant, vowel, end), "reading.syllables.closed", 0.5
    for cluster in CLUSTERS:
        for vowel in (*VOWELS[:6], *COMPLEX_VOWELS):
            yield (*cluster, vowel), "reading.syllables.clusters", 0.7
        for vowel in ("a", "i", "o", "ou"):
            for end in ("c", "l", "r"):
                yield (*cluster, vowel, end), "reading.syllables.long", 1.0


def _read(workshop: Workshop, syllable: Syllable) -> Exercise:
    return workshop.exercise(
        Activity.READ_SYLLABLE,
        syllable.text,
        ReadAloud(unit=Unit.SYLLABLE, text=syllable.text, words=workshop.read_words(syllable.text)),
        grade=Grade.CP,
        skills=_skills(workshop, syllable.skill, syllable),
        level=1,
        gpcs=syllable.gpcs,
        harder=syllable.harder,
        theme=f"syllable {syllable.text}",
    )


def _recognise(workshop: Workshop, syllable: Syllable, family: Sequence[Syllable]) -> Exercise:
    key = syllable.text
    near = [
        other
        for other in family
        if other.phones != syllable.phones
        and len(set(other.graphemes) & set(syllable.graphemes)) >= len(syllable.graphemes) - 1
    ]
    wrong: dict[Phones, Syllable] = {}
    for other in shuffled(key, near):
        wrong.setdefault(other.phones, other)
    content = workshop.choice(
        key,
        Prompt(say=syllable.text),
        [Option(text=syllable.text)],
        [Option(text=other.text) for other in list(wrong.values())[:3]],
    )
    return workshop.exercise(
        Activity.CHOOSE_GRAPHEME,
        key,
        content,
        grade=Grade.CP,
        skills=_skills(workshop, syllable.skill, syllable),
        level=1,
        gpcs=syllable.gpcs,
        harder=syllable.harder,
        theme=f"syllable {syllable.text}",
    )


def _build(workshop: Workshop, syllable: Syllable, tiles_of_family: Sequence[tuple[str, str, Phones]]) -> Exercise:
    key = syllable.text
    said = set(syllable.phones)
    last = max(workshop.decoder.gpcs[slug].stage for slug in syllable.gpcs)
    others = {
        grapheme
        for grapheme, slug, phone in tiles_of_family
        if not said & set(phone) and workshop.decoder.gpcs[slug].stage <= last
    }
    tiles = disordered(key, [*syllable.graphemes, *sampled(key, sorted(others), 2)])
    return workshop.exercise(
        Activity.BUILD_SYLLABLE,
        key,
        Build(prompt=Prompt(say=syllable.text), tiles=tuple(tiles), answers=(syllable.graphemes,)),
        grade=Grade.CP,
        skills=[*_skills(workshop, "reading.spelling.syllables", syllable), "reading.sounds.phonemes_merge"],
        level=1,
        gpcs=syllable.gpcs,
        harder=syllable.harder,
        theme=f"syllable {syllable.text}",
    )


def _skills(workshop: Workshop, skill: str, syllable: Syllable) -> list[str]:
    """A syllable trains its kind, and each of its first two correspondences."""
    return [skill, *(workshop.decoder.gpcs[slug].skill for slug in syllable.gpcs[:2])]
