"""A school to show: a made-up class with two weeks of practice, made by really choosing and recording."""

import random
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from exercises.catalogue import Catalogue
from exercises.exercise import Grade
from learner_model import LearnerModel
from tutor.classroom.sign_in_secrets import new_card_token
from tutor.classroom.tables import Classroom, Pupil, Teaching
from tutor.companion.lines import Lines
from tutor.demo_history import DemoChild, practise
from tutor.errors import ConflictError
from tutor.identity.passwords import hash_password
from tutor.identity.schemas import AvatarId, PictureId
from tutor.identity.tables import School, Teacher
from tutor.practice import days, mastery
from tutor.practice.choosing import Shelf
from tutor.practice.parts import Parts, words_of
from tutor.practice.path import Length

SCHOOL = "École de démonstration"
TEACHER = "Mme Rivière"
LOGIN = "demo"
# Known to all on purpose: behind it there are only made-up pupils, in a data folder of their own.
PASSWORD = "marelle-demo"  # noqa: S105
CLASS = "CP-CE1"
CLASS_CODE = "DEMO42"
GOAL = 10
FRANCE = ZoneInfo("Europe/Paris")

Secret = tuple[PictureId, PictureId, PictureId]
# First name, avatar, the three pictures, and how at ease the child is in reading and in maths (logits).
PUPILS: tuple[tuple[str, AvatarId, Secret, float, float], ...] = (
    ("Aïcha", "renard", ("soleil", "chat", "bateau"), 1.9, 1.2),
    ("Côme", "tortue", ("lune", "fleur", "velo"), 0.2, 1.6),
    ("Élise", "papillon", ("pomme", "cle", "etoile"), 2.6, 2.4),
    ("Farid", "lion", ("ballon", "maison", "poisson"), 1.1, 0.3),
    ("Inès", "panda", ("chat", "soleil", "lune"), 1.5, 1.9),
    ("Jade", "licorne", ("bateau", "pomme", "fleur"), -0.4, 0.6),
    ("Léo", "dragon", ("etoile", "velo", "cle"), 1.3, 1.0),
    ("Maëlle", "hibou", ("poisson", "ballon", "soleil"), 2.1, 0.9),
    ("Ousmane", "dauphin", ("maison", "lune", "chat"), 0.9, 2.2),
    ("Teva", "pieuvre", ("fleur", "bateau", "pomme"), 0.5, 0.1),
    ("Yuna", "koala", ("velo", "etoile", "ballon"), 1.7, 1.4),
    ("Zélie", "souris", ("cle", "poisson", "maison"), 0.0, -0.3),
)


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What to show whoever started the demonstration: how to sign in as the teacher and to open the class."""

    school: str
    teacher: str
    login: str
    password: str
    class_name: str
    class_code: str
    pupils: tuple[str, ...]


def make_demo(
    session: Session,
    catalogue: Catalogue,
    learner: LearnerModel,
    now: datetime,
    rng: random.Random,
    timezone: ZoneInfo = FRANCE,
) -> DemoSummary:
    """Fill an empty database with the demonstration school, and commit; do nothing when it is there already.

    The password is fixed, and shown: a demonstration serves only made-up pupils. Raises ConflictError when the
    database holds another school, so that real pupils never sit behind a password that everybody knows.
    """
    schools = session.exec(select(School)).all()
    if not schools:
        _fill(session, catalogue, learner, now, rng, timezone)
    elif [school.name for school in schools] != [SCHOOL]:
        raise ConflictError("this data folder holds a real school: start --demo with another TUTOR_DATA_DIR")
    return _summary(session)


def _fill(
    session: Session,
    catalogue: Catalogue,
    learner: LearnerModel,
    now: datetime,
    rng: random.Random,
    timezone: ZoneInfo,
) -> None:
    classroom = _people(session, now)
    parts = Parts(
        catalogue=catalogue,
        shelf=Shelf.of(catalogue),
        words=words_of(catalogue),
        learner=learner,
        lines=Lines.load(),
        receipts_key=b"",
        length=Length(exercises=GOAL),
        can_listen=True,
        timezone=timezone,
    )
    pupils = {pupil.first_name: pupil for pupil in session.exec(select(Pupil)).all()}
    histories = [
        practise(DemoChild(pupils[name].id, Grade(classroom.grade), reading, maths), parts, now, rng)
        for name, _, _, reading, maths in PUPILS
    ]
    session.add_all(served for history in histories for served in history.served)
    session.flush()
    # The log keeps the order of time, as if the twelve had worked side by side.
    attempts = [attempt for history in histories for attempt in history.attempts]
    session.add_all(sorted(attempts, key=attrgetter("received_at")))
    session.flush()
    for history in histories:
        if history.attempts:
            mastery.project(session, history.attempts[-1], history.state.to_json(), learner)
            days.rebuild(session, history.attempts[-1].pupil_id, timezone)
    session.commit()


def _people(session: Session, now: datetime) -> Classroom:
    school = School(name=SCHOOL)
    session.add(school)
    session.flush()
    teacher = Teacher(
        school_id=school.id, name=TEACHER, login=LOGIN, password_hash=hash_password(PASSWORD), created_at=now
    )
    classroom = Classroom(school_id=school.id, name=CLASS, grade=Grade.CE1.value, code=CLASS_CODE, created_at=now)
    session.add_all([teacher, classroom])
    session.flush()
    session.add(Teaching(teacher_id=teacher.id, classroom_id=classroom.id))
    for first_name, avatar, pictures, _, _ in PUPILS:
        session.add(
            Pupil(
                classroom_id=classroom.id,
                first_name=first_name,
                avatar=avatar,
                pictures=list(pictures),
                card_token=new_card_token(),
                created_at=now,
            )
        )
    session.flush()
    return classroom


def _summary(session: Session) -> DemoSummary:
    """Read back, so that it tells the truth after the class was changed."""
    teacher = session.exec(select(Teacher).where(Teacher.login == LOGIN)).one()
    classroom = session.exec(
        select(Classroom)
        .join(Teaching, col(Teaching.classroom_id) == Classroom.id)
        .where(Teaching.teacher_id == teacher.id)
        .order_by(col(Classroom.created_at))
    ).first()
    if classroom is None:
        raise ConflictError("the demonstration has no class any more: delete its data folder to make it again")
    pupils = session.exec(
        select(Pupil.first_name).where(Pupil.classroom_id == classroom.id, col(Pupil.archived).is_(False))
    ).all()
    return DemoSummary(
        school=SCHOOL,
        teacher=teacher.name,
        login=teacher.login,
        password=PASSWORD,
        class_name=classroom.name,
        class_code=classroom.code,
        pupils=tuple(sorted(pupils)),
    )
