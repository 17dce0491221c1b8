"""Prevents a process from being forked while one of its threads uses the database.

SQLite keeps in memory which locks its process holds. A process that is forked while another thread
holds a lock believes for ever that the lock is held, and can never write: "database is locked".

Source: https://www.sqlite.org/howtocorrupt.html, section 2.6.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakSet

from sqlalchemy import Engine

#: A fork waits no longer than this; a use of the database that lasts so long will not end.
_PATIENCE_SECONDS = 40.0


class _Uses:
    """The number of current uses of the database, and the engines to close before a fork."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.count = 0
        self.engines: WeakSet[Engine] = WeakSet()


_uses = _Uses()


def close_before(engine: Engine) -> None:
    """Close the connections of `engine` before each fork, so that no two processes share them."""
    _uses.engines.add(engine)


@contextmanager
def none() -> Iterator[None]:
    """Count a use of the database: while the block runs, forks wait."""
    uses = _uses
    with uses.changed:
        uses.count += 1
    try:
        yield
    finally:
        with uses.changed:
            uses.count -= 1
            uses.changed.notify_all()


def _wait_and_close() -> None:
    _uses.changed.acquire()
    _uses.changed.wait_for(lambda: _uses.count == 0, _PATIENCE_SECONDS)
    for engine in _uses.engines:
        engine.dispose()


def _go_on() -> None:
    _uses.changed.release()


def _begin_anew() -> None:
    """Reset the count in the new process, which has none of its parent's threads."""
    global _uses
    _uses = _Uses()


os.register_at_fork(before=_wait_and_close, after_in_parent=_go_on, after_in_child=_begin_anew)
