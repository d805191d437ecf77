"""The files of discovery lessons, as a teacher writes them, read into lessons (see lessons/LISEZMOI.md)."""

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from exercises.exercise import Grade
from exercises.figures import Figure
from exercises.handling import Goal, Same, Worth, may_become, solved
from exercises.maths.lesson_checks import check_length, check_question, check_sentence
from exercises.maths.lesson_figures import read_figure
from exercises.maths.lessons import Asked, Choice, Lesson, Lessons, Part, Slip, Step, Way
from exercises.sources import DATA, Branch, read_entries, read_tree

FOLDER = DATA / "maths" / "lessons"
SKILLS = DATA / "maths" / "skills.yaml"
ANYTHING = "tout"
"""What a prediction expects."""

_LESSON = frozenset({"titre", "classe", "competences", "duree", "etapes", "pratique"})
_TOLD = frozenset({"dit", "montre"})
_QUESTION = frozenset({"demande", "question", "attendu", "si_juste"})
_MAY_HOLD = frozenset({"plus_grand", "choix", "si", "si_autre", "aide", "explication"})
_FIXED: Mapping[Way, tuple[Choice, ...]] = {
    Way.YES_NO: (Choice(key="oui", text="Oui"), Choice(key="non", text="Non")),
    Way.COMPARISON: (
        Choice(key="plus_grand", text="Plus grand"),
        Choice(key="egal", text="Pareil"),
        Choice(key="plus_petit", text="Plus petit"),
    ),
}


@lru_cache(maxsize=2)
def load_lessons(folder: Path = FOLDER) -> Lessons:
    """Read and check every lesson; ContentError names the file, the line and what is wrong there."""
    known = {str(entry["id"]) for _, entry in read_entries(SKILLS)}
    found = {path.stem: read_lesson(path, known) for path in sorted(folder.glob("*.yaml"))}
    order = {skill: place for place, skill in enumerate(known_in_order())}
    return Lessons(dict(sorted(found.items(), key=lambda item: order[item[1].skills[0]])))


def known_in_order() -> list[str]:
    """The skills of maths as their file orders them: as they are usually met."""
    return [str(entry["id"]) for _, entry in read_entries(SKILLS)]


def read_lesson(path: Path, known: set[str]) -> Lesson:
    """One lesson; `known` are the skills there are."""
    tree = read_tree(path)
    entry = tree.entries(_LESSON)
    if entry["classe"].plain not in list(Grade):
        raise entry["classe"].place.error("classe is cp, ce1 or ce2")
    check_sentence(entry["titre"])
    steps: list[Step] = []
    table: Figure | None = None
    for branch in entry["etapes"].items():
        step = _step(branch, table)
        steps.append(step)
        table = _left(branch, step)
    lesson = Lesson(
        slug=path.stem,
        title=entry["titre"].text(),
        grade=Grade(entry["classe"].plain),
        skills=_skills(entry["competences"], known),
        minutes=entry["duree"].number(),
        steps=tuple(steps),
        practice=_skills(entry["pratique"], known),
    )
    check_length(entry["duree"].place, lesson)
    for number, branch in enumerate(entry["etapes"].items()):
        if lesson.steps[number].asked is not None:
            check_question(branch, lesson, number)
    return lesson


def _skills(branch: Branch, known: set[str]) -> tuple[str, ...]:
    for skill in branch.items():
        if skill.text() not in known:
            raise skill.place.error(f"there is no skill {skill.plain!r} in skills.yaml")
    return tuple(skill.text() for skill in branch.items())


def _step(branch: Branch, table: Figure | None) -> Step:
    asks = isinstance(branch.held, dict) and "demande" in branch.held
    entry = branch.entries(_QUESTION if asks else _TOLD & {"dit"}, _TOLD | _MAY_HOLD if asks else _TOLD)
    told = Part(
        sentences=_sentences(entry["dit"]) if "dit" in entry else (),
        figure=read_figure(entry["montre"]) if "montre" in entry else None,
    )
    table = told.figure or table
    return Step(told=told, asked=_asked(branch, entry, table) if asks else None, table=table)


def _left(branch: Branch, step: Step) -> Figure | None:
    """What stands on the table after a step: what Rivet showed last, or what the child made."""
    asked, table = step.asked, step.table
    if asked is None or asked.when_right.figure is not None:
        return asked.when_right.figure if asked else table
    if asked.goal is None or table is None:
        return table
    try:
        return solved(table, asked.goal)
    except ValueError as error:
        raise branch.place.error(str(error)) from None


