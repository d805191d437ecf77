"""What teachers decide, and groups of need."""

import sqlalchemy as sa
from alembic import op

from tutor.columns import UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "need_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("classroom_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("deleted_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["classroom_id"], ["classroom.id"], name="fk_need_group_classroom_id"),
        sa.PrimaryKeyConstraint("id", name="pk_need_group"),
    )
    op.create_index("ix_need_group_classroom_id", "need_group", ["classroom_id"])
    op.create_table(
        "need_group_member",
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["need_group.id"], name="fk_need_group_member_group_id"),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name="fk_need_group_member_pupil_id"),
        sa.PrimaryKeyConstraint("group_id", "pupil_id", name="pk_need_group_member"),
    )
    op.create_index("ix_need_group_member_pupil_id", "need_group_member", ["pupil_id"])
    op.create_table(
        "decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("classroom_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("pupil_id", sa.Uuid(), nullable=True),
        sa.Column("teacher_id", sa.Uuid(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("removed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["classroom_id"], ["classroom.id"], name="fk_decision_classroom_id"),
        sa.ForeignKeyConstraint(["group_id"], ["need_group.id"], name="fk_decision_group_id"),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name="fk_decision_pupil_id"),
        sa.ForeignKeyConstraint(["teacher_id"], ["teacher.id"], name="fk_decision_teacher_id"),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
    )
    op.create_index("ix_decision_classroom_id", "decision", ["classroom_id"])
    op.create_index("ix_decision_group_id", "decision", ["group_id"])
    op.create_index("ix_decision_pupil_id", "decision", ["pupil_id"])


def downgrade() -> None:
    op.drop_table("decision")
    op.drop_table("need_group_member")
    op.drop_table("need_group")
