"""Read a year at once: what each pupil did each day, and the attempts that tell a pace or a misconception.

The server fills the days from the log as it starts: they are the school's, of which a migration knows nothing.
"""

import sqlalchemy as sa
from alembic import op

from tutor.columns import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_FEW = ("mclm", "misconception")


def upgrade() -> None:
    op.create_table(
        "pupil_day",
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("exercises", sa.Integer(), nullable=False),
        sa.Column("right_first", sa.Integer(), nullable=False),
        sa.Column("unsure", sa.Integer(), nullable=False),
        sa.Column("first_at", UtcDateTime(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name="fk_pupil_day_pupil_id"),
        sa.PrimaryKeyConstraint("pupil_id", "day", "domain", name="pk_pupil_day"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "skill_day",
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("skill_id", sa.String(), nullable=False),
        sa.Column("exercises", sa.Integer(), nullable=False),
        sa.Column("correct", sa.Integer(), nullable=False),
        sa.Column("incorrect", sa.Integer(), nullable=False),
        sa.Column("unsure", sa.Integer(), nullable=False),
        sa.Column("helped", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name="fk_skill_day_pupil_id"),
        sa.PrimaryKeyConstraint("pupil_id", "day", "skill_id", name="pk_skill_day"),
        sqlite_with_rowid=False,
    )
    op.add_column("attempt", sa.Column("mclm", sa.Integer(), nullable=True))
    op.add_column("attempt", sa.Column("misconception", sa.String(), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        mclm, misconception = "json_extract(hearing, '$.fluency.mclm')", "json_extract(answer, '$.misconception')"
    else:
        mclm, misconception = "CAST(hearing -> 'fluency' ->> 'mclm' AS INTEGER)", "answer ->> 'misconception'"
    op.execute(f"UPDATE attempt SET mclm = {mclm} WHERE {mclm} IS NOT NULL")  # noqa: S608
    op.execute(f"UPDATE attempt SET misconception = {misconception} WHERE {misconception} IS NOT NULL")  # noqa: S608
    for column in _FEW:
        there = sa.text(f"{column} IS NOT NULL")
        name, columns = f"ix_attempt_pupil_id_{column}", ["pupil_id", "occurred_at"]
        op.create_index(name, "attempt", columns, sqlite_where=there, postgresql_where=there)


def downgrade() -> None:
    for column in _FEW:
        op.drop_index(f"ix_attempt_pupil_id_{column}", "attempt")
        op.drop_column("attempt", column)
    op.drop_table("skill_day")
    op.drop_table("pupil_day")
