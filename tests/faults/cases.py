"""The faults, each as a function that does it to a newsroom while articles come in."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import redis

from tests.faults.newsroom import Newsroom

Fault = Callable[[Newsroom, random.Random, float], None]


@dataclass(frozen=True, slots=True)
class Case:
    """A fault by its name; `needs` names the only database it is for."""

    id: str
    what: str
    do: Fault
    needs: str = ""
    settings: tuple[tuple[str, str], ...] = ()


CASES: dict[str, Case] = {}


def case(id: str, what: str, *, needs: str = "", **settings: str) -> Callable[[Fault], Fault]:
    """Declare a fault; `settings` are the stack's."""

    def declare(do: Fault) -> Fault:
        CASES[id] = Case(id, what, do, needs, tuple(settings.items()))
        return do

    return declare


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


@case("K5", "pause a worker for longer than its lease, then let it go on", MATBAA_LEASE_SECONDS="5")
def _pause(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    with room.fault():
        paused = [room.pid("worker"), *room.children("worker")]
        for pid in paused:
            os.kill(pid, signal.SIGSTOP)
        time.sleep(max(8.0, seconds))
        for pid in paused:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


@case("K6", "kill a worker with messages in its hands that Redis holds no more")
def _gap(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    with room.fault():
        room.kill("worker", signal.SIGSTOP)
        time.sleep(min(3.0, seconds))
        room.kill("worker", signal.SIGKILL)


@case("K7", "have no beat at all")
def _beat(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    end = time.monotonic() + seconds
    with room.fault():
        while time.monotonic() < end:
            room.kill("beat")
            room.redis.delete("ingest", "summarize", "render", "upload")
            time.sleep(0.3)


@case("R1", "kill Redis; it has its file")
def _redis_killed(room: Newsroom, _chance: random.Random, _seconds: float) -> None:
    with room.fault():
        room.kill("redis")
        _until_redis_is_back(room)


@case("R2", "kill Redis, and take its file away")
def _redis_emptied(room: Newsroom, _chance: random.Random, _seconds: float) -> None:
    with room.fault():
        with suppress(redis.RedisError):
            room.redis.flushall()
        room.kill("redis")
        _until_redis_is_back(room)


@case("R3", "FLUSHALL in the middle")
def _flush(room: Newsroom, _chance: random.Random, _seconds: float) -> None:
    with room.fault():
        room.redis.flushall()


@case("R4", "Redis answers nobody for a while (CLIENT PAUSE)")
def _redis_paused(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    with room.fault():
        room.redis.client_pause(int(seconds * 1_000))
        time.sleep(seconds)


@case("R5", "Redis hangs (SIGSTOP)")
def _redis_hangs(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    with room.fault():
        room.kill("redis", signal.SIGSTOP)
        time.sleep(seconds)
        room.kill("redis", signal.SIGCONT)


@case("R6", "Redis cuts every connection once a second")
def _redis_cuts(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    with room.fault():
        for _second in range(int(seconds)):
            with suppress(redis.RedisError):
                room.redis.client_kill_filter(_type="normal", skipme=True)
            time.sleep(1)


@case("R7", "Redis is full")
def _redis_full(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    with room.fault():
        room.redis.config_set("maxmemory", 1)
        time.sleep(seconds)
        room.redis.config_set("maxmemory", 0)


@case("R10", "the network swallows what workers and Redis say")
def _redis_blackhole(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    with room.fault():
        room.redis_proxy.mode = "blackhole"
        time.sleep(seconds)
        room.redis_proxy.mode = "reset"
        time.sleep(1)
        room.redis_proxy.mode = "pass"


@case("R11", "somebody writes garbage to the workers' queues")
def _garbage(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    with room.fault():
        for junk in ("not json {", '{"a": 1}', '{"body": "x", "properties": {}}', b"\xff\xfe\x00"):
            room.redis.lpush("ingest", junk)
            time.sleep(seconds / 8)
        # What an operator would do about the one that is read for ever.
        time.sleep(seconds / 2)
        room.redis.delete("ingest", "unacked", "unacked_index")


@case("P2", "PostgreSQL ends every connection every two seconds", needs="postgres")
def _postgres_cuts(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    end = time.monotonic() + seconds
    with room.fault():
        while time.monotonic() < end:
            room.rows(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            time.sleep(2)


@case("P4", "another process holds SQLite's write lock", needs="sqlite")
def _locked(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    with room.fault(), room.engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")  # a transaction begins with the write lock
        time.sleep(seconds)


def _storage(id: str, what: str, mode: str, share: float = 1.0) -> None:
    def do(room: Newsroom, _chance: random.Random, seconds: float) -> None:
        with room.fault():
            room.s3.mode, room.s3.share = mode, share
            time.sleep(seconds)
            room.s3.mode, room.s3.share = "pass", 1.0

    case(id, what)(do)


_storage("S1", "storage refuses everything with 503", "503")
_storage("S1b", "storage refuses half of everything with 503", "503", 0.5)
_storage("S2", "storage accepts connections and says nothing", "blackhole")
_storage("S3", "storage takes a page and never answers", "stall", 0.2)
_storage("S4", "storage takes every second page and answers 500", "lost", 0.5)
_storage("S5", "storage passes 10 kB a second", "slow:10000")
_storage("S7c", "storage cuts every connection", "reset")


@case("S7", "a page of a first revision is held up until the last one is on storage")
def _delayed(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    end = time.monotonic() + seconds
    with room.fault():
        room.s3.hold = lambda path, rev: (
            path.endswith("index.html") and rev == 1 and time.monotonic() < end
        )
        time.sleep(seconds)


@case("D1", "every hint comes three times")
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


@case("D2", "revisions come shuffled, and nothing else happens")
def _shuffled(_room: Newsroom, _chance: random.Random, _seconds: float) -> None:
    pass


@case("W1", "stop a worker or the intake every five seconds, as a rolling restart does")
def _rolling(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    end = time.monotonic() + seconds
    stops = 0
    while time.monotonic() < end:
        with room.fault():
            room.kill(("worker", "intake", "bulk")[stops % 3], signal.SIGTERM)
        stops += 1
        time.sleep(5)
    room.notes["stops"] = stops


@case("B1", "put a backfill of 25 times as many articles before an editor's")
def _backfill(room: Newsroom, _chance: random.Random, _seconds: float) -> None:
    articles = len(room.producer.ledger.expected())
    room.drain(60)
    idle = sorted(room.producer.seconds_until_live(f"idle-{number}") for number in range(5))
    room.producer.backfill(25 * articles)
    time.sleep(3)
    with room.fault():
        busy = sorted(room.producer.seconds_until_live(f"busy-{number}") for number in range(5))
    room.notes |= {"idle_p50": round(idle[2], 3), "busy_p50": round(busy[2], 3)}


@case("X1", "everything, one after the other, at random")
def _everything(room: Newsroom, chance: random.Random, seconds: float) -> None:
    end = time.monotonic() + seconds
    names = ("K1", "K2", "K6", "R1", "R3", "R6", "R7", "S1", "S4", "S5", "S7", "D1", "W1")
    while time.monotonic() < end:
        CASES[chance.choice(names)].do(room, chance, 5.0)
        time.sleep(2)


def _until_redis_is_back(room: Newsroom) -> None:
    for _try in range(600):
        with suppress(redis.RedisError):
            room.redis.ping()
            return
        time.sleep(0.1)
