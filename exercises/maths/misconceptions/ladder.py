"""The three graded hints, read from the data: those of each misconception, and by family those of any other error.

A question; then a figure to handle; then the same work done on other numbers. The answer is never in them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from exercises.figures import Figure
from exercises.maths.misconceptions.columns import digits
from exercises.maths.misconceptions.detect import detectors
from exercises.maths.misconceptions.pictures import PICTURES, picture
from exercises.maths.misconceptions.question import Answer, Question, Task, answer, question
from exercises.sources import DATA, Place, exact_keys, read_entries

MISCONCEPTIONS = DATA / "maths" / "misconceptions.yaml"
FAMILIES = DATA / "maths" / "hints.yaml"
YOUR_TURN = "À toi\u00a0!"
SLOTS = frozenset({"a", "b", "haut", "bas", "somme", "r"})
_SLOT = re.compile(r"\{(\w*)\}")
_HELP = frozenset({"id", "question", "montre", "figure", "exemples"})

FAMILY: Mapping[Task, str] = {
    **dict.fromkeys((Task.ADD, Task.COLUMNS_ADD, Task.DOUBLE, Task.GAP_ADD, Task.GAP_FROM, Task.BALANCE), "addition"),
    **dict.fromkeys((Task.SUB, Task.COLUMNS_SUB, Task.HALF), "soustraction"),
    **dict.fromkeys((Task.MUL, Task.COLUMNS_MUL), "multiplication"),
    Task.DIV: "partage",
    **dict.fromkeys((Task.UNITS, Task.BLOCKS, Task.GROUPS, Task.HOW_MANY, Task.DIGIT, Task.PARITY), "numeration"),
    **dict.fromkeys((Task.LARGEST, Task.ORDER), "numeration"),
    Task.WRITE: "ecriture",
    **dict.fromkeys((Task.AFTER, Task.BEFORE, Task.SEQUENCE, Task.LINE), "suites"),
    **dict.fromkeys((Task.FRACTION, Task.LARGEST_FRACTION, Task.ORDER_FRACTIONS, Task.ADD_FRACTIONS), "fractions"),
    **dict.fromkeys((Task.CLOCK, Task.DURATION, Task.DAYS), "heure"),
    **dict.fromkeys((Task.COINS, Task.AMOUNT, Task.ADD_MONEY, Task.CHANGE), "monnaie"),
    **dict.fromkeys((Task.RULER, Task.MIXED_UNITS, Task.PERIMETER), "longueurs"),
    **dict.fromkeys((Task.SYMMETRY, Task.MOVES, Task.SOLID), "formes"),
    **dict.fromkeys((Task.BAR, Task.CELL), "donnees"),
    **dict.fromkeys((Task.PROBLEM_ADD, Task.PROBLEM_SUB, Task.PROBLEM_MUL, Task.PROBLEM_DIV), "problemes"),
    **dict.fromkeys((Task.SAYS_MORE, Task.SAYS_LESS, Task.SAYS_TIMES, Task.TRIPS, Task.TWO_STEPS), "problemes"),
}
_SAME_WORK = {
    Task.SUB: Task.COLUMNS_SUB,
    Task.ADD: Task.COLUMNS_ADD,
    Task.MUL: Task.COLUMNS_MUL,
    Task.COLUMNS_SUB: Task.SUB,
    Task.COLUMNS_ADD: Task.ADD,
    Task.COLUMNS_MUL: Task.MUL,
}


@dataclass(frozen=True, slots=True)
class Cousin:
    """A question like the one missed, and how it is worked out."""

    asked: Question
    text: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """Three hints: `question` and `shown` have slots for numbers."""

    question: str
    shown: str
    figure: str
    cousins: tuple[Cousin, ...]

    def line(self, step: int, asked: Question, answered: Answer | None) -> str | None:
        """What Rivet says at this step (1 to 3); None when it has nothing that fits."""
        if step == 3:
            cousin = self._cousin(asked)
            return f"{cousin.text} {YOUR_TURN}" if cousin else None
        return _filled(self.question if step == 1 else self.shown, asked, answered)

    def picture(self, asked: Question) -> Figure | None:
        """What goes with the second hint."""
        return picture(self.figure, asked)

    def fits(self, step: int, asked: Question) -> bool:
        """Whether this step has all it needs: a figure that it speaks of, an example that gives nothing away."""
        if step == 2:
            return self.figure == "none" or self.picture(asked) is not None
        return step == 1 or self._cousin(asked) is not None

    def _cousin(self, asked: Question) -> Cousin | None:
        """One of the same work, whose answer is not the one sought."""
        same = [each for each in self.cousins if each.asked.task is asked.task]
        like = same or [each for each in self.cousins if _SAME_WORK.get(each.asked.task) is asked.task]
        return next((each for each in like if each.asked.expected != asked.expected), None)


@dataclass(frozen=True, slots=True)
class Misconception:
    """A wrong procedure: its French name for teachers, who described it, examples, and what helps.

    `explains` are answers that it gives, `others` answers that it does not.
    """

    id: str
    name: str
    source: tuple[str, ...]
    explains: tuple[tuple[Question, Answer], ...]
    others: tuple[tuple[Question, Answer], ...]
    ladder: Ladder


@lru_cache(maxsize=4)
def misconceptions(path: Path = MISCONCEPTIONS) -> Mapping[str, Misconception]:
    """All of them by id; ContentError names the line of what is wrong."""
    found: dict[str, Misconception] = {}
    for place, entry in read_entries(path):
        exact_keys(place, entry, _HELP | {"nom", "source", "oui", "non"})
        one = str(entry["id"])
        if one not in detectors() or one in found:
            raise place.error(f"{one!r} is there twice, or no detector has this name")
        found[one] = Misconception(
            id=one,
            name=str(entry["nom"]),
            source=tuple(_several(place, entry, "source")),
            explains=tuple(_example(place, line) for line in _several(place, entry, "oui")),
            others=tuple(_example(place, line) for line in _several(place, entry, "non")),
            ladder=_ladder(place, entry),
        )
    for lacking in sorted(detectors().keys() - found.keys()):
        raise Place(path, 1).error(f"the misconception {lacking!r} is missing")
    return found


@lru_cache(maxsize=4)
def ladders(path: Path = FAMILIES) -> Mapping[str, Ladder]:
    """The hints of each family of tasks; ContentError names the line of what is wrong."""
    found: dict[str, Ladder] = {}
    for place, entry in read_entries(path):
        exact_keys(place, entry, _HELP)
        if entry["id"] not in FAMILY.values() or entry["id"] in found:
            raise place.error(f"{entry['id']!r} is there twice, or is no family")
        found[str(entry["id"])] = _ladder(place, entry)
    for lacking in sorted(set(FAMILY.values()) - found.keys()):
        raise Place(path, 1).error(f"the family {lacking!r} is missing")
    return found


def _ladder(place: Place, entry: Mapping[str, Any]) -> Ladder:
    for key in ("question", "montre"):
        for slot in set(_SLOT.findall(entry[key])) - SLOTS:
            raise place.error(f"there is no slot {slot!r}")
    if entry["figure"] not in PICTURES:
        raise place.error(f"there is no figure {entry['figure']!r} (known: {', '.join(PICTURES)})")
    cousins = []
    for line in _several(place, entry, "exemples"):
        asked, _, text = line.partition(" -> ")
        cousins.append(Cousin(_question(place, asked), text))
    return Ladder(entry["question"], entry["montre"], entry["figure"], tuple(cousins))


def _several(place: Place, entry: Mapping[str, Any], key: str) -> Sequence[str]:
    if not isinstance(entry[key], list) or not entry[key]:
        raise place.error(f"{key!r} must be a list")
    found: list[str] = entry[key]
    return found


def _example(place: Place, line: str) -> tuple[Question, Answer]:
    asked, _, given = line.partition(" -> ")
    try:
        return _question(place, asked), answer(given)
    except ValueError:
        raise place.error(f"{given!r} is no answer") from None


def _question(place: Place, line: str) -> Question:
    try:
        return question(line)
    except ValueError as error:
        raise place.error(f"this question cannot be read ({error})") from None


def _filled(line: str, asked: Question, answered: Answer | None) -> str | None:
    """The line with its numbers; None when one is lacking."""
    numbers = _slots(asked, answered)
    if set(_SLOT.findall(line)) - numbers.keys():
        return None
    return _SLOT.sub(lambda found: str(numbers[found[1]]), line)


def _slots(asked: Question, answered: Answer | None) -> dict[str, int]:
    found = dict(zip("ab", asked.numbers, strict=False))
    if isinstance(answered, int):
        found["r"] = answered
    if asked.task in (Task.SUB, Task.COLUMNS_SUB):
        width = len(str(max(asked.numbers)))
        columns = zip(digits(asked.numbers[0], width), digits(asked.numbers[1], width), strict=True)
        hard = next(((up, down) for up, down in columns if up < down), None)
        if hard:
            found["haut"], found["bas"] = hard
    elif asked.task in (Task.ADD, Task.COLUMNS_ADD, Task.MUL, Task.COLUMNS_MUL):
        sums = _column_results(asked)
        over = next((each for each in sums if each >= 10), None)
        if over is not None:
            found["somme"] = over
    return found


def _column_results(asked: Question) -> list[int]:
    if asked.task in (Task.MUL, Task.COLUMNS_MUL):
        return [digit * min(asked.numbers) for digit in digits(max(asked.numbers))]
    width = len(str(max(asked.numbers)))
    return [sum(column) for column in zip(*(digits(each, width) for each in asked.numbers), strict=True)]