def _asked(branch: Branch, entry: Mapping[str, Branch], table: Figure | None) -> Asked:
    if entry["demande"].plain not in list(Way):
        raise entry["demande"].place.error(f"demande is one of: {', '.join(Way)}")
    way = Way(entry["demande"].plain)
    choices = _choices(branch, entry, way)
    right: tuple[str, ...] = ()
    goal: Goal | None = None
    if entry["attendu"].plain != ANYTHING:
        if way is Way.HANDS:
            goal = _goal(entry["attendu"], table)
        else:
            right = tuple(_key(one, way, choices) for one in entry["attendu"].items())
            if len(right) > 1 and way is not Way.NUMBER:
                raise entry["attendu"].place.error("one choice is right")
    elif way is Way.HANDS:
        raise entry["attendu"].place.error("hands have something to reach: a figure, or 'vaut: 14'")
    slips = tuple(_slip(one, way, choices, table) for one in entry["si"].items()) if "si" in entry else ()
    largest = 0
    if way is Way.NUMBER:
        largest = entry["plus_grand"].number() if "plus_grand" in entry else _room_for(right, slips)
    return Asked(
        way=way,
        sentence=check_sentence(entry["question"]),
        right=right,
        goal=goal,
        largest=largest,
        choices=choices,
        when_right=_part(entry["si_juste"]),
        slips=slips,
        else_wrong=_part(entry["si_autre"]) if "si_autre" in entry else None,
        help=_part(entry["aide"]) if "aide" in entry else None,
        explanation=_part(entry["explication"]) if "explication" in entry else None,
    )


def _choices(branch: Branch, entry: Mapping[str, Branch], way: Way) -> tuple[Choice, ...]:
    if way is not Way.CHOICE:
        if "choix" in entry:
            raise entry["choix"].place.error(f"only 'demande: {Way.CHOICE}' has choices")
        return _FIXED.get(way, ())
    written = entry["choix"].held if "choix" in entry else None
    if not isinstance(written, dict) or not 2 <= len(written) <= 4:
        raise branch.place.error("two to four choices are expected, each with its name: 'moitie: la moitié'")
    return tuple(_choice(key, choice) for key, choice in written.items())


def _choice(key: str, branch: Branch) -> Choice:
    if not isinstance(branch.held, dict):
        return Choice(key=key, text=check_sentence(branch))
    found = branch.entries(frozenset({"texte"}), frozenset({"dites", "montre"}))
    return Choice(
        key=key,
        text=check_sentence(found["texte"]),
        said=tuple(one.text() for one in found["dites"].items()) if "dites" in found else (),
        figure=read_figure(found["montre"]) if "montre" in found else None,
    )


def _key(branch: Branch, way: Way, choices: tuple[Choice, ...]) -> str:
    """An answer: a number, or the name of a choice."""
    if way is Way.NUMBER:
        return str(branch.number())
    keys = [choice.key for choice in choices]
    if branch.plain not in keys:
        raise branch.place.error(f"there is no choice {branch.plain!r} (there are {', '.join(keys)})")
    return branch.text()


def _room_for(right: tuple[str, ...], slips: tuple[Slip, ...]) -> int:
    """The largest number that may be answered, for the keypad and the ear: the expected slips can be typed too."""
    wrong = [answer for slip in slips for answer in slip.answers if isinstance(answer, str)]
    largest = max(map(int, (*right, *wrong)), default=0)
    return next(limit for limit in (20, 100, 1_000, 10_000) if largest <= limit or limit == 10_000)


def _goal(branch: Branch, table: Figure | None) -> Goal:
    if isinstance(branch.held, dict) and "vaut" in branch.held:
        found = branch.entries(frozenset({"vaut"}), frozenset({"le_moins"}))
        worth = Fraction(_worth(found["vaut"]))
        return Worth(value=worth.numerator, denominator=worth.denominator, fewest="le_moins" in found)
    return Same(figures=tuple(_reachable(one, table) for one in branch.items()))


def _worth(branch: Branch) -> str:
    """What a figure shows: 14, or 1/2."""
    if not re.fullmatch(r"\d+(/[1-9]\d?)?", str(branch.plain)):
        raise branch.place.error("a number is expected here, as 14 or 1/2")
    return str(branch.plain)


def _reachable(branch: Branch, table: Figure | None) -> Figure:
    """A state to which the hand can bring what is on the table."""
    state = read_figure(branch)
    if table is None or not may_become(table, state):
        raise branch.place.error("the hand cannot bring what is on the table to this")
    return state


def _slip(branch: Branch, way: Way, choices: tuple[Choice, ...], table: Figure | None) -> Slip:
    found = branch.entries(frozenset({"reponse"}), _TOLD)
    answers: list[str | Figure] = []
    for one in found["reponse"].items():
        if way is Way.HANDS and isinstance(one.held, dict):
            answers.append(_reachable(one, table))
        elif way is Way.HANDS:
            answers.append(_worth(one))
        else:
            answers.append(_key(one, way, choices))
    return Slip(answers=tuple(answers), reply=_part(branch))


def _part(branch: Branch) -> Part:
    """Sentences, or `dit` and `montre`."""
    if not isinstance(branch.held, dict):
        return Part(sentences=_sentences(branch))
    found = branch.entries(frozenset({"dit"}), frozenset({"montre", "reponse"}))
    return Part(
        sentences=_sentences(found["dit"]),
        figure=read_figure(found["montre"]) if "montre" in found else None,
    )


def _sentences(branch: Branch) -> tuple[str, ...]:
    return tuple(check_sentence(one) for one in branch.items())
