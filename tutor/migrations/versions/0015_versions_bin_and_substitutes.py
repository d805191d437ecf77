"""Versions of what teachers edit, the bin of thirty days, and substitutes for a day."""

import sqlalchemy as sa
from alembic import op

from tutor.columns import UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

EDITED = ("classroom", "pupil", "own_text", "progression", "class_comfort")
BINNED = ("classroom", "pupil", "own_text")
WHEN = ("substitute_from", "substitute_until")


def upgrade() -> None:
    for table in EDITED:
        op.add_column(table, sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    for table in BINNED:
        op.add_column(table, sa.Column("trashed_at", UtcDateTime(), nullable=True))
    for column in WHEN:
        op.add_column("teacher", sa.Column(column, UtcDateTime(), nullable=True))


def downgrade() -> None:
    for column in WHEN:
        op.drop_column("teacher", column)
    for table in BINNED:
        op.drop_column(table, "trashed_at")
    for table in EDITED:
        op.drop_column(table, "version")
