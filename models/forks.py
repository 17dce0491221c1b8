"""No process is forked while it uses the database.

SQLite keeps in memory which locks its process holds. A process that is forked while another thread
holds one believes for ever that it is held, and can never write: "database is locked".

Source: https://www.sqlite.org/howtocorrupt.html, section 2.6.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakSet

from sqlalchemy import Engine

#: A fork does not wait for longer: a use that lasts so long is not going to end.
_PATIENCE_SECONDS = 40.0


class _Uses:
    """How many uses of the database there are in this process, and what is to be closed first."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.count = 0
        self.engines: WeakSet[Engine] = WeakSet()


_uses = _Uses()


def close_before(engine: Engine) -> None:
    """Have the connections of `engine` closed before each fork: they would be open in both."""
    _uses.engines.add(engine)


@contextmanager
def none() -> Iterator[None]:
    """Within it this process is not forked."""
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
    """In the new process, which has none of the other's threads."""
    global _uses
    _uses = _Uses()


os.register_at_fork(before=_wait_and_close, after_in_parent=_go_on, after_in_child=_begin_anew)
