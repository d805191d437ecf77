"""The French that numbers, nouns and first names need to agree in a sentence: plurals, articles, elision, pronouns.

Gender, plural and elision are data (`nouns.csv`, `first_names.csv`): nothing is guessed from spelling.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from exercises.errors import ContentError
from exercises.sources import DATA, Place, Row, read_table
from exercises.typography import APOSTROPHE, set_in_type

Gender = Literal["m", "f"]
FEWEST_NAMES = 10
"""Of each gender: a scene has three children."""

_SLOT = re.compile(r"<([^<>]*)>")
_VOWELS = frozenset("aàâeéèêiîïoôœuùAÀÂEÉÈÊIÎÏOÔŒU")  # no y: de Yanis, le yaourt
_PLURAL = frozenset({"de", "les", "des", "ces", "ses", "mes", "leurs"})
_BEFORE_SINGULAR: Mapping[str, tuple[str, str, str]] = {  # masculine, feminine, and where it elides
    "le": ("le ", "la ", f"l{APOSTROPHE}"),
    "un": ("un ", "une ", ""),
    "ce": ("ce ", "cette ", ""),
    "du": ("du ", "de la ", f"de l{APOSTROPHE}"),
}
_BEFORE_NAME: Mapping[str, tuple[str, str]] = {
    "de": ("de ", f"d{APOSTROPHE}"),
    "que": ("que ", f"qu{APOSTROPHE}"),
}


@dataclass(frozen=True, slots=True)
class Noun:
    """A common noun; `elides`: l’image, d’images."""

    singular: str
    plural: str
    gender: Gender
    elides: bool

    def for_number(self, number: int) -> str:
        """Singular for 0 and 1, as French has it."""
        return self.plural if number > 1 else self.singular

    def after(self, determiner: str) -> str:
        """The noun after a determiner said in the masculine singular (un, le, ce, du) or plural (de, les, des...)."""
        if determiner in _PLURAL:
            return (
                f"d{APOSTROPHE}{self.plural}" if determiner == "de" and self.elides else f"{determiner} {self.plural}"
            )
        masculine, feminine, elided = _BEFORE_SINGULAR[determiner]
        if determiner == "ce" and self.elides and self.gender == "m":
            return f"cet {self.singular}"
        if elided and self.elides:
            return elided + self.singular
        return (masculine if self.gender == "m" else feminine) + self.singular

    def after_of(self) -> str:
        """The singular after de: "de farine", "d’eau"."""
        return f"d{APOSTROPHE}{self.singular}" if self.elides else f"de {self.singular}"


@dataclass(frozen=True, slots=True)
class FirstName:
    """A child's name and the gender that pronouns take."""

    text: str
    gender: Gender

    @property
    def pronoun(self) -> str:
        """As a subject."""
        return "il" if self.gender == "m" else "elle"

    def after(self, word: str) -> str:
        """The name after de or que, elided before a vowel."""
        plain, elided = _BEFORE_NAME[word]
        return (elided if self.text[0] in _VOWELS else plain) + self.text


class Number(int):
    """A number of a scene, which may be written in its own way."""

    def __str__(self) -> str:
        return str(int(self))


class Price(Number):
    """An amount in cents: "3 euros 50", "80 centimes"."""

    def __str__(self) -> str:
        euros, cents = divmod(int(self), 100)
        if not euros:
            return f"{cents} centime{'s' if cents > 1 else ''}"
        return f"{euros} euro{'s' if euros > 1 else ''}" + (f" {cents:02d}" if cents else "")


class Hour(Number):
    """A time of day in minutes since midnight: "9 heures 15"."""

    def __str__(self) -> str:
        hours, minutes = divmod(int(self), 60)
        return f"{hours} heure{'s' if hours > 1 else ''}" + (f" {minutes:02d}" if minutes else "")


Filling = Number | Noun | FirstName


