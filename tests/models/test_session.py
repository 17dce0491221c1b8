"""SQLite has one writer at a time, and those that wait for it get it when it is free."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Insert, insert, text

from matbaa.errors import ServiceUnavailable
from models import TallyMark, session
from models.base import db_now
from models.session import get_engine, look, transaction


@pytest.fixture(params=[0, 10], ids=["news", "bulk"])
def priority(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, database: str
) -> Iterator[None]:
    """This process as one that does news, and as one that yields to news."""
    if not database.startswith("sqlite"):
        pytest.skip("only SQLite has one writer at a time")
    monkeypatch.setattr(os, "getpriority", lambda _which, _who: request.param)
    return iter([None])


@contextmanager
def held_lock() -> Iterator[threading.Event]:
    """Another connection holds the write lock until the event is set."""
    holds, release = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction() as holding:
            holding.execute(text("SELECT 1"))
            holds.set()
            release.wait(10)

    thread = threading.Thread(target=hold)
    thread.start()
    holds.wait(10)
    try:
        yield release
    finally:
        release.set()
        thread.join()


@pytest.mark.usefixtures("priority")
def test_a_writer_waits_for_another_and_then_writes() -> None:
    with held_lock() as release:
        threading.Timer(0.2, release.set).start()
        with transaction() as writing:
            writing.execute(insert(TallyMark).values(name="late", at=db_now()))
    with look() as reading:
        assert reading.scalars(text("SELECT name FROM tally_marks")).all() == ["late"]


@pytest.mark.usefixtures("priority")
def test_a_writer_that_waits_too_long_reports_a_database_that_is_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(session._waits, "sqlite", 0.05)
    get_engine().dispose()
    with (
        held_lock(),
        pytest.raises(ServiceUnavailable, match="locked"),
        transaction() as writing,
    ):
        writing.execute(text("SELECT 1"))


@pytest.mark.usefixtures("priority")
def test_the_next_statements_wait_for_locks_again() -> None:
    with transaction() as writing:
        assert writing.scalar(text("PRAGMA busy_timeout")) == 30_000


def test_a_commit_waits_for_the_disk_unless_its_work_can_be_done_again(database: str) -> None:
    is_sqlite = database.startswith("sqlite")
    ask = text("PRAGMA synchronous" if is_sqlite else "SHOW synchronous_commit")
    waits, returns = (2, 1) if is_sqlite else ("on", "off")
    for durable in (True, False, True):
        with transaction(durable=durable) as session:
            assert session.scalar(ask) == (waits if durable else returns)


def test_a_damaged_database_is_unavailable_and_no_fault_of_the_article(database: str) -> None:
    if not database.startswith("sqlite"):
        pytest.skip("the file of SQLite is damaged")
    get_engine().dispose()
    file = Path(database.removeprefix("sqlite:///"))
    file.write_bytes(b"not a database" * 1_000)
    with pytest.raises(ServiceUnavailable, match="database"), look() as reading:
        reading.execute(text("SELECT count(*) FROM receipts"))


def test_a_standby_is_unavailable_and_the_remedy_is_named(database: str) -> None:
    if database.startswith("sqlite"):
        pytest.skip("only PostgreSQL has standbys")
    mark = insert(TallyMark).values(name="late", at=db_now())
    with pytest.raises(ServiceUnavailable, match="MATBAA_DATABASE_URL"):
        _write_on_a_standby(mark)


def _write_on_a_standby(mark: Insert) -> None:
    with transaction() as writing:
        writing.execute(text("SET TRANSACTION READ ONLY"))
        writing.execute(mark)
