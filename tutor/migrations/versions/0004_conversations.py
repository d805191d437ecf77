"""Rivet tells the teacher whom to listen to, and remembers the lessons that are done."""

import sqlalchemy as sa
from alembic import op

from tutor.columns import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name="fk_note_pupil_id"),
        sa.PrimaryKeyConstraint("id", name="pk_note"),
    )
    op.create_index("ix_note_pupil_id", "note", ["pupil_id"], unique=False)
    op.create_table(
        "lesson_done",
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("done_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name="fk_lesson_done_pupil_id"),
        sa.PrimaryKeyConstraint("pupil_id", "slug", name="pk_lesson_done"),
    )


def downgrade() -> None:
    op.drop_table("lesson_done")
    op.drop_table("note")
