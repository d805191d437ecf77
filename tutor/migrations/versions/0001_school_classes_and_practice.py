"""The first form: a school, its teachers, classes and pupils, and their practice."""

import sqlalchemy as sa
from alembic import op

from tutor.columns import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "school",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_school"),
    )
    op.create_table(
        "classroom",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name="fk_classroom_school_id"),
        sa.PrimaryKeyConstraint("id", name="pk_classroom"),
    )
    op.create_index("ix_classroom_code", "classroom", ["code"], unique=True)
    op.create_index("ix_classroom_school_id", "classroom", ["school_id"], unique=False)

    op.create_table(
        "teacher",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name="fk_teacher_school_id"),
        sa.PrimaryKeyConstraint("id", name="pk_teacher"),
    )
    op.create_index("ix_teacher_login", "teacher", ["login"], unique=True)
    op.create_index("ix_teacher_school_id", "teacher", ["school_id"], unique=False)

    op.create_table(
        "pupil",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("classroom_id", sa.Uuid(), nullable=False),
        sa.Column("first_name", sa.String(), nullable=False),
        sa.Column("avatar", sa.String(), nullable=False),
        sa.Column("pictures", sa.JSON(), nullable=False),
        sa.Column("card_token", sa.String(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["classroom_id"], ["classroom.id"], name="fk_pupil_classroom_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pupil"),
    )
    op.create_index("ix_pupil_card_token", "pupil", ["card_token"], unique=True)
    op.create_index("ix_pupil_classroom_id", "pupil", ["classroom_id"], unique=False)

    op.create_table(
        "teaching",
        sa.Column("teacher_id", sa.Uuid(), nullable=False),
        sa.Column("classroom_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["classroom_id"], ["classroom.id"], name="fk_teaching_classroom_id"),
        sa.ForeignKeyConstraint(["teacher_id"], ["teacher.id"], name="fk_teaching_teacher_id"),
        sa.PrimaryKeyConstraint("teacher_id", "classroom_id", name="pk_teaching"),
    )
    op.create_table(
        "mastery",
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("model_version", sa.String(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name="fk_mastery_pupil_id"),
        sa.PrimaryKeyConstraint("pupil_id", name="pk_mastery"),
    )
    op.create_table(
        "served",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("exercise_id", sa.String(), nullable=False),
        sa.Column("reason", sa.JSON(), nullable=False),
        sa.Column("line", sa.JSON(), nullable=False),
        sa.Column("model_version", sa.String(), nullable=False),
        sa.Column("served_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name="fk_served_pupil_id"),
        sa.PrimaryKeyConstraint("id", name="pk_served"),
    )
    op.create_index("ix_served_pupil_id_served_at", "served", ["pupil_id", "served_at"], unique=False)

    op.create_table(
        "attempt",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("served_id", sa.Uuid(), nullable=False),
        sa.Column("exercise_id", sa.String(), nullable=False),
        sa.Column("item", sa.JSON(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("hearing", sa.JSON(), nullable=True),
        sa.Column("reply", sa.JSON(), nullable=False),
        sa.Column("hints", sa.Integer(), nullable=False),
        sa.Column("latency_ms", sa.Integer(), nullable=False),
        sa.Column("occurred_at", UtcDateTime(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name="fk_attempt_pupil_id"),
        sa.ForeignKeyConstraint(["served_id"], ["served.id"], name="fk_attempt_served_id"),
        sa.PrimaryKeyConstraint("sequence", name="pk_attempt"),
    )
    op.create_index("ix_attempt_exercise_id", "attempt", ["exercise_id"], unique=False)
    op.create_index("ix_attempt_id", "attempt", ["id"], unique=True)
    op.create_index("ix_attempt_pupil_id_occurred_at", "attempt", ["pupil_id", "occurred_at"], unique=False)
    op.create_index("ix_attempt_pupil_id_sequence", "attempt", ["pupil_id", "sequence"], unique=False)
    op.create_index("ix_attempt_served_id", "attempt", ["served_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_attempt_served_id", table_name="attempt")
    op.drop_index("ix_attempt_pupil_id_sequence", table_name="attempt")
    op.drop_index("ix_attempt_pupil_id_occurred_at", table_name="attempt")
    op.drop_index("ix_attempt_id", table_name="attempt")
    op.drop_index("ix_attempt_exercise_id", table_name="attempt")

    op.drop_table("attempt")
    op.drop_index("ix_served_pupil_id_served_at", table_name="served")

    op.drop_table("served")
    op.drop_table("mastery")
    op.drop_table("teaching")
    op.drop_index("ix_pupil_classroom_id", table_name="pupil")
    op.drop_index("ix_pupil_card_token", table_name="pupil")

    op.drop_table("pupil")
    op.drop_index("ix_teacher_school_id", table_name="teacher")
    op.drop_index("ix_teacher_login", table_name="teacher")

    op.drop_table("teacher")
    op.drop_index("ix_classroom_school_id", table_name="classroom")
    op.drop_index("ix_classroom_code", table_name="classroom")

    op.drop_table("classroom")
    op.drop_table("school")
