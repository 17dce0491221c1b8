"""K1 to K7, W1, H1: processes are killed, paused or stopped."""

from __future__ import annotations

import os
import random
import signal
import time
from contextlib import suppress

from tests.faults.cases.case import case
from tests.faults.ledger import Submission
from tests.faults.newsroom import Newsroom, Wanted


@case("K1", "kill a random worker child every half second")
def _children(room: Newsroom, chance: random.Random, seconds: float) -> None:
    end = time.monotonic() + seconds
    kills = 0
    while time.monotonic() < end:
        children = room.children("worker") + room.children("bulk")
        if children:
            with room.fault(), suppress(ProcessLookupError):
                os.kill(chance.choice(children), signal.SIGKILL)
                kills += 1
        time.sleep(0.5)
    room.notes["kills"] = kills


@case("K2", "kill a whole worker, the intake or beat every three seconds")
def _workers(room: Newsroom, chance: random.Random, seconds: float) -> None:
    end = time.monotonic() + seconds
    kills = 0
    while time.monotonic() < end:
        with room.fault():
            room.kill(chance.choice(("worker", "worker", "intake", "bulk", "beat")))
        kills += 1
        time.sleep(3)
    room.notes["kills"] = kills


@case("K5", "pause a worker for longer than its lease, then resume it", MATBAA_LEASE_SECONDS="5")
def _pause(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    with room.fault():
        paused = [room.pid("worker"), *room.children("worker")]
        for pid in paused:
            os.kill(pid, signal.SIGSTOP)
        time.sleep(max(8.0, seconds))
        for pid in paused:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


@case("K6", "kill a worker that holds messages which Redis no longer has")
def _gap(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    with room.fault():
        room.kill("worker", signal.SIGSTOP)
        time.sleep(min(3.0, seconds))
        room.kill("worker", signal.SIGKILL)
    room.notes["kills"] = 1


@case("K7", "kill beat again and again, and delete the hints of every stage")
def _beat(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    end = time.monotonic() + seconds
    with room.fault():
        while time.monotonic() < end:
            room.kill("beat")
            room.redis.delete("ingest", "summarize", "render", "upload")
            time.sleep(0.3)


@case("W1", "stop a worker or the intake every five seconds, as a rolling restart does")
def _rolling(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    end = time.monotonic() + seconds
    stops = 0
    while time.monotonic() < end:
        with room.fault():
            room.kill(("worker", "intake", "bulk")[stops % 3], signal.SIGTERM)
            # A task of a newer version, which an older worker does not know and discards.
            room.redis.lpush("ingest", _OF_ANOTHER_VERSION)
        stops += 1
        time.sleep(5)
    room.notes["stops"] = stops


_OF_ANOTHER_VERSION = (
    '{"body": "W1tbMV1dLCB7fSwge31d", "content-encoding": "utf-8", '
    '"content-type": "application/json", "headers": {"lang": "py", "task": "matbaa.newer", '
    '"id": "7e1b7a34-0000-4000-8000-000000000001", "root_id": null, "parent_id": null, '
    '"argsrepr": "", "kwargsrepr": "", "retries": 0}, "properties": {"delivery_mode": 2, '
    '"delivery_info": {"exchange": "", "routing_key": "ingest"}, "priority": 0, '
    '"body_encoding": "base64", "delivery_tag": "7e1b7a34-0000-4000-8000-000000000002"}}'
)


@case(
    "H1",
    "kill any process of `matbaa up` and itself, with five times as many articles",
    work=5,
    wanted=Wanted(all_programs=True),
)
def _by_hand(room: Newsroom, chance: random.Random, seconds: float) -> None:
    end = time.monotonic() + 3 * seconds
    kills = 0
    while time.monotonic() < end:
        name = chance.choice([*room.running.names(), "child", "child", "up"])
        with room.fault(), suppress(ProcessLookupError, IndexError):
            pid = room.pid(name) if name != "child" else chance.choice(room.children("worker"))
            os.kill(pid, signal.SIGKILL)
            kills += 1
        time.sleep(chance.uniform(0.2, seconds / 2))
    room.notes |= {"kills": kills, "up_started_again": room.running.restarts}


@case(
    "L1",
    "an article takes longer than its lease and the visibility timeout",
    MATBAA_LEASE_SECONDS="3",
    MATBAA_FAULTS_VISIBILITY="5",
)
def _slow(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    slow = Submission(f"l1-{int(room.began)}-slow", 1, "slow")
    with room.fault():
        room.producer.submit(slow)
        time.sleep(max(14.0, seconds))
    # It is slow but harmless; the case is about its being begun only once.
    room.notes["slow"] = slow.key
