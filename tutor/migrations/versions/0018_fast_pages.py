"""Let a class's year be read at once: an index that holds what is summed, others on what was searched in JSON."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

from tutor.columns import UtcDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_FEW = (
    ("served", "served_at", "run_place", ()),
    ("attempt", "occurred_at", "mclm", ()),
    ("attempt", "occurred_at", "misconception", ()),
    ("attempt", "occurred_at", "heard", ("verdict",)),
)
_LOOKED_BACK = timedelta(days=35)
"""The alerts look back three weeks. To write a year of answers again would take a big school a quarter of an hour."""


def upgrade() -> None:
    op.add_column("served", sa.Column("run_place", sa.Integer(), nullable=True))
    op.add_column("attempt", sa.Column("heard", sa.Boolean(), nullable=True))
    # A place is kept as a number with a decimal point.
    if op.get_bind().dialect.name == "sqlite":
        because, place = "json_extract(reason, '$.because')", "json_extract(reason, '$.numbers.place')"
    else:
        because, place = "reason ->> 'because'", "CAST(reason -> 'numbers' ->> 'place' AS REAL)"
    op.execute(f"UPDATE served SET run_place = CAST({place} AS INTEGER) WHERE {because} = 'fluency'")  # noqa: S608
    attempt = sa.table(
        "attempt",
        sa.column("occurred_at", UtcDateTime()),
        sa.column("answer", sa.JSON()),
        sa.column("heard", sa.Boolean()),
    )
    lately, aloud = datetime.now(UTC) - _LOOKED_BACK, attempt.c.answer["type"].as_string() == "heard"
    op.execute(sa.update(attempt).where(attempt.c.occurred_at >= lately, aloud).values(heard=True))
    for column in ("mclm", "misconception"):
        op.drop_index(f"ix_attempt_pupil_id_{column}", "attempt")
    for table, moment, column, more in _FEW:
        there = sa.text(f"{column} IS NOT NULL")
        columns = ["pupil_id", moment, column, *more]
        op.create_index(f"ix_{table}_pupil_id_{column}", table, columns, sqlite_where=there, postgresql_where=there)
    columns = ["pupil_id", "skill_id", "day", "exercises", "correct", "incorrect"]
    op.create_index("ix_skill_day_pupil_id_skill_id", "skill_day", columns)


def downgrade() -> None:
    op.drop_index("ix_skill_day_pupil_id_skill_id", "skill_day")
    for table, _, column, _ in _FEW:
        op.drop_index(f"ix_{table}_pupil_id_{column}", table)
    for column in ("mclm", "misconception"):
        there, columns = sa.text(f"{column} IS NOT NULL"), ["pupil_id", "occurred_at"]
        name = f"ix_attempt_pupil_id_{column}"
        op.create_index(name, "attempt", columns, sqlite_where=there, postgresql_where=there)
    op.drop_column("attempt", "heard")
    op.drop_column("served", "run_place")
