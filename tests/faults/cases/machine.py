"""Faults of the machine: O1 gives processes little memory, C1 wrong clocks."""

from __future__ import annotations

import random
import time
from contextlib import suppress

from tests.faults.cases.case import case
from tests.faults.ledger import poisoned
from tests.faults.newsroom import Newsroom, Wanted
from tests.faults.servers import (
    CLOCK,
    MEMORY,
    POSTGRES,
    Memory,
    little_memory,
    shifted_clock,
)

_MEGABYTES = 700


@case("O1", "an article allocates more memory than its worker may have", MEMORY)
def _allocate(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    (glutton,) = poisoned(("allocate",), f"o1-{int(room.began)}-")
    with little_memory(megabytes=_MEGABYTES) as memory:
        _confine(room, memory)
        with room.fault():
            room.producer.submit(glutton)
            end = time.monotonic() + max(180.0, 10 * seconds)
            while time.monotonic() < end and not _is_dead(room, glutton.id):
                _confine(room, memory)
                time.sleep(0.2)
        room.notes["kills"] = memory.kills()


def _confine(room: Newsroom, memory: Memory) -> None:
    """Limit the worker's processes, also those that were started since: the kernel may have killed
    the main one.
    """
    for pid in (room.pid("worker"), *room.children("worker")):
        with suppress(OSError):
            memory.take(pid)


def _is_dead(room: Newsroom, article: str) -> bool:
    query = "SELECT count(*) FROM revisions WHERE state = 'dead' AND article_id = :article"
    return bool(room.rows(query, article=article)[0][0])


# Less than the fifteen minutes for which S3 accepts signatures, and far more than any lease.
@case(
    "C1",
    "one worker's clock is ten minutes ahead, another's ten behind",
    POSTGRES,
    CLOCK,
    wanted=Wanted(
        second_worker=True,
        of_programs={"worker": shifted_clock(10), "worker2": shifted_clock(-10)},
    ),
)
def _clocks(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    with room.fault():
        time.sleep(seconds)
