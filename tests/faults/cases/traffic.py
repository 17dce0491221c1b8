"""D1, D2, B1: input repeated, out of order, or in bulk; and X1: many faults, one after another."""

from __future__ import annotations

import random
import time

from tests.faults.cases.case import CASES, case
from tests.faults.ledger import Submission
from tests.faults.newsroom import Newsroom, Wanted

_EDITORS = 30
#: Tolerance for the median, on top of twice the idle one.
_NOISE_SECONDS = 0.02


@case("D1", "every hint is delivered three times")
def _thrice(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    end = time.monotonic() + seconds
    seen: set[bytes | str] = set()
    with room.fault():
        while time.monotonic() < end:
            for queue in ("ingest", "summarize", "render", "upload"):
                for message in set(room.redis.lrange(queue, 0, -1)) - seen:
                    seen.add(message)
                    room.redis.lpush(queue, message, message)
            time.sleep(0.02)
    room.notes["hints_tripled"] = len(seen)


@case("D2", "revisions arrive in random order")
def _shuffled(_room: Newsroom, _chance: random.Random, _seconds: float) -> None:
    pass


@case(
    "B1",
    "a backfill of 25 times as many articles precedes an editor's",
    alone=True,
    wanted=Wanted(nice=True, proxied=False),
)
def _backfill(room: Newsroom, _chance: random.Random, _seconds: float) -> None:
    room.drain(60)
    names = [f"b1-{int(room.began)}-{number}" for number in range(2 * _EDITORS)]
    idle = sorted(map(room.producer.seconds_until_live, names[:_EDITORS]))
    room.producer.backfill(25 * room.articles, f"b1-{int(room.began)}-")
    time.sleep(3)
    with room.fault():
        busy = sorted(map(room.producer.seconds_until_live, names[_EDITORS:]))
    middle = _EDITORS // 2
    room.notes |= {"idle_p50": round(idle[middle], 3), "busy_p50": round(busy[middle], 3)}
    if busy[middle] > 2 * idle[middle] + _NOISE_SECONDS:
        room.complaints.append(f"B1 an editor waits {busy[middle]:.2f} s, idle {idle[middle]:.2f}")


@case("Z1", "sabotage: a receipt lies, so that this program has to fail", long=True, alone=True)
def _lie(room: Newsroom, _chance: random.Random, _seconds: float) -> None:
    sent = Submission("nobody-sent-this", 1)
    room.redis.set(f"matbaa:receipt:{sent.key}", '{"status": "published"}')
    room.producer.ledger.note(sent, time.time(), time.time())


@case("X1", "faults chosen at random, one after another", long=True, alone=True)
def _everything(room: Newsroom, chance: random.Random, seconds: float) -> None:
    end = time.monotonic() + seconds
    names = ("K1", "K2", "K6", "R1", "R3", "R6", "R7", "S1", "S4", "S5", "S7", "D1", "W1")
    while time.monotonic() < end:
        CASES[chance.choice(names)].do(room, chance, 5.0)
        time.sleep(2)
