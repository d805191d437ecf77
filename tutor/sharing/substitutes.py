"""Somebody replaces a teacher for a day: a code opens one class to him until that evening. Writers commit once."""

import secrets
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlmodel import Session

from tutor.classroom.repository import class_for_teacher
from tutor.classroom.tables import Teaching
from tutor.db import reading, writing
from tutor.errors import BadInputError, NotFoundError
from tutor.identity.tables import Teacher
from tutor.journal.recording import record
from tutor.journal.tables import Change
from tutor.sharing import repository
from tutor.sharing.codes import code_print

SUBSTITUTE_MADE = "substitute.made"
FARTHEST = timedelta(days=60)
_LETTERS = "BCDFGHJKMNPQRTVWXZ2346789"
_GROUPS, _IN_A_GROUP = 3, 4


def welcome(
    session: Session, teacher: Teacher, class_id: UUID, name: str, day: date | None, now: datetime, zone: ZoneInfo
) -> tuple[Teacher, str, Change]:
    """A substitute for one of her classes, and his code, told this once. Raises NotFoundError, BadInputError."""
    classroom = class_for_teacher(session, teacher, class_id)
    today = now.astimezone(zone).date()
    when = day or today
    shown = " ".join(name.split())
    if not shown:
        raise BadInputError("Il manque le nom de la personne qui remplace.")
    if not today <= when <= today + FARTHEST:
        raise BadInputError(f"Choisissez un jour entre aujourd'hui et dans {FARTHEST.days} jours.")
    # 69 bits: nobody guesses it in a day, and an address that tries many must wait.
    code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(_IN_A_GROUP)) for _ in range(_GROUPS))
    morning = datetime.combine(when, time(), zone).astimezone(UTC)
    substitute = Teacher(
        school_id=teacher.school_id,
        name=shown,
        login=code_print(code),
        password_hash="",  # no password opens it
        substitute_from=max(morning, now) if when == today else morning,
        substitute_until=datetime.combine(when + timedelta(days=1), time(), zone).astimezone(UTC),
        created_at=now,
    )
    session.add(substitute)
    session.flush()
    session.add(Teaching(teacher_id=substitute.id, classroom_id=classroom.id))
    change = record(
        session,
        teacher,
        classroom.id,
        SUBSTITUTE_MADE,
        f"Accès d'un jour donné à {shown}, le {when:%d/%m/%Y}.",
        now,
        before={},
        after={"teacher": str(substitute.id)},
    )
    session.commit()
    return substitute, code, change


def dismiss(session: Session, teacher: Teacher, class_id: UUID, substitute_id: UUID, now: datetime) -> Change:
    """A substitute's access to one of her classes ends at once. Raises NotFoundError."""
    classroom = class_for_teacher(session, teacher, class_id)
    substitute = next(
        (one for one in repository.substitutes_of(session, classroom.id, now) if one.id == substitute_id), None
    )
    if substitute is None:
        raise NotFoundError("Cet accès est déjà fini.")
    _end(session, substitute, now)
    told = f"Accès de {substitute.name} terminé."
    change = record(session, teacher, classroom.id, "substitute.ended", told, now, before={}, after={})
    session.commit()
    return change


def undo_substitute(session: Session, teacher: Teacher, change: Change, now: datetime) -> None:
    """The access is over."""
    _end(session, session.get_one(Teacher, UUID(change.after["teacher"])), now)


def close_expired(engine: Engine, now: datetime) -> int:
    """Those whose day is over have no class any more; how many. Nothing is locked when there is none."""
    with reading(engine) as session:
        over = repository.over(session, now)
    if over:
        with writing(engine) as session:
            repository.leave_all(session, over)
            session.commit()
    return len(over)


def _end(session: Session, substitute: Teacher, now: datetime) -> None:
    substitute.substitute_until, substitute.epoch = now, substitute.epoch + 1
    session.add(substitute)
    repository.leave_all(session, [substitute.id])
