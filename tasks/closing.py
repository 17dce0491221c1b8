"""A flag by which a worker that is told to stop tells its processes to begin no further job.

Jobs that are claimed but not begun are then given back at once, so that another worker can take
them.
"""

from __future__ import annotations

import mmap
from functools import lru_cache


@lru_cache(maxsize=1)
def _flag() -> mmap.mmap:
    """One byte of memory that all processes of a worker share."""
    return mmap.mmap(-1, 1)


def prepare() -> None:
    """Create the flag. Must be called before the worker forks, or the processes do not share it."""
    _flag()


def close() -> None:
    """Tell every process of this worker to begin no further job."""
    _flag()[0] = 1


def is_closing() -> bool:
    """Whether this worker has been told to stop."""
    return _flag()[0] == 1
