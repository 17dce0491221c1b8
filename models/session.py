"""The engine of this process, and the two ways to use it: a transaction, or a look."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from matbaa.errors import ServiceUnavailable
from matbaa.settings import get_settings
from models import forks

#: How long a writer waits for SQLite's one write lock, and a person at a terminal for it.
_SQLITE_WAIT_SECONDS, _PERSONS_WAIT_SECONDS = 30, 4
#: How long a PostgreSQL that does not answer is waited for: libpq itself waits for ever.
_POSTGRES_WAITS: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}


def make_engine(url: str) -> Engine:
    """An engine for `url`, set so that what is committed is on disk."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        given = _POSTGRES_WAITS if parsed.get_backend_name() == "postgresql" else {}
        return create_engine(parsed, pool_pre_ping=True, pool_recycle=1800, connect_args=given)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"timeout": _waits["sqlite"]})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


_waits = {"sqlite": _SQLITE_WAIT_SECONDS}


def have_somebody_wait() -> None:
    """From here on this process waits for a write lock only as long as a person would."""
    _waits["sqlite"] = _PERSONS_WAIT_SECONDS
    get_engine().dispose()  # the connections there are would wait for longer


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # `_begin_sqlite` begins, not the driver
    connection.execute(f"PRAGMA busy_timeout={_waits['sqlite'] * 1_000}")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")  # NORMAL may lose a commit at power loss
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that reads first and writes later fails at once, without waiting, when
    # another writer came in between. So whoever may write says so at its beginning.
    look = connection.get_execution_options().get("look", False)
    connection.exec_driver_sql("BEGIN" if look else "BEGIN IMMEDIATE")


_NOT_MIGRATED = "its tables are missing: run `matbaa migrate`, or `matbaa up`, which does it"


@lru_cache(maxsize=4)
def _engine(url: str, _pid: int) -> Engine:
    engine = make_engine(url)
    forks.close_before(engine)
    return engine


def get_engine() -> Engine:
    """The engine of this process, made at first use: connections do not survive a fork."""
    return _engine(get_settings().database_url, os.getpid())


@contextmanager
def transaction() -> Iterator[Session]:
    """A session that commits at the end, or rolls back. Rows stay readable after it.

    Raises ServiceUnavailable when the database cannot be reached, is locked or shuts down.
    """
    with (
        forks.none(),
        translated(),
        Session(get_engine(), expire_on_commit=False) as session,
        session.begin(),
    ):
        yield session


@contextmanager
def look() -> Iterator[Session]:
    """A session that only reads, and that no writer has to wait for."""
    with forks.none(), translated(), get_engine().connect() as connection:
        options: dict[str, Any] = {"look": True}
        with Session(connection.execution_options(**options), expire_on_commit=False) as session:
            yield session


@contextmanager
def translated() -> Iterator[None]:
    """Raise ServiceUnavailable for what the driver says of a database that cannot be reached."""
    try:
        yield
    except DBAPIError as error:
        if _lacks_tables(error):
            raise ServiceUnavailable("database", _NOT_MIGRATED) from error
        if isinstance(error, OperationalError):
            raise ServiceUnavailable("database", str(error.orig)) from error
        if error.connection_invalidated:
            raise ServiceUnavailable("database", str(error.orig)) from error
        raise


def _lacks_tables(error: DBAPIError) -> bool:
    """Of SQLite by what it says, of PostgreSQL by its code, undefined_table."""
    told = str(error.orig).startswith("no such table")
    return told or getattr(error.orig, "sqlstate", None) == "42P01"
