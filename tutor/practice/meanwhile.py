"""What is computed before the lock is taken holds if nothing came meanwhile: the same mark says that nothing did."""

from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, select

from tutor.classroom.tables import Pupil
from tutor.decisions.tables import Decision
from tutor.practice.tables import Attempt, Correction, Served

Mark = tuple[Any, ...]


def mark_of_pupil(session: Session, pupil_id: UUID) -> Mark:
    """What this pupil was given last, how far his answers and their corrections go, what was last decided in his class.

    Read it before anything else of him, then again once he is held.
    """
    last_served = (
        select(Served.id).where(Served.pupil_id == pupil_id).order_by(col(Served.served_at).desc()).limit(1)
    ).scalar_subquery()
    answered = select(func.max(Attempt.sequence)).where(Attempt.pupil_id == pupil_id).scalar_subquery()
    corrected = select(func.max(Correction.sequence)).where(Correction.pupil_id == pupil_id).scalar_subquery()
    his_class = col(Decision.classroom_id) == col(Pupil.classroom_id)
    decided = select(func.max(Decision.made_at)).where(his_class).correlate(Pupil).scalar_subquery()
    ended = select(func.max(Decision.removed_at)).where(his_class).correlate(Pupil).scalar_subquery()
    row = session.exec(
        select(Pupil.classroom_id, last_served, answered, corrected, decided, ended).where(  # type: ignore[call-overload]
            Pupil.id == pupil_id
        )
    ).one_or_none()
    return tuple(row or ())
