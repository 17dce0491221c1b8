"""S1 to S7: storage refuses, hangs, does not answer or is slow; and the drain after an outage."""

from __future__ import annotations

import random
import time
from collections import Counter

from tests.faults.cases.case import case
from tests.faults.newsroom import Newsroom


def _storage(id: str, what: str, mode: str, share: float = 1.0) -> None:
    def do(room: Newsroom, _chance: random.Random, seconds: float) -> None:
        with room.fault():
            room.s3.mode, room.s3.share = mode, share
            time.sleep(seconds)
            room.s3.mode, room.s3.share = "pass", 1.0

    case(id, what)(do)


_storage("S1", "storage refuses everything with 503", "503")
_storage("S1b", "storage refuses half of everything with 503", "503", 0.5)
_storage("S2", "storage accepts connections and never answers", "blackhole")
_storage("S3", "storage stores a page and never answers", "stall", 0.2)
_storage("S4", "storage stores every second page and answers 500", "lost", 0.5)
_storage("S5", "storage passes 10 kB a second", "slow:10000")
_storage("S6", "storage refuses the credentials (403)", "403")
_storage("S7c", "storage cuts every connection", "reset")


@case("S7", "a page of a first revision is held up until the last one is on storage")
def _delayed(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    end = time.monotonic() + seconds
    with room.fault():
        room.s3.hold = lambda path, rev: (
            path.endswith("index.html") and rev == 1 and time.monotonic() < end
        )
        time.sleep(seconds)


#: The most requests until an outage of storage is detected, including the probes after that.
_PATIENCE = 300


@case("T1", "ten times as many articles wait for unavailable storage", work=10, alone=True)
def _all_at_once(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    asked = room.s3.requests
    with room.fault():
        room.s3.mode = "503"
        _until_they_wait(room, 20 * seconds)
        asked = room.s3.requests - asked
        room.s3.mode = "pass"
    room.notes["asked_while_away"] = asked
    if asked > _PATIENCE:
        room.complaints.append(f"T1 a storage that was away was asked {asked} times")
    back = time.time()
    room.drain(30 * seconds)
    seconds_of = Counter(int(put.at - back) for put in room.s3.puts if put.at >= back)
    first = [seconds_of[second] for second in range(12)]
    room.notes |= {"puts_by_second": first, "puts_per_second_max": max(seconds_of.values())}


def _until_they_wait(room: Newsroom, seconds: float) -> None:
    """Wait until everything submitted is rendered, and none of it is on storage."""
    end = time.monotonic() + seconds
    waiting = "SELECT count(*) FROM revisions WHERE state IN ('accepted', 'ingested', 'summarized')"
    while time.monotonic() < end:
        articles = room.count("SELECT count(*) FROM revisions WHERE state = 'rendered'")
        if articles and not room.count(waiting) and not room.redis.xlen("matbaa:inbox"):
            return
        time.sleep(0.5)
