"""Read the authored scenes of word problems, and refuse what could not be told or computed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from exercises.exercise import Grade
from exercises.maths.problems.arithmetic import UnreadableError, letters
from exercises.maths.problems.french import Gender, Hour, Noun, Number, Price, Vocabulary, load_vocabulary, slot_names
from exercises.maths.problems.kinds import ProblemKind, kind_of
from exercises.maths.problems.schema import ANSWER, Relation, read_relation
from exercises.reading.french import check_slug, grade_of
from exercises.sources import DATA, Place, read_entries

FOLDER = "scenarios"
COMPARISON = "comparaison"
PRICE, CLOCK = "prix", "horaire"  # units that are no nouns

_NEEDED = frozenset({"id", "genre", "inconnue", "classe", "nombres", "enonce", "question", "calcul", "schema"})
_OPTIONAL = frozenset({"derives", "si", "mots", "prenoms", "unite", "inutile", "barres"})
_RANGE = re.compile(r"([a-wyz]) (?:(\d+)\.\.(\d+)(?:/(\d+))?|(\d+(?:\|\d+)*))(?: (prix|heure))?")
_CHOICE = re.compile(r"([A-Z]) (\S.*)")
_DERIVED = re.compile(r"([a-wyz]) (\S.*)")
_TYPES: Mapping[str | None, type[Number]] = {None: Number, "prix": Price, "heure": Hour}


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scene with slots. `numbers`: what each letter may be; `used` are those that the answer needs."""

    place: Place
    vocabulary: Vocabulary
    name: str
    kind: ProblemKind
    genre: str
    unknown: str
    grade: Grade
    numbers: Mapping[str, tuple[int, ...]]
    types: Mapping[str, type[Number]]
    derived: Mapping[str, str]
    conditions: tuple[str, ...]
    nouns: Mapping[str, tuple[Noun, ...]]
    genders: Mapping[str, Gender]
    statement: str
    question: str
    answer: str
    schema: tuple[Relation, ...]
    unit: str
    irrelevant: tuple[str, ...]
    bars: tuple[str, ...]

    @property
    def told(self) -> tuple[str, ...]:
        """The letters of the numbers that the statement tells, in its order."""
        known = self.numbers.keys() | self.derived.keys()
        return tuple(letter for letter in slot_names(f"{self.statement} {self.question}") if letter in known)

    @property
    def used(self) -> tuple[str, ...]:
        """Those of them that the answer needs."""
        return tuple(letter for letter in self.told if letter not in self.irrelevant)


@lru_cache(maxsize=4)
def load_scenarios(folder: Path = DATA / "maths") -> Mapping[str, Scenario]:
    """Every scenario of a folder of maths by its name, in the order of the files."""
    vocabulary = load_vocabulary(folder)
    found: dict[str, Scenario] = {}
    for path in sorted((folder / FOLDER).glob("*.yaml"), key=lambda path: int(path.stem.partition("_")[0])):
        for place, entry in read_entries(path):
            scenario = _scenario(place, entry, vocabulary)
            if scenario.name in found:
                raise place.error(f"the scenario {scenario.name!r} is there twice")
            found[scenario.name] = scenario
    return found