def fill(place: Place, template: str, fillings: Mapping[str, Filling], nouns: Mapping[str, Noun]) -> str:
    """The sentence with every slot <...> replaced (see LISEZMOI.md beside the scenarios), set in type."""

    def replaced(match: re.Match[str]) -> str:
        try:
            return _slot(match.group(1), fillings, nouns)
        except (KeyError, AttributeError, TypeError, ValueError):
            raise place.error(f"{match.group()!r} in {template!r} is no slot that can be filled") from None

    return set_in_type(_SLOT.sub(replaced, template))


def slot_names(template: str) -> Sequence[str]:
    """The single letters used in the slots of a template, numbers, names and nouns, in order."""
    letters = [word for slot in _SLOT.findall(template) for word in re.split(r"[ |]", slot.split("|")[0])]
    return list(dict.fromkeys(word for word in letters if len(word) == 1 and word != "à"))


def _slot(slot: str, fillings: Mapping[str, Filling], nouns: Mapping[str, Noun]) -> str:
    if "|" in slot:
        return _choice(slot, fillings)
    first, _, rest = slot.partition(" ")
    if not rest:
        one = fillings[first]
        return one.singular if isinstance(one, Noun) else one.text if isinstance(one, FirstName) else str(one)
    if first in fillings:
        one = fillings[first]
        if isinstance(one, Noun):
            return {"pl": one.plural}[rest]
        noun = fillings.get(rest) or nouns[rest]
        if not isinstance(noun, Noun) or type(one) is not Number:
            raise TypeError
        return f"{one} {noun.for_number(one)}"
    written = _after(first.lower(), rest, fillings)
    return written[0].upper() + written[1:] if first[0].isupper() else written


def _after(word: str, rest: str, fillings: Mapping[str, Filling]) -> str:
    letter, _, number = rest.partition(" ")
    filling = fillings[letter]
    if isinstance(filling, FirstName) and not number:
        return filling.pronoun if word == "il" else filling.after(word)
    if isinstance(filling, Noun) and number in ("", "sg"):
        return filling.after_of() if (word, number) == ("de", "sg") else filling.after(word)
    raise TypeError


def _choice(slot: str, fillings: Mapping[str, Filling]) -> str:
    """One of two words: by number, or by gender."""
    letter, one, other = slot.split("|")
    filling = fillings[letter]
    if isinstance(filling, Number):
        return other if filling > 1 else one
    return one if filling.gender == "m" else other


@dataclass(frozen=True)
class Vocabulary:
    """The nouns by their singular, and the first names."""

    nouns: Mapping[str, Noun]
    names: Sequence[FirstName]


@lru_cache(maxsize=4)
def load_vocabulary(folder: Path = DATA / "maths") -> Vocabulary:
    """The words of a folder of maths; ContentError names the line of what is wrong."""
    return Vocabulary(_nouns(folder / "nouns.csv"), _first_names(folder / "first_names.csv"))


def _nouns(path: Path) -> Mapping[str, Noun]:
    nouns: dict[str, Noun] = {}
    for row in read_table(path, ("singulier", "pluriel", "genre", "elision")):
        noun = Noun(row.needed("singulier"), row.needed("pluriel"), _gender(row), _yes(row, "elision"))
        if noun.singular in nouns:
            raise row.place.error(f"{noun.singular!r} is there twice")
        nouns[noun.singular] = noun
    return nouns


def _first_names(path: Path) -> Sequence[FirstName]:
    names = [FirstName(row.needed("prenom"), _gender(row)) for row in read_table(path, ("prenom", "genre"))]
    for gender in ("m", "f"):
        if sum(name.gender == gender for name in names) < FEWEST_NAMES:
            raise ContentError(f"{path}: {FEWEST_NAMES} names of each gender are needed, there are fewer {gender!r}")
    if len({name.text for name in names}) != len(names):
        raise ContentError(f"{path}: a name is there twice")
    return names


def _gender(row: Row) -> Gender:
    match row["genre"]:
        case "m":
            return "m"
        case "f":
            return "f"
        case other:
            raise row.place.error(f"the column 'genre' must be m or f, not {other!r}")


def _yes(row: Row, column: str) -> bool:
    if row[column] not in ("oui", "non"):
        raise row.place.error(f"the column {column!r} must be oui or non, not {row[column]!r}")
    return row[column] == "oui"
