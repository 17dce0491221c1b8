"""Gives memory that this process has freed back to the system."""

from __future__ import annotations

import ctypes


def give_back() -> None:
    """Return freed memory to the system, where the C library can (glibc: `malloc_trim(3)`).

    glibc by itself gives back only what is free at the very end of its heap.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
