"""Gives memory that this process has freed back to the system (docs/decisions/0086).

All of this concerns glibc; with another C library nothing happens.
"""

from __future__ import annotations

import ctypes
import time

#: Options of mallopt(3).
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
#: The size from which a block is mapped by itself, and unmapped as soon as it is freed. It is
#: glibc's default, which otherwise grows to 32 MB with the blocks that are freed.
_MAPPED_BYTES = 128 * 1024
#: Heaps for all threads; each keeps what was freed in it.
_HEAPS = 2
_EVERY_SECONDS = 10.0

_c = ctypes.CDLL(None)


def keep_small() -> None:
    """Keep less of what will be freed; for a process to call before it starts threads."""
    if hasattr(_c, "mallopt"):
        _c.mallopt(_M_MMAP_THRESHOLD, _MAPPED_BYTES)
        _c.mallopt(_M_TRIM_THRESHOLD, _MAPPED_BYTES)
        _c.mallopt(_M_ARENA_MAX, _HEAPS)


def give_back() -> None:
    """Return freed memory to the system (malloc_trim(3)).

    glibc by itself gives back only what is free at the very end of its heap.
    """
    if hasattr(_c, "malloc_trim"):
        _c.malloc_trim(0)


class Housekeeping:
    """Gives back memory from time to time: it takes some milliseconds."""

    def __init__(self) -> None:
        self._next_at = 0.0

    def after_a_task(self) -> None:
        """Give back memory, unless that was done a few seconds ago."""
        if time.monotonic() >= self._next_at:
            give_back()
            self._next_at = time.monotonic() + _EVERY_SECONDS
