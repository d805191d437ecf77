"""Groups around a tablet, and questions to a whole class."""

import sqlalchemy as sa
from alembic import op

from tutor.columns import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "together_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("classroom_id", sa.Uuid(), nullable=False),
        sa.Column("host_id", sa.Uuid(), nullable=False),
        sa.Column("tablet", sa.String(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("active_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["classroom_id"], ["classroom.id"], name="fk_together_group_classroom_id"),
        sa.ForeignKeyConstraint(["host_id"], ["pupil.id"], name="fk_together_group_host_id"),
        sa.PrimaryKeyConstraint("id", name="pk_together_group"),
    )
    op.create_index("ix_together_group_classroom_id", "together_group", ["classroom_id"], unique=False)
    op.create_index("ix_together_group_host_id", "together_group", ["host_id"], unique=False)
    op.create_table(
        "together_member",
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("joined_at", UtcDateTime(), nullable=False),
        sa.Column("left_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["together_group.id"], name="fk_together_member_group_id"),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name="fk_together_member_pupil_id"),
        sa.PrimaryKeyConstraint("group_id", "pupil_id", name="pk_together_member"),
    )
    op.create_table(
        "together_turn",
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("served_id", sa.Uuid(), nullable=False),
        sa.Column("over", sa.Boolean(), nullable=False),
        sa.Column("lit", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["together_group.id"], name="fk_together_turn_group_id"),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name="fk_together_turn_pupil_id"),
        sa.ForeignKeyConstraint(["served_id"], ["served.id"], name="fk_together_turn_served_id"),
        sa.PrimaryKeyConstraint("group_id", "number", name="pk_together_turn"),
    )
    op.create_index("ix_together_turn_served_id", "together_turn", ["served_id"], unique=False)
    op.create_table(
        "class_round",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("classroom_id", sa.Uuid(), nullable=False),
        sa.Column("skill", sa.String(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["classroom_id"], ["classroom.id"], name="fk_class_round_classroom_id"),
        sa.PrimaryKeyConstraint("id", name="pk_class_round"),
    )
    op.create_index("ix_class_round_classroom_id", "class_round", ["classroom_id"], unique=False)
    op.create_table(
        "class_question",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("exercise_id", sa.String(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=True),
        sa.Column("not_yet", sa.Integer(), nullable=True),
        sa.Column("share", sa.String(), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["class_round.id"], name="fk_class_question_round_id"),
        sa.PrimaryKeyConstraint("round_id", "number", name="pk_class_question"),
    )


def downgrade() -> None:
    op.drop_table("class_question")
    op.drop_index("ix_class_round_classroom_id", table_name="class_round")
    op.drop_table("class_round")
    op.drop_index("ix_together_turn_served_id", table_name="together_turn")
    op.drop_table("together_turn")
    op.drop_table("together_member")
    op.drop_index("ix_together_group_host_id", table_name="together_group")
    op.drop_index("ix_together_group_classroom_id", table_name="together_group")
    op.drop_table("together_group")
