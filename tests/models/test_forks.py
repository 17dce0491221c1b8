"""A worker process can use the database at whatever moment it is forked."""

from __future__ import annotations

import os
import threading

from sqlalchemy import insert, text

from models import TallyMark
from models.base import db_now
from models.session import look, transaction


def test_a_process_forked_during_another_threads_write_can_write(database: str) -> None:
    writes, go_on = threading.Event(), threading.Event()

    def write() -> None:
        with transaction() as session:
            session.execute(insert(TallyMark).values(name="parent", at=db_now()))
            writes.set()
            go_on.wait(10)

    thread = threading.Thread(target=write)
    thread.start()
    writes.wait(10)
    threading.Timer(0.3, go_on.set).start()
    assert _status_of_a_child_that_writes() == 0
    thread.join()
    with look() as session:
        names = set(session.scalars(text("SELECT name FROM tally_marks")))
    assert names == {"parent", "child"}


def _status_of_a_child_that_writes() -> int:
    pid = os.fork()
    if pid:
        return os.waitpid(pid, 0)[1]
    try:
        with transaction() as session:
            session.execute(insert(TallyMark).values(name="child", at=db_now()))
    finally:
        os._exit(0 if _is_committed() else 1)


def _is_committed() -> bool:
    with look() as session:
        found = session.scalar(text("SELECT count(*) FROM tally_marks WHERE name = 'child'"))
    return bool(found)