def _scenario(place: Place, entry: Mapping[str, Any], vocabulary: Vocabulary) -> Scenario:
    for key in sorted(_NEEDED - entry.keys()):
        raise place.error(f"{key!r} is missing")
    for key in sorted(entry.keys() - _NEEDED - _OPTIONAL):
        raise place.error(f"{key!r} is not known here (known: {', '.join(sorted(_NEEDED | _OPTIONAL))})")
    check_slug(place, entry["id"])
    kind = kind_of(entry["genre"], entry["inconnue"])
    if kind is None:
        raise place.error(f"there is no problem {entry['genre']!r} with {entry['inconnue']!r} unknown")
    ranges = list(_ranges(place, _listed(entry["nombres"])))
    scenario = Scenario(
        place=place,
        vocabulary=vocabulary,
        name=entry["id"],
        kind=kind,
        genre=entry["genre"],
        unknown=entry["inconnue"],
        grade=grade_of(place, entry["classe"]),
        numbers={letter: values for letter, values, _ in ranges},
        types={letter: type_ for letter, _, type_ in ranges},
        derived=dict(_pairs(place, _listed(entry.get("derives", [])), _DERIVED)),
        conditions=tuple(_listed(entry.get("si", []))),
        nouns={
            letter: tuple(_noun(place, vocabulary, word) for word in words.split("|"))
            for letter, words in _pairs(place, _listed(entry.get("mots", [])), _CHOICE)
        },
        genders={
            letter: _gender(place, gender)
            for letter, gender in _pairs(place, _listed(entry.get("prenoms", [])), _CHOICE)
        },
        statement=entry["enonce"],
        question=entry["question"],
        answer=entry["calcul"],
        schema=_schema(place, _listed(entry["schema"])),
        unit=entry.get("unite", ""),
        irrelevant=tuple(_listed(entry.get("inutile", []))),
        bars=tuple(_listed(entry.get("barres", []))),
    )
    _check(scenario)
    return scenario


def _listed(value: str | Sequence[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _ranges(place: Place, written: Sequence[str]) -> Iterator[tuple[str, tuple[int, ...], type[Number]]]:
    for text in written:
        match = _RANGE.fullmatch(text)
        if not match:
            raise place.error(f"{text!r} must look like 'a 3..12', 'b 10..90/10' or 'c 2|5|10'")
        letter, low, high, step, choices, type_ = match.groups()
        values = map(int, choices.split("|")) if choices else range(int(low), int(high) + 1, int(step or 1))
        yield letter, tuple(values), _TYPES[type_]


def _pairs(place: Place, written: Sequence[str], pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    for text in written:
        match = pattern.fullmatch(text)
        if not match:
            raise place.error(f"{text!r} must be a letter, a space and what it stands for")
        yield match.group(1), match.group(2)


def _noun(place: Place, vocabulary: Vocabulary, word: str) -> Noun:
    try:
        return vocabulary.nouns[word]
    except KeyError:
        raise place.error(f"{word!r} is not in nouns.csv") from None


def _gender(place: Place, written: str) -> Gender:
    match written:
        case "m":
            return "m"
        case "f":
            return "f"
    raise place.error(f"the gender must be m or f, not {written!r}")


def _schema(place: Place, written: Sequence[str]) -> tuple[Relation, ...]:
    try:
        return tuple(map(read_relation, written))
    except UnreadableError as error:
        raise place.error(str(error)) from None


def _check(scenario: Scenario) -> None:
    place, known = scenario.place, scenario.numbers.keys() | scenario.derived.keys()
    in_schema = frozenset().union(*(relation.letters for relation in scenario.schema))
    if ANSWER not in in_schema:
        raise place.error(f"the schema must hold {ANSWER!r}, the answer")
    if len(scenario.bars) != (2 if scenario.genre == COMPARISON else 0):
        raise place.error("'barres' names two bars, the longer first, of a comparison and of nothing else")
    if set(scenario.irrelevant) - set(scenario.told):
        raise place.error("an 'inutile' number must be told in the statement")
    for letter in scenario.used:
        if letter not in in_schema:
            raise place.error(f"{letter!r} is told but is not in the schema; is it 'inutile'?")
    for letter in (in_schema & known) - set(scenario.told):
        raise place.error(f"the schema needs {letter!r}, which is not told")
    try:
        for expression in (scenario.answer, *scenario.derived.values(), *scenario.conditions):
            for letter in letters(expression) - known:
                raise place.error(f"{letter!r} of {expression!r} is no number of this scene")
    except UnreadableError as error:
        raise place.error(str(error)) from None
    if scenario.unit not in ("", PRICE, CLOCK) and scenario.unit not in scenario.nouns:
        _noun(place, scenario.vocabulary, scenario.unit)
