"""Limits the time for one article, so that it cannot hold up the others of its batch for long."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from matbaa.errors import TransientError


class TookTooLong(TransientError):
    """A step was not done in time. It is tried again, since the machine may have been busy."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise TookTooLong inside the block if it has not ended after `seconds`.

    It uses an alarm signal, since threads cannot be interrupted, and so does nothing outside the
    main thread. The signal interrupts Python code only. Code that hangs inside a C library ends
    with its process, at Celery's own time limit.
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
        if rest:  # restore the rest of an alarm that was set around this one
            left = max(0.001, rest - (time.monotonic() - began))
            signal.setitimer(signal.ITIMER_REAL, left, interval)
