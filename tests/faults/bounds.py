"""I10: no process grows without bound, whatever was done to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tests.faults.newsroom import Newsroom

_PAGE = os.sysconf("SC_PAGE_SIZE")
#: Limits for one process, in bytes and open files; SeaweedFS keeps volumes in memory maps.
MOST_MEMORY, MOST_FILES = 900_000_000, 600
#: Limit for the data folder of a case, in bytes; SeaweedFS and PostgreSQL allocate ahead.
MOST_DISK = 1_500_000_000
#: Limit for the keys in Redis, besides receipts: streams, queues, bindings, marks.
MOST_KEYS = 100


def broken(room: Newsroom) -> list[str]:
    """The limits that are exceeded."""
    found = []
    for name, memory, files in measured(room):
        if memory > MOST_MEMORY:
            found.append(f"I10 {name} holds {memory >> 20} MB")
        if files > MOST_FILES:
            found.append(f"I10 {name} has {files} files open")
    disk = disk_used(room.folder)
    if disk > MOST_DISK:
        found.append(f"I10 {disk >> 20} MB on disk")
    others = int(room.redis.dbsize()) - sum(1 for _ in room.redis.scan_iter("matbaa:receipt:*"))
    return found + (
        [f"I10 {others} keys in Redis that are no receipts"] if others > MOST_KEYS else []
    )


def measured(room: Newsroom) -> Iterator[tuple[str, int, int]]:
    """Each process of the stack, with its memory in bytes and its number of open files."""
    for name in (*room.running.names(), "up"):
        with suppress(OSError, RuntimeError):
            for pid in (room.pid(name), *room.children(name)):
                pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
                yield name, pages * _PAGE, len(list(Path(f"/proc/{pid}/fd").iterdir()))


def disk_used(folder: Path) -> int:
    """The bytes allocated on disk below a folder."""
    used = 0
    for file in folder.rglob("*"):
        with suppress(OSError):
            used += file.lstat().st_blocks * 512
    return used
