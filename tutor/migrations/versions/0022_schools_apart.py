"""Keep schools apart on PostgreSQL (row-level security), and remember sign-outs where every server sees them."""

import sqlalchemy as sa
from alembic import op

from tutor.columns import UtcDateTime
from tutor.migrations.isolation import isolate_all, join

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "signed_out",
        sa.Column("serial", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_signed_out"),
    )
    isolate_all(op.get_bind())


def downgrade() -> None:
    join(op.get_bind())
    op.drop_table("signed_out")
