"""The journal of what teachers change."""

import sqlalchemy as sa
from alembic import op

from tutor.columns import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("classroom_id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=True),
        sa.Column("teacher_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["classroom_id"], ["classroom.id"], name="fk_change_classroom_id"),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name="fk_change_pupil_id"),
        sa.ForeignKeyConstraint(["teacher_id"], ["teacher.id"], name="fk_change_teacher_id"),
        sa.ForeignKeyConstraint(["undone_by"], ["teacher.id"], name="fk_change_undone_by"),
        sa.PrimaryKeyConstraint("id", name="pk_change"),
    )
    op.create_index("ix_change_classroom_id_at", "change", ["classroom_id", "at"])
    op.create_index("ix_change_pupil_id", "change", ["pupil_id"])


def downgrade() -> None:
    op.drop_table("change")
