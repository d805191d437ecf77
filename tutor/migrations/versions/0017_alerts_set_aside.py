"""The alerts that teachers set aside for a while."""

import sqlalchemy as sa
from alembic import op

from tutor.columns import UtcDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "alert_aside",
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("teacher_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name="fk_alert_aside_pupil_id"),
        sa.ForeignKeyConstraint(["teacher_id"], ["teacher.id"], name="fk_alert_aside_teacher_id"),
        sa.PrimaryKeyConstraint("pupil_id", "kind", "about", name="pk_alert_aside"),
    )


def downgrade() -> None:
    op.drop_table("alert_aside")
