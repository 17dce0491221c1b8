"""Values that many ask for and that may be a little old."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """What `make` gives, made again when it is older than `seconds`; by one thread at a time."""

    def __init__(self, make: Callable[[], Value], seconds: float) -> None:
        self._make, self._seconds = make, seconds
        self._lock = threading.Lock()
        self._found: tuple[float, Value] | None = None

    def now(self) -> Value:
        """The value, at most `seconds` old. Raises what `make` raises."""
        found = self._found
        if found is not None and time.monotonic() - found[0] <= self._seconds:
            return found[1]
        with self._lock:
            found = self._found
            if found is None or time.monotonic() - found[0] > self._seconds:
                found = self._found = (time.monotonic(), self._make())
        return found[1]

    def soon(self) -> Value | None:
        """The last value at once, however old, while a new one is made; None before the first."""
        found = self._found
        if found is None or time.monotonic() - found[0] > self._seconds:
            threading.Thread(target=self._renew, daemon=True).start()
        return found[1] if found else None

    @property
    def age(self) -> float | None:
        """Seconds since the value was made; None before the first."""
        return time.monotonic() - self._found[0] if self._found else None

    def _renew(self) -> None:
        if self._lock.acquire(blocking=False):
            try:
                self._found = (time.monotonic(), self._make())
            finally:
                self._lock.release()
