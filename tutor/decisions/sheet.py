"""A page of exercises for a group to do with a pencil, and a second one with the answers for the teacher.

The exercises are those of the tablets that a sheet of paper can ask: nothing to hear, nothing to look at but text.
"""

import random
from collections.abc import Collection
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlmodel import Session

from exercises.catalogue import Catalogue
from exercises.exercise import Ask, Build, Choose, Columns, Compute, Exercise, Grade, Prompt, ReadAloud, Unit, Write
from tutor.classroom import repository as classroom
from tutor.decisions import repository
from tutor.decisions.texts import texts_of
from tutor.decisions.wording import days, names
from tutor.errors import BadInputError
from tutor.identity.tables import Teacher
from tutor.progression.repository import progression_for_teacher
from tutor.progression.service import taught_today
from tutor.reports.pdf import render
from tutor.whole_class.questions import untouched

FEWEST, MOST = 3, 8
WORDS = 12
NBSP = "\u00a0"
_GAP: Final = "___"
_LINE: Final = "………"
_LETTERS = "abcdefghijkl"
NOT_ON_PAPER = "Cette compétence se travaille sur la tablette : elle ne donne pas d'exercice à imprimer."


def sheet_of_group(
    session: Session,
    teacher: Teacher,
    group_id: UUID,
    skill: str | None,
    catalogue: Catalogue,
    now: datetime,
    rng: random.Random,
) -> tuple[str, bytes]:
    """The name of the file, and the PDF, for one of the group's skills: the first unless another is named.

    Raises NotFoundError, BadInputError when nothing of that skill can be printed.
    """
    group = repository.group_for_teacher(session, teacher, group_id)
    made = classroom.class_for_teacher(session, teacher, group.classroom_id)
    wanted = skill or next(iter(group.skills), None)
    if wanted is None or wanted not in catalogue.skills.skills:
        raise BadInputError("Choisissez d'abord une compétence pour ce groupe.")
    grade = Grade(made.grade)
    taught = taught_today(progression_for_teacher(session, teacher, made.id), grade, now.date())
    story, found = chosen(catalogue, wanted, grade, taught, rng)
    members = repository.members_for_teacher(session, teacher, made.id).get(group.id, [])
    data = {
        "title": catalogue.skills.skills[wanted].name,
        "group": group.name,
        "pupils": names(sorted(one.first_name for one in members)) if members else "",
        "made": days(now.date(), now.date()).removeprefix("le "),
        "story": story,
        "items": found,
    }
    return f"Fiche – {group.name} – {data['title']}.pdf", render("fiche", data)


def chosen(
    catalogue: Catalogue, skill: str, grade: Grade, taught: frozenset[str] | None, rng: random.Random
) -> tuple[dict[str, str] | None, list[dict[str, Any]]]:
    """Some exercises of a skill from the easiest to the hardest, as the page shows them; and the text they are about.

    Raises BadInputError when too few can be printed.
    """
    years = list(Grade)[: list(Grade).index(grade) + 1]
    trained = [one for one in catalogue.exercises.values() if skill in one.skills]
    trained = [one for one in trained if one.grade in years] or trained
    fit = [one for one in trained if on_paper(one) is not None]
    if taught is not None and fit:
        missing = {one.id: len(set(one.needs) - taught) for one in fit}
        fewest = min(missing.values())
        fit = [one for one in fit if missing[one.id] == fewest]
    fresh: dict[str, Exercise] = {}
    for one in rng.sample(fit, len(fit)):
        fresh.setdefault(one.theme or one.id, one)
    short = [one for one in fresh.values() if isinstance(one.content, ReadAloud) and one.content.unit is not Unit.TEXT]
    kept = short[:WORDS] if len(short) == len(fresh) else list(fresh.values())[:MOST]
    if len(kept) < FEWEST:
        return _about_a_text(catalogue, {one.theme for one in trained if one.grade is grade}, rng)
    kept.sort(key=lambda one: (one.difficulty, one.id))
    return None, [item for one in kept if (item := on_paper(one)) is not None]


def _about_a_text(
    catalogue: Catalogue, themes: Collection[str | None], rng: random.Random
) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """One of these texts to read, with its questions."""
    texts = [made for name, made in texts_of(catalogue).items() if name in themes and len(made) > FEWEST]
    if not texts:
        raise BadInputError(NOT_ON_PAPER)
    reading, *asked = rng.choice(texts)
    content = reading.content
    if not isinstance(content, ReadAloud):
        raise BadInputError(NOT_ON_PAPER)
    found = [_question(one.content) for one in asked if isinstance(one.content, Choose)]
    return {"title": content.title or "", "text": content.text}, found[:MOST]


def _question(content: Choose) -> dict[str, Any]:
    asked = content.prompt.text or content.prompt.say or ""
    return _item("", asked, _right(content), options=[one.text for one in content.options])


def _right(content: Choose) -> str:
    return ", ".join(f"{_LETTERS[place]}) {content.options[place].text}" for place in content.answers)


def on_paper(exercise: Exercise) -> dict[str, Any] | None:
    """What the page asks, and the answer; None for what needs an ear, a picture or a tablet."""
    content = exercise.content
    asked = untouched(exercise.instruction)
    if "coute" in asked:
        return None
    match content:
        case ReadAloud(unit=Unit.TEXT):
            return None
        case ReadAloud(text=text):
            return _item("Lis.", text, answer="", read=True)
        case Compute(left=left, operator=operator, right=second, answer=result):
            return _item("Calcule.", f"{left} {_sign(operator)} {second} = {_LINE}", str(result))
        case Columns(operands=operands, operator=operator):
            posed = f" {_sign(operator)} ".join(map(str, operands))
            return _item("Pose et calcule.", posed, str(content.result), room=True)
        case Ask(prompt=prompt, answers=answers, unit=unit) if _plain(prompt):
            text = (prompt.text or prompt.say or "").replace(_GAP, _LINE)
            said = answers[0] if not unit or answers[0].endswith(unit) else f"{answers[0]} {unit}"
            return _item(asked, text, said, write=_LINE not in text, more=prompt.text and prompt.say)
        case Write(prompt=Prompt(text=str(text)) as prompt, answers=answers) if _plain(prompt) and _GAP in text:
            return _item(asked, text.replace(_GAP, _LINE), answers[0])
        case Choose(prompt=prompt, options=options) if _plain(prompt) and prompt.text:
            texts = [one.text for one in options]
            if any(text is None for text in texts):
                return None
            return _item(asked, prompt.text.replace(_GAP, _LINE), _right(content), options=texts)
        case Build(prompt=prompt, tiles=tiles, answers=answers, joined=joined) if _plain(prompt):
            right = joined.join(answers[0]).replace("\n", " / ")
            return _item(asked, prompt.text or "", right, tiles=list(tiles), write=True)
    return None


def _plain(prompt: Prompt) -> bool:
    """Nothing to hear alone, to look at or to read long."""
    return prompt.picture is None and prompt.figure is None and prompt.passage is None


def _item(
    asked: str,
    text: str,
    answer: str,
    *,
    options: list[str | None] | None = None,
    tiles: list[str] | None = None,
    write: bool = False,
    room: bool = False,
    read: bool = False,
    more: str | None = None,
) -> dict[str, Any]:
    return {
        "asked": f"{asked} {more}" if more and more not in asked else asked,
        "text": text,
        "answer": answer,
        "options": options or [],
        "tiles": tiles or [],
        "write": write,
        "room": room,
        "read": read,
    }


def _sign(operator: str) -> str:
    return "−" if operator == "-" else operator
