"""What each pupil did on each skill in all: a year of days need not be summed to show a class."""

import sqlalchemy as sa
from alembic import op

from tutor.migrations.isolation import isolate

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "skill_total",
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("skill_id", sa.String(), nullable=False),
        sa.Column("exercises", sa.Integer(), nullable=False),
        sa.Column("correct", sa.Integer(), nullable=False),
        sa.Column("incorrect", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name="fk_skill_total_pupil_id"),
        sa.PrimaryKeyConstraint("pupil_id", "skill_id", name="pk_skill_total"),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO skill_total (pupil_id, skill_id, exercises, correct, incorrect) "
        "SELECT pupil_id, skill_id, sum(exercises), sum(correct), sum(incorrect) "
        "FROM skill_day GROUP BY pupil_id, skill_id"
    )
    isolate(op.get_bind(), "skill_total")


def downgrade() -> None:
    op.drop_table("skill_total")
