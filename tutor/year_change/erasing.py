"""Erase a pupil or a class for good, in every table that has anything of them.

The tables are not listed here: they are those from which foreign keys lead to the pupil or the class, so that a new
table cannot be forgotten (tests/integration/tutor/year_change/test_erasing.py fills and empties each of them).
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Table, delete, or_, select
from sqlmodel import Session

from tutor.migrations.metadata import METADATA
from tutor.operations.attempt_log import note_erased
from tutor.privacy.naming import take_names_out


def erase_pupils(session: Session, pupil_ids: Sequence[UUID]) -> None:
    """Erase these pupils and all that is theirs, without a commit. Whoever calls has checked that they are hers."""
    erase_rows(session, METADATA.tables["pupil"], pupil_ids)


def erase_texts(session: Session, text_ids: Sequence[UUID]) -> None:
    """Erase these texts of teachers, without a commit; what pupils answered to them stays theirs."""
    erase_rows(session, METADATA.tables["own_text"], text_ids)


def erase_class(session: Session, class_id: UUID) -> None:
    """Erase a class, its pupils and all that is theirs. Each pupil is committed, so that nobody waits for long."""
    pupil = METADATA.tables["pupil"]
    for pupil_id in session.execute(select(pupil.c.id).where(pupil.c.classroom_id == class_id)).scalars().all():
        erase_rows(session, pupil, [pupil_id])
        session.commit()
    erase_rows(session, METADATA.tables["classroom"], [class_id])
    session.commit()


def doomed(root: Table, ids: Sequence[UUID]) -> dict[Table, ColumnElement[bool]]:
    """Which rows of which tables go with these rows of `root`, in the order in which they can be erased."""
    found: dict[Table, ColumnElement[bool]] = {root: root.c.id.in_(ids)}
    for table in METADATA.sorted_tables:  # whoever is pointed at comes first
        ways: list[ColumnElement[bool]] = []
        for key in table.foreign_keys:
            target = key.column.table
            if target is root:
                ways.append(key.parent.in_(ids))
            elif target in found and target is not table:
                ways.append(key.parent.in_(select(key.column).where(found[target])))
        if table is not root and ways:
            found[table] = or_(*ways)
    return dict(reversed(found.items()))


def erase_rows(session: Session, root: Table, ids: Sequence[UUID]) -> None:
    """Erase these rows of `root` and all that points to them, without a commit. Backups that are restored obey too."""
    session.flush()
    if root.name == "pupil":
        take_names_out(session, ids)
    for table, which in doomed(root, ids).items():
        session.execute(delete(table).where(which).execution_options(synchronize_session=False))
    note_erased(session, root.name, ids)
