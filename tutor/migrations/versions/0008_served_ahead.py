"""Exercises given ahead, so that practice goes on when the network is gone."""

import sqlalchemy as sa
from alembic import op

from tutor.columns import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "served_ahead",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("exercise_id", sa.String(), nullable=False),
        sa.Column("reason", sa.JSON(), nullable=False),
        sa.Column("line", sa.JSON(), nullable=False),
        sa.Column("model_version", sa.String(), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name="fk_served_ahead_pupil_id"),
        sa.PrimaryKeyConstraint("id", name="pk_served_ahead"),
    )
    op.create_index("ix_served_ahead_pupil_id_given_at", "served_ahead", ["pupil_id", "given_at"])


def downgrade() -> None:
    op.drop_table("served_ahead")
