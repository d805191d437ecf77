"""Each class says how much of the long story it has, and what was told is kept for each pupil."""

import sqlalchemy as sa
from alembic import op

from tutor.columns import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("classroom", sa.Column("story", sa.String(), nullable=False, server_default="whole"))
    op.create_table(
        "story_told",
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("piece", sa.String(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name="fk_story_told_pupil_id"),
        sa.PrimaryKeyConstraint("pupil_id", "round", "piece", name="pk_story_told"),
    )


def downgrade() -> None:
    op.drop_table("story_told")
    op.drop_column("classroom", "story")
