"""Fluency campaigns: the texts a class read, who was absent or reads again, the teacher's corrections."""

import sqlalchemy as sa
from alembic import op

from tutor.columns import UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("classroom_id", sa.Uuid(), nullable=False),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("recording", sa.Boolean(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("deleted_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["classroom_id"], ["classroom.id"], name="fk_campaign_classroom_id"),
        sa.PrimaryKeyConstraint("id", name="pk_campaign"),
    )
    op.create_index("ix_campaign_classroom_id_opened_at", "campaign", ["classroom_id", "opened_at"])
    op.create_table(
        "campaign_turn",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("absent", sa.Boolean(), nullable=False),
        sa.Column("again_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_campaign_turn_campaign_id"),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name="fk_campaign_turn_pupil_id"),
        sa.PrimaryKeyConstraint("campaign_id", "pupil_id", name="pk_campaign_turn"),
    )
    op.create_table(
        "campaign_correction",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("word", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("teacher_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_campaign_correction_campaign_id"),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name="fk_campaign_correction_attempt_id"),
        sa.ForeignKeyConstraint(["teacher_id"], ["teacher.id"], name="fk_campaign_correction_teacher_id"),
        sa.PrimaryKeyConstraint("sequence", name="pk_campaign_correction"),
    )
    op.create_index("ix_campaign_correction_campaign_id", "campaign_correction", ["campaign_id"])
    op.create_index("ix_campaign_correction_attempt_id", "campaign_correction", ["attempt_id"])


def downgrade() -> None:
    op.drop_table("campaign_correction")
    op.drop_table("campaign_turn")
    op.drop_table("campaign")
