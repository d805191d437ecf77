"""Reading aloud recorded for a while: settings, refusals, and what was kept (the sound is in files)."""

import sqlalchemy as sa
from alembic import op

from tutor.columns import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "class_recording",
        sa.Column("classroom_id", sa.Uuid(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("keep_days", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["classroom_id"], ["classroom.id"], name="fk_class_recording_classroom_id"),
        sa.PrimaryKeyConstraint("classroom_id", name="pk_class_recording"),
    )
    op.create_table(
        "recording_refusal",
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name="fk_recording_refusal_pupil_id"),
        sa.PrimaryKeyConstraint("pupil_id", name="pk_recording_refusal"),
    )
    op.create_table(
        "recording",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("served_id", sa.Uuid(), nullable=True),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name="fk_recording_pupil_id"),
        sa.ForeignKeyConstraint(["served_id"], ["served.id"], name="fk_recording_served_id"),
        sa.PrimaryKeyConstraint("id", name="pk_recording"),
    )
    for column in ("pupil_id", "served_id", "expires_at"):
        op.create_index(f"ix_recording_{column}", "recording", [column])


def downgrade() -> None:
    op.drop_table("recording")
    op.drop_table("recording_refusal")
    op.drop_table("class_recording")
