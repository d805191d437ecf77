"""Erase who a pupil is and keep what he did as figures of nobody (ADR 0020).

He is erased as erasing does it, everywhere, and backups that are restored obey. What KEPT names is moved before, to a
new pupil: another opaque id, no name, in a class of the school that nobody teaches, one a grade. So nothing that is not
named here survives, tables of tomorrow too.
"""

import secrets
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlmodel import Session, SQLModel, col, select, update

from tutor.classroom.tables import Classroom, Pupil
from tutor.practice.tables import Attempt, Correction, Mastery, PupilDay, Served, SkillDay, SkillTotal
from tutor.year_change.erasing import erase_pupils

KEPT: Final[tuple[type[SQLModel], ...]] = (Served, Attempt, Correction, Mastery, PupilDay, SkillDay, SkillTotal)
"""What is only counts, verdicts and choices, once `_bare` took from it what was said and written."""
NOBODY = "Élèves sans nom"


def anonymise(session: Session, pupil: Pupil, now: datetime) -> UUID:
    """Erase this pupil; his figures are of the pupil without a name whose id is given. No commit."""
    nobody = Pupil(
        classroom_id=_class_of_nobody(session, pupil, now).id,
        first_name="",
        avatar="",
        pictures=[],
        card_token=secrets.token_urlsafe(24),
        archived=True,
        created_at=now,
    )
    session.add(nobody)
    session.flush()
    for table in KEPT:
        column: Any = table.pupil_id  # type: ignore[attr-defined]
        session.execute(update(table).where(column == pupil.id).values(pupil_id=nobody.id))
    _bare(session, nobody.id)
    session.expire_all()
    erase_pupils(session, [pupil.id])
    return nobody.id


def _bare(session: Session, nobody_id: UUID) -> None:
    """Take out what was written, said, heard or told: only its kind is left."""
    session.execute(update(Served).where(col(Served.pupil_id) == nobody_id).values(line={}))
    rows = session.execute(
        select(Attempt.sequence, Attempt.answer, Attempt.reply).where(Attempt.pupil_id == nobody_id)
    ).all()
    for sequence, answer, reply in rows:
        # The counts of a day need the act of the reply (a reading that only prepares the next one is no exercise).
        bare = {"answer": {"type": answer["type"]}, "reply": {"line": {"act": reply["line"]["act"]}}, "hearing": None}
        session.execute(update(Attempt).where(col(Attempt.sequence) == sequence).values(**bare))


def _class_of_nobody(session: Session, pupil: Pupil, now: datetime) -> Classroom:
    his = session.get_one(Classroom, pupil.classroom_id)
    wanted = select(Classroom).where(
        Classroom.school_id == his.school_id, Classroom.grade == his.grade, Classroom.name == NOBODY
    )
    found = session.exec(wanted).first()
    if found is None:
        found = Classroom(
            school_id=his.school_id,
            name=NOBODY,
            grade=his.grade,
            code=secrets.token_hex(8).upper(),
            archived=True,
            created_at=now,
        )
        session.add(found)
        session.flush()
    return found
