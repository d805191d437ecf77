"""How demanding the ear is becomes a setting of each class."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("classroom", sa.Column("strictness", sa.String(), nullable=False, server_default="normal"))


def downgrade() -> None:
    op.drop_column("classroom", "strictness")
