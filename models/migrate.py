"""Migrates the database to the newest schema: `python -m models.migrate`."""

from __future__ import annotations

import sys
from pathlib import Path

import structlog
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import ProgrammingError

from matbaa.errors import MatbaaError, PermanentError
from models.session import get_engine, translated

log = structlog.get_logger(__name__)

#: A host that vanishes during a transaction holds its locks until PostgreSQL drops its connection,
#: by default after two hours. With these settings a dead connection is dropped after 20 seconds,
#: and a transaction that is idle for a minute is ended.
_SERVER_WAITS = {
    "tcp_keepalives_idle": "10s",
    "tcp_keepalives_interval": "5s",
    "tcp_keepalives_count": "2",
    "tcp_user_timeout": "20s",
    "client_connection_check_interval": "10s",
    "idle_in_transaction_session_timeout": "60s",
}
#: What to do with a database that a newer version has migrated.
NEWER = "run that version, or restore a back-up from before the upgrade"


def config() -> Config:
    """Alembic's configuration for our migrations, without an ini file."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    settings.set_main_option("path_separator", "os")
    return settings


def migrate(engine: Engine | None = None) -> None:
    """Upgrade the schema to the newest migration, if it is not there already.

    In PostgreSQL, also set the database's timeouts for lost clients. They apply to connections
    that are opened afterwards. Raises PermanentError if a newer version migrated the database.
    """
    with (engine or get_engine()).begin() as connection:
        settings = config()
        settings.attributes["connection"] = connection
        try:
            command.upgrade(settings, "head")
        except CommandError as error:
            said = f"the database is of a newer version of the press ({error}); {NEWER}"
            raise PermanentError(said) from error
        if connection.dialect.name == "postgresql":
            _limit_waiting(connection)


def _limit_waiting(connection: Connection) -> None:
    name = connection.dialect.identifier_preparer.quote(
        connection.execute(text("SELECT current_database()")).scalar_one()
    )
    try:
        with connection.begin_nested():
            for setting, value in _SERVER_WAITS.items():
                connection.execute(text(f"ALTER DATABASE {name} SET {setting} = '{value}'"))
    except ProgrammingError:
        log.warning(
            "database_not_set",
            reason="only the database's owner may do this; see docs/operations.md",
        )


def is_current(engine: Engine | None = None) -> bool:
    """Whether the schema is at the newest migration that this code knows."""
    return _present(engine) == ScriptDirectory.from_config(config()).get_current_head()


def is_newer(engine: Engine | None = None) -> bool:
    """Whether a version of the press with later migrations than these has migrated the schema."""
    known = {each.revision for each in ScriptDirectory.from_config(config()).walk_revisions()}
    return _present(engine) not in {None, *known}


def _present(engine: Engine | None) -> str | None:
    with (engine or get_engine()).connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def main() -> int:
    """Migrate; return 1, and say why on stderr, if that is not possible."""
    try:
        with translated():
            migrate()
    except MatbaaError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
