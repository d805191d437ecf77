"""Closed sets of spoken answers, ready for `Recogniser.one_of`: yes or no, letters, words, shapes, units, requests...

A set maps each key to the ways of saying it: spellings, or phones between slashes for what no spelling says.
"""

from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from typing import Final

import yaml

from speech.phones.variants import letter

Choices = Mapping[str, Sequence[str]]
ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz"


def _sets() -> dict[str, dict[str, tuple[str, ...]]]:
    text = files("speech").joinpath("data", "closed_answers.yaml").read_text(encoding="utf-8")
    return {name: {key: tuple(ways) for key, ways in answers.items()} for name, answers in yaml.safe_load(text).items()}


_READY: Final = _sets()
YES_NO: Final[Choices] = _READY["yes_no"]
"""Keys: oui, non."""
COMPARISONS: Final[Choices] = _READY["comparisons"]
"""Keys: plus_grand, plus_petit, pareil."""
REQUESTS: Final[Choices] = _READY["requests"]
"""Keys: dont_know, repeat, help."""
_SAID_OTHERWISE: Final = {way for ways in _READY["wishes"].values() for way in ways}
WISHES: Final[Choices] = {
    **{key: tuple(way for way in ways if way not in _SAID_OTHERWISE) for key, ways in REQUESTS.items()},
    **_READY["wishes"],
}
"""All that may be asked of Rivet or told him: keys of REQUESTS, slower, why, again, finished, too_hard, stop, wait,
greeting, thanks, name. "Encore" alone asks here for another one."""
SHAPES: Final[Choices] = _READY["shapes"]
"""Keys: carre, rectangle, triangle, triangle_rectangle, cercle, losange, cube, pave, boule, cylindre, cone, pyramide,
prisme."""
UNITS: Final[Choices] = _READY["units"]
"""Keys: kilometre to millimetre, tonne to gramme, litre to centilitre, euro, centime, jour, heure, minute, seconde."""


def letter_names(letters: Iterable[str] = ALPHABET) -> Choices:
    """The letters' names: b is "bé". Raises ValueError for what is no letter of the alphabet."""
    return {mark: _in_phones(letter(mark, name_only=True), mark) for mark in letters}


def letter_sounds(letters: Iterable[str]) -> Choices:
    """The letters' sounds, alone or with a schwa: b is /b/ or /bə/. Raises ValueError for what has none (h)."""
    return {mark: _in_phones(letter(mark)[1:] or (letter(mark) if mark in "aeiou" else ()), mark) for mark in letters}


def words(listed: Iterable[str]) -> Choices:
    """The words of a list, each its own key."""
    return {word: (word,) for word in listed}


def _in_phones(spoken: Iterable[Sequence[str]], mark: str) -> tuple[str, ...]:
    found = tuple(f"/{' '.join(phones)}/" for phones in spoken)
    if not found:
        raise ValueError(f"{mark!r} is not a letter that can be said so")
    return found
