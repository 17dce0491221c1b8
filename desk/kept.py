"""A cache for values that many requests share and that may be slightly old."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """Caches the result of `make` for `seconds`. Only one thread at a time computes it."""

    def __init__(self, make: Callable[[], Value], seconds: float) -> None:
        self._make, self._seconds = make, seconds
        self._lock = threading.Lock()
        self._found: tuple[float, Value] | None = None

    def now(self) -> Value:
        """The value, at most `seconds` old. Exceptions of `make` are raised."""
        found = self._found
        if found is not None and time.monotonic() - found[0] <= self._seconds:
            return found[1]
        with self._lock:
            found = self._found
            if found is None or time.monotonic() - found[0] > self._seconds:
                found = self._found = (time.monotonic(), self._make())
        return found[1]

    def soon(self) -> Value | None:
        """The last value at once, renewed in the background if old; None before the first one."""
        found = self._found
        if found is None or time.monotonic() - found[0] > self._seconds:
            threading.Thread(target=self._renew, daemon=True).start()
        return found[1] if found else None

    @property
    def age(self) -> float | None:
        """Seconds since the value was computed; None before the first one."""
        return time.monotonic() - self._found[0] if self._found else None

    def _renew(self) -> None:
        if self._lock.acquire(blocking=False):
            try:
                self._found = (time.monotonic(), self._make())
            finally:
                self._lock.release()
