"""Write a line of the journal, in the same transaction as what it tells."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from tutor.identity.tables import Teacher
from tutor.journal.tables import Change


def record(
    session: Session,
    teacher: Teacher,
    class_id: UUID,
    kind: str,
    summary: str,
    now: datetime,
    *,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    pupil_id: UUID | None = None,
) -> Change:
    """A line added to the session without a commit. `before` and `after` hold JSON values only.

    `summary`: one French sentence in the past, without the teacher's name: « Lou : les additions jusqu'à 20 d'abord. »
    Whoever calls has checked that the class and the pupil are the teacher's.
    """
    change = Change(
        classroom_id=class_id,
        pupil_id=pupil_id,
        teacher_id=teacher.id,
        kind=kind,
        summary=summary,
        before=dict(before),
        after=dict(after),
        at=now,
    )
    session.add(change)
    return change
