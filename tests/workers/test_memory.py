"""Freed memory is given back to the system."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

import pytest

from workers import memory


@pytest.mark.skipif(
    not hasattr(ctypes.CDLL(None), "malloc_trim"),
    reason="only glibc can give back memory",
)
def test_what_was_freed_below_something_in_use_is_given_back() -> None:
    blocks = [b"x" * 100_000 for _ in range(1_000)]  # each small enough for glibc's heap
    last = b"x" * 100_000
    del blocks
    before = _resident()

    memory.give_back()

    assert before - _resident() > 50_000_000
    assert last


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
