"""Alembic's environment. Migrates the configured database, or a connection that it is given."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from models import Base
from models.session import get_engine


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    _run(given)
else:
    with get_engine().begin() as connection:
        _run(connection)
