"""Where else a pupil is named: journals of his classes and groups of need. His name leaves them when he is erased.

Every other table knows him by his opaque id alone. What a teacher wrote for the whole class (her own texts,
campaigns) is hers: a story may be about a Léo who is nobody.
"""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import String, cast
from sqlmodel import Session, col, or_, select

from tutor.classroom.tables import Pupil
from tutor.decisions.tables import NeedGroup, NeedGroupMember
from tutor.journal.tables import Change

SOMEBODY = "(élève effacé)"


def take_names_out(session: Session, pupil_ids: Sequence[UUID]) -> None:
    """Take the first names of these pupils, and those they had before, out of what is kept of others. No commit."""
    for pupil in session.exec(select(Pupil).where(col(Pupil.id).in_(pupil_ids))).all():
        his = session.exec(select(Change).where(Change.pupil_id == pupil.id)).all()
        told = {str(one.before.get("first_name", "")) for one in his} | {
            str(one.after.get("first_name", "")) for one in his
        }
        names = sorted((told | {pupil.first_name}) - {""}, key=len, reverse=True)
        if not names:
            continue
        named = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
        classes = {pupil.classroom_id} | {one.classroom_id for one in his}
        for change in _others(session, pupil.id, classes):
            for column in ("summary", "before", "after"):
                was = getattr(change, column)
                if (now := without(was, named)) != was:
                    setattr(change, column, now)
        groups = select(NeedGroup).join(NeedGroupMember, col(NeedGroupMember.group_id) == col(NeedGroup.id))
        for group in session.exec(groups.where(NeedGroupMember.pupil_id == pupil.id)).all():
            group.name = named.sub(SOMEBODY, group.name)
    session.flush()


def _others(session: Session, pupil_id: UUID, classes: set[UUID]) -> Sequence[Change]:
    """Lines that may name him without being about him alone: of his classes, or with his id in what they put back."""
    with_his_id = [cast(column, String).contains(str(pupil_id)) for column in (Change.before, Change.after)]
    return session.exec(
        select(Change).where(
            or_(col(Change.pupil_id).is_(None), Change.pupil_id != pupil_id),
            or_(col(Change.classroom_id).in_(classes), *with_his_id),
        )
    ).all()


def without(value: Any, named: re.Pattern[str]) -> Any:
    """A JSON value with these names taken out of its strings."""
    if isinstance(value, str):
        return named.sub(SOMEBODY, value)
    if isinstance(value, list):
        return [without(one, named) for one in value]
    return {key: without(one, named) for key, one in value.items()} if isinstance(value, dict) else value
