"""What teachers say of an attempt."""

import sqlalchemy as sa
from alembic import op

from tutor.columns import UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "correction",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=True),
        sa.Column("teacher_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name="fk_correction_attempt_id"),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name="fk_correction_pupil_id"),
        sa.ForeignKeyConstraint(["teacher_id"], ["teacher.id"], name="fk_correction_teacher_id"),
        sa.PrimaryKeyConstraint("sequence", name="pk_correction"),
    )
    op.create_index("ix_correction_attempt_id", "correction", ["attempt_id"])
    op.create_index("ix_correction_pupil_id", "correction", ["pupil_id"])


def downgrade() -> None:
    op.drop_table("correction")
