"""How a pupil's screens are: his own choices, and the preset of his class."""

import sqlalchemy as sa
from alembic import op

from tutor.columns import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create("pupil_comfort", "pupil_id", "pupil")
    _create("class_comfort", "classroom_id", "classroom")


def _create(name: str, whose: str, owner: str) -> None:
    op.create_table(
        name,
        sa.Column(whose, sa.Uuid(), nullable=False),
        sa.Column("chosen", sa.JSON(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint([whose], [f"{owner}.id"], name=f"fk_{name}_{whose}"),
        sa.PrimaryKeyConstraint(whose, name=f"pk_{name}"),
    )


def downgrade() -> None:
    op.drop_table("class_comfort")
    op.drop_table("pupil_comfort")
