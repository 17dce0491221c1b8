"""A worker that is told to stop begins nothing more: what it has claimed and not begun it gives
back at once, so that another goes on with it.
"""

from __future__ import annotations

import mmap
from functools import lru_cache


@lru_cache(maxsize=1)
def _flag() -> mmap.mmap:
    """One byte that the processes of a worker share."""
    return mmap.mmap(-1, 1)


def prepare() -> None:
    """Make the flag; to be called before the worker forks."""
    _flag()


def close() -> None:
    """Tell every process of this worker to begin nothing more."""
    _flag()[0] = 1


def is_closing() -> bool:
    """Whether this worker was told to stop."""
    return _flag()[0] == 1
