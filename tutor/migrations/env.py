"""Run by Alembic for each command: works on the connection that tutor.migrations.upgrade gives it."""

from alembic import context
from sqlalchemy import Connection

from tutor.migrations.metadata import METADATA

connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    compare_type=True,
    compare_server_default=True,
    render_as_batch=connection.dialect.name == "sqlite",
)
context.run_migrations()
