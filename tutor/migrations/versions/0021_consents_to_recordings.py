"""A family's written agreement before a voice is kept, instead of its refusal. Who said nothing did not agree."""

import sqlalchemy as sa
from alembic import op

from tutor.columns import UtcDateTime

revision = "0021"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recording_consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.Column("noted_by", sa.Uuid(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawal_noted_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name="fk_recording_consent_pupil_id"),
        sa.ForeignKeyConstraint(["noted_by"], ["teacher.id"], name="fk_recording_consent_noted_by"),
        sa.ForeignKeyConstraint(
            ["withdrawal_noted_by"], ["teacher.id"], name="fk_recording_consent_withdrawal_noted_by"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_recording_consent"),
    )
    op.create_index("ix_recording_consent_pupil_id", "recording_consent", ["pupil_id"])
    op.drop_table("recording_refusal")


def downgrade() -> None:
    op.create_table(
        "recording_refusal",
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name="fk_recording_refusal_pupil_id"),
        sa.PrimaryKeyConstraint("pupil_id", name="pk_recording_refusal"),
    )
    op.drop_table("recording_consent")
