"""The engine of this process, and the two ways to use it: `transaction`, or read-only `look`."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError
from sqlalchemy.orm import Session

from matbaa.errors import ServiceUnavailable
from matbaa.settings import get_settings
from models import forks

#: How long to wait for SQLite's single write lock, in workers and in commands run by a person.
_SQLITE_WAIT_SECONDS, _PERSONS_WAIT_SECONDS = 30, 4
#: How often a process that does not yield asks for that lock.
_TURN_SECONDS = 0.001
#: How long to wait for a PostgreSQL that does not answer; libpq's default is to wait for ever.
_POSTGRES_WAITS: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}


def make_engine(url: str) -> Engine:
    """Create an engine for `url`."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        return _make_remote(parsed)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"timeout": _waits["sqlite"]})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_remote(url: URL) -> Engine:
    is_postgres = url.get_backend_name() == "postgresql"
    given = _POSTGRES_WAITS if is_postgres else {}
    engine = create_engine(url, pool_pre_ping=True, pool_recycle=1800, connect_args=given)
    if is_postgres:
        event.listen(engine, "begin", _begin_postgres)
    return engine


_waits = {"sqlite": _SQLITE_WAIT_SECONDS}


def have_somebody_wait() -> None:
    """Shorten this process's wait for SQLite's write lock, because a person is waiting for it."""
    _waits["sqlite"] = _PERSONS_WAIT_SECONDS
    get_engine().dispose()  # existing connections still have the longer wait


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # `_begin_sqlite` begins transactions, not the driver
    connection.execute(f"PRAGMA busy_timeout={_waits['sqlite'] * 1_000}")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that first reads and then writes fails at once, without waiting, if
    # another writer came in between. So a transaction that may write takes the lock at its start.
    if connection.get_execution_options().get("look", False):
        connection.exec_driver_sql("BEGIN")
        return
    _set_synchronous(connection, "FULL" if _is_durable(connection) else "NORMAL")
    if _yields():
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        _insist(connection)


def _is_durable(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("durable", True))


def _set_synchronous(connection: Connection, level: str) -> None:
    """Set whether SQLite's commits wait for the disk; it cannot be set within a transaction."""
    if connection.info.get("synchronous", "FULL") != level:
        connection.exec_driver_sql(f"PRAGMA synchronous={level}")
        connection.info["synchronous"] = level


def _begin_postgres(connection: Connection) -> None:
    if not _is_durable(connection):
        connection.exec_driver_sql("SET LOCAL synchronous_commit = off")


def _yields() -> bool:
    """Whether this process has a low priority, as workers for bulk work do."""
    return os.getpriority(os.PRIO_PROCESS, 0) > 0


def _insist(connection: Connection) -> None:
    """Ask for the write lock every millisecond.

    SQLite itself asks less and less often, so that an editor's article, which needs the lock a few
    times, would wait far longer than a backfill holds it.
    """
    driver: Any = connection.connection.driver_connection
    over = time.monotonic() + _waits["sqlite"]
    driver.execute("PRAGMA busy_timeout=0")
    try:
        while not _has_begun(connection, driver):
            if time.monotonic() > over:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                return
            time.sleep(_TURN_SECONDS)
    finally:
        driver.execute(f"PRAGMA busy_timeout={_waits['sqlite'] * 1_000}")


def _has_begun(connection: Connection, driver: Any) -> bool:
    try:
        driver.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            return False
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # fails again, with SQLAlchemy's error
    return True


_MISSING = "its tables are missing: run `matbaa migrate`, or `matbaa up`, which runs it"
_OUTDATED = "its tables are older than this program: run `matbaa migrate`, then restart the workers"
#: How a driver tells that a table or column is missing: SQLite by its message, PostgreSQL by code.
_NOT_MIGRATED = {
    "no such table": _MISSING,
    "42P01": _MISSING,
    "no such column": _OUTDATED,
    "has no column named": _OUTDATED,
    "42703": _OUTDATED,
}
#: States of a PostgreSQL that takes no writes, or none of ours, whatever is written
#: (postgresql.org/docs/current/errcodes-appendix.html), and what to do.
_TAKES_NONE = {
    "25006": "MATBAA_DATABASE_URL must name the primary server, not a standby",
    "42501": "grant the role in MATBAA_DATABASE_URL the rights on the tables",
}


@lru_cache(maxsize=4)
def _engine(url: str, _pid: int) -> Engine:
    engine = make_engine(url)
    forks.close_before(engine)
    return engine


def get_engine() -> Engine:
    """The engine of this process, created at first use, as connections do not survive a fork."""
    return _engine(get_settings().database_url, os.getpid())


@contextmanager
def transaction(*, durable: bool = True) -> Iterator[Session]:
    """Open a session that commits at the end of the block, or rolls back on an exception.

    With `durable`, a commit returns once it is on disk. Without it, the last commits may be undone,
    in their order, if the machine loses power (not if the process is killed), until the next
    durable one. So this is only for work that is then done again.

    Loaded rows stay readable afterwards. Raises ServiceUnavailable if the database cannot be
    reached, is locked or shuts down.
    """
    engine = get_engine() if durable else get_engine().execution_options(durable=False)
    with (
        forks.none(),
        translated(),
        Session(engine, expire_on_commit=False) as session,
        session.begin(),
    ):
        yield session


@contextmanager
def look() -> Iterator[Session]:
    """Open a session for reading only, which never makes a writer wait."""
    with forks.none(), translated(), get_engine().connect() as connection:
        options: dict[str, Any] = {"look": True}
        with Session(connection.execution_options(**options), expire_on_commit=False) as session:
            yield session


@contextmanager
def translated() -> Iterator[None]:
    """Translate the driver's errors about an unreachable database into ServiceUnavailable."""
    try:
        yield
    except DBAPIError as error:
        if remedy := _migration(error):
            raise ServiceUnavailable("database", remedy) from error
        if error.connection_invalidated or _is_of_the_server(error):
            raise ServiceUnavailable("database", _said(error)) from error
        raise


def _is_of_the_server(error: DBAPIError) -> bool:
    """Whether the database is at fault, rather than what was to be written or read.

    SQLite reports a damaged file as a plain DatabaseError.
    """
    if isinstance(error, OperationalError) or type(error) is DatabaseError:
        return True
    return _state(error) in _TAKES_NONE


def _said(error: DBAPIError) -> str:
    remedy = _TAKES_NONE.get(_state(error) or "")
    return f"{error.orig}; {remedy}" if remedy else str(error.orig)


def _state(error: DBAPIError) -> str | None:
    """PostgreSQL's code of the error, or None."""
    return getattr(error.orig, "sqlstate", None)


def _migration(error: DBAPIError) -> str | None:
    """What to do, if the error is that the tables do not fit this program; else None."""
    code = _state(error)
    said = str(error.orig) if code is None else code
    return next((remedy for sign, remedy in _NOT_MIGRATED.items() if sign in said), None)
