"""No article may hold up the others of its batch for longer than a time."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from matbaa.errors import TransientError


class TookTooLong(TransientError):
    """A step was not done in time; the next attempt may be, unless the article is at fault."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise TookTooLong in the work that has not ended after `seconds`.

    An alarm, since threads cannot be interrupted; away from the main thread it does nothing. It
    reaches Python code alone: what hangs inside a C library ends with its process, at Celery's own
    time limit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TookTooLong(f"not done after {seconds:g} seconds")

    began = time.monotonic()
    before = signal.signal(signal.SIGALRM, stop)
    rest, interval = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if rest:  # an alarm that was set around this one goes on
            left = max(0.001, rest - (time.monotonic() - began))
            signal.setitimer(signal.ITIMER_REAL, left, interval)
