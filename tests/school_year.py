"""A school year of practice, made up fast: classes whose rows are those that the real code writes, in their real order.

What is real: the exercises, their right answers and marking, the misconceptions behind wrong answers and the hints
they bring, what follows an answer (`decide`), the counts of days, and the learner's state, with one reserve: it has
learnt from a pupil's last `learnt` attempts only, for the sake of time (`learnt=attempts` makes what `tutor rebuild`
would). What is invented: the choice of exercises (at random around where the pupil is in the order of the programme,
with reviews) and the success, from ability and practice.

The year ends at `until`: 36 weeks of four school days, two weeks of holidays after every eight, then today. Five
pupils, or as many as one asks, have something to be seen (`Trait`).
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlmodel import Session

from exercises.catalogue import Catalogue
from exercises.exercise import Domain, Grade
from learner_model import LearnerModel
from tests.bulk import copied, write_in_bulk
from tests.year_answers import Sheets
from tests.year_child import Child, World, YearPupil, made_uuid
from tests.year_traits import STUCK, Stuck, Trait
from tutor.classroom.tables import Classroom, Pupil, Teaching
from tutor.identity.passwords import hash_password
from tutor.identity.schemas import AvatarId, PictureId
from tutor.identity.tables import School, Teacher
from tutor.practice.days import counted

PASSWORD = "un chat sur le toit"
FRANCE = ZoneInfo("Europe/Paris")
GRADE = Grade.CE1
PUPILS, ATTEMPTS = 28, 8_300
LEARNT = 800
SCHOOL_WEEKS, WEEKS_OF_TERM, WEEKS_OF_HOLIDAYS = 36, 8, 2
SCHOOL_WEEKDAYS = (0, 1, 3, 4)
TRAITS = (Trait.STUCK_IN_READING, Trait.STUCK_IN_MATHS, Trait.ABSENT, Trait.UNSURE, Trait.FLAT)
NAMES = (
    "Adèle",
    "Aïcha",
    "Anaïs",
    "Basile",
    "Camille",
    "Côme",
    "Diego",
    "Élise",
    "Farid",
    "Gabin",
    "Hugo",
    "Inès",
    "Jade",
    "Kenza",
    "Léo",
    "Lina",
    "Maëlle",
    "Malo",
    "Nino",
    "Nour",
    "Ousmane",
    "Paul",
    "Rose",
    "Sacha",
    "Salomé",
    "Teva",
    "Yuna",
    "Zélie",
)


@dataclass(frozen=True, slots=True)
class YearClass:
    """A class with its year, and how its teacher signs in."""

    id: UUID
    name: str
    code: str
    login: str
    password: str
    pupils: tuple[YearPupil, ...]

    def with_trait(self, trait: Trait) -> YearPupil:
        """The pupil who shows this."""
        return next(pupil for pupil in self.pupils if pupil.trait is trait)


def make_school_year(
    engine: Engine,
    until: datetime,
    *,
    classes: int = 1,
    pupils: int = PUPILS,
    attempts: int = ATTEMPTS,
    learnt: int = LEARNT,
    seed: int = 9,
    timezone: ZoneInfo = FRANCE,
    learner: LearnerModel | None = None,
    traits: Sequence[Trait] = TRAITS,
    stuck: Stuck = STUCK,
) -> list[YearClass]:
    """Fill a migrated, empty database; `attempts`: of a pupil, a few more or less. The same seed makes the same year.

    `traits`: of the first pupils, in order. With very few attempts the year is shorter.
    Classes after the first (15 at most) have its practice, under other
    names: what their rows say of ids within JSON is the first's.
    """
    rng = random.Random(seed)
    catalogue = Catalogue.load()
    world = World(catalogue, Sheets(catalogue), learner or LearnerModel(catalogue.skills.prerequisites), timezone)
    with Session(engine, expire_on_commit=False) as session:
        size = (pupils, until, rng, catalogue, traits)
        first = _class(session, 0, *size)
        made = [first, *(_class(session, number, *size, first) for number in range(1, classes))]
        session.commit()
    days = _school_days(until.astimezone(timezone).date(), attempts)
    children = [
        Child(world, pupil, GRADE, len(days), attempts, attempts - learnt, random.Random(rng.random()), stuck)
        for pupil in first.pupils
    ]
    with write_in_bulk(engine, classes) as writer:
        for number, day in enumerate(days):
            done = [pair for child in children for pair in child.day(number, day, until)]
            served, answered = [pair[0] for pair in done], [row for pair in done for row in pair[1]]
            writer.add("served", sorted(served, key=lambda row: row["served_at"]))
            writer.add("attempt", sorted(answered, key=lambda row: row["received_at"]))
        for child in children:
            writer.add("mastery", child.mastery(writer.sequence_of(child.last)))
            days_of_child = counted(child.pupil.id, child.works)
            writer.add("pupil_day", [row.model_dump() for row in days_of_child.pupils])
            writer.add("skill_day", [row.model_dump() for row in days_of_child.skills])
            writer.add("skill_total", [row.model_dump() for row in days_of_child.totals])
    return made


def _school_days(today: date, attempts: int) -> list[date]:
    """Those of a year that ends today, the latest ones when there is little to do."""
    monday = today - timedelta(days=today.weekday())
    days = [today]
    week = taught = 0
    while taught < SCHOOL_WEEKS:
        if week % (WEEKS_OF_TERM + WEEKS_OF_HOLIDAYS) < WEEKS_OF_TERM:
            taught += 1
            days += [day for one in SCHOOL_WEEKDAYS if (day := monday + timedelta(days=one)) < today]
        week, monday = week + 1, monday - timedelta(days=7)
    return sorted(days)[-max(5, min(len(days), attempts // 10)) :]


def _class(
    session: Session,
    number: int,
    pupils: int,
    until: datetime,
    rng: random.Random,
    catalogue: Catalogue,
    traits: Sequence[Trait],
    model: YearClass | None = None,
) -> YearClass:
    began = until - timedelta(days=400)
    school = session.get(School, _SCHOOL_ID) or School(id=_SCHOOL_ID, name="École des Tilleuls")
    teacher = Teacher(
        id=made_uuid(rng),
        school_id=school.id,
        name=f"Mme Tilleul {number + 1}" if number else "Mme Tilleul",
        login=f"tilleul{number + 1}" if number else "tilleul",
        password_hash=_hashed(),
        created_at=began,
    )
    room = Classroom(
        id=made_uuid(rng),
        school_id=school.id,
        name=f"{GRADE.value.upper()} {'ABCDEFGHIJKLMNOP'[number]}",
        grade=GRADE.value,
        code=f"ANNEE{number}",
        created_at=began,
    )
    session.add(school)
    session.flush()
    session.add_all([teacher, room])
    session.flush()
    session.add(Teaching(teacher_id=teacher.id, classroom_id=room.id))
    stuck = {trait: _stuck_on(catalogue, GRADE, trait) for trait in (Trait.STUCK_IN_READING, Trait.STUCK_IN_MATHS)}
    made: list[YearPupil] = []
    shown = dict(enumerate(traits)) if pupils > len(traits) else {}
    for place in range(pupils):
        trait = shown.get(place)
        name = NAMES[place % len(NAMES)] + ("" if place < len(NAMES) else f" {place // len(NAMES) + 1}")
        pupil = Pupil(
            id=copied(model.pupils[place].id, number) if model else made_uuid(rng),
            classroom_id=room.id,
            first_name=name,
            avatar=AvatarId.__args__[place % len(AvatarId.__args__)],  # type: ignore[attr-defined]
            pictures=rng.sample(PictureId.__args__, 3),  # type: ignore[attr-defined]
            card_token=f"card-{number}-{place}-{rng.getrandbits(64):x}",
            created_at=began,
        )
        session.add(pupil)
        made.append(YearPupil(pupil.id, name, pupil.card_token, trait, stuck.get(trait) if trait else None))
    return YearClass(room.id, room.name, room.code, teacher.login, PASSWORD, tuple(made))


_SCHOOL_ID = UUID(int=9, version=4)


@lru_cache(maxsize=1)
def _hashed() -> str:
    return hash_password(PASSWORD)


def _stuck_on(catalogue: Catalogue, grade: Grade, trait: Trait) -> str:
    """A skill of the middle of the year that many exercises train."""
    domain = Domain.READING if trait is Trait.STUCK_IN_READING else Domain.MATHS
    met: dict[str, int] = {}
    for one in catalogue.exercises.values():
        if one.domain is domain and one.grade is grade:
            met[one.skills[0]] = met.get(one.skills[0], 0) + 1
    own = [one for one in catalogue.skills.skills.values() if one.grade is grade and met.get(one.id, 0) >= 40]
    return own[len(own) // 2].id
