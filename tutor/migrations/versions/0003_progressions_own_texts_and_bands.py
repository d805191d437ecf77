"""Each class may have its own progression and texts, and each pupil the success that is aimed at for him."""

import sqlalchemy as sa
from alembic import op

from tutor.columns import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("pupil", sa.Column("band_low", sa.Float(), nullable=True))
    op.add_column("pupil", sa.Column("band_high", sa.Float(), nullable=True))
    op.create_table(
        "progression",
        sa.Column("classroom_id", sa.Uuid(), nullable=False),
        sa.Column("ready", sa.String(), nullable=True),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["classroom_id"], ["classroom.id"], name="fk_progression_classroom_id"),
        sa.PrimaryKeyConstraint("classroom_id", name="pk_progression"),
    )
    op.create_table(
        "own_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("classroom_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("use", sa.String(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("whole_class", sa.Boolean(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["classroom_id"], ["classroom.id"], name="fk_own_text_classroom_id"),
        sa.PrimaryKeyConstraint("id", name="pk_own_text"),
    )
    op.create_index("ix_own_text_classroom_id", "own_text", ["classroom_id"], unique=False)
    op.create_table(
        "own_text_reader",
        sa.Column("own_text_id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["own_text_id"], ["own_text.id"], name="fk_own_text_reader_own_text_id"),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name="fk_own_text_reader_pupil_id"),
        sa.PrimaryKeyConstraint("own_text_id", "pupil_id", name="pk_own_text_reader"),
    )


def downgrade() -> None:
    op.drop_table("own_text_reader")
    op.drop_index("ix_own_text_classroom_id", table_name="own_text")
    op.drop_table("own_text")
    op.drop_table("progression")
    op.drop_column("pupil", "band_high")
    op.drop_column("pupil", "band_low")
