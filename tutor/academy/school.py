"""The indicators of this school's classes, from the counts of days that are kept anyway."""

import re
from collections.abc import Hashable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
from sqlmodel import Session

from tutor.academy import repository
from tutor.academy.counting import Counts, Practice, Row, count
from tutor.academy.files import Place
from tutor.classroom.tables import Classroom
from tutor.errors import BadInputError, ConflictError
from tutor.settings import Settings

_EPOCH: Final = date(1970, 1, 1)
MONTHS_BACK: Final = 12


def place_of(settings: Settings) -> Place:
    """The school's identifier, and where it stands if its settings say so. Raises ConflictError without identifier."""
    if settings.uai is None:
        raise ConflictError(
            "L’identifiant de l’école (UAI) n’est pas encore réglé sur le serveur : demandez à la personne qui s’en "
            "occupe de renseigner TUTOR_UAI."
        )
    return Place(settings.uai, settings.latitude, settings.longitude)


def days_of_month(month: str, today: date) -> tuple[date, date]:
    """First and last day of « 2026-10 ». A month must be over: two exports of a part of it would tell of a few days."""
    if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", month):
        raise BadInputError("Ce mois n’est pas écrit comme 2026-10 : année, tiret, mois.")
    first = date.fromisoformat(f"{month}-01")
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    if last >= today:
        raise BadInputError("Ce mois n’est pas fini : les indicateurs portent sur des mois entiers.")
    return first, last


def months_over(session: Session, classroom: Classroom, today: date) -> list[str]:
    """The months of the last year in which the class may have practised, the latest first."""
    began = repository.first_day_of(session, repository.pupils_of_found_class(session, classroom))
    found: list[str] = []
    last = today.replace(day=1) - timedelta(days=1)
    while began is not None and last >= began and len(found) < MONTHS_BACK:
        found.append(f"{last:%Y-%m}")
        last = last.replace(day=1) - timedelta(days=1)
    return found


def row_of(session: Session, classroom: Classroom, uai: str, month: str, today: date) -> Row:
    """What a class did in a month. It may be about very few pupils: counting.published decides what is shown."""
    pupils = repository.pupils_of_found_class(session, classroom)
    since, until = days_of_month(month, today)
    place = {key: number for number, key in enumerate(pupils)}
    days = repository.days_of(session, pupils, since, until)
    of, skill, on, right, wrong = _columns(repository.skill_days_of(session, pupils, since, until))

    def column(numbers: Sequence[int]) -> "np.typing.NDArray[np.int64]":
        return np.array(numbers, dtype=np.int64)

    if not days:
        return Row(uai, month, classroom.grade, "", Counts())
    practice = Practice(
        classes=1,
        pupil_class=np.zeros(len(pupils), dtype=np.int64),
        day_pupil=column([place[one.pupil_id] for one in days]),
        day=column([(one.day - _EPOCH).days for one in days]),
        seconds=column([one.seconds for one in days]),
        exercises=column([one.exercises for one in days]),
        judged=column([one.exercises - one.unsure for one in days]),
        right=column([one.right_first for one in days]),
        skill_pupil=column(_numbered(of)),  # of one class: whichever number each has
        skill=column(_numbered(skill)),
        skill_day=column(_numbered(on, sorted(set(on)))),  # which come first is all that counts
        skill_right=column(right),
        skill_wrong=column(wrong),
    )
    label = str(repository.place_in_grade(session, classroom))
    return Row(uai, month, classroom.grade, label, count(practice)[0])


def _columns(rows: Sequence[Any]) -> tuple[Sequence[Any], ...]:
    """Of rows of pupil, skill, day, right and wrong answers."""
    return tuple(zip(*rows, strict=True)) or ((),) * 5


def _numbered(names: Sequence[Hashable], order: Iterable[Hashable] = ()) -> list[int]:
    """The same number for the same name: its place in that order, or any."""
    number = {name: place for place, name in enumerate(order or set(names))}
    return [number[name] for name in names]
