"""R1 to R11: Redis is killed, emptied, hung, cut off, full, replaced, or gets foreign data."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress

import redis

from tests.faults.cases.case import case
from tests.faults.newsroom import Newsroom, Wanted
from tests.faults.replica import replica
from tests.faults.servers import DISK, full


@case("R1", "kill Redis; its data file is kept")
def _killed(room: Newsroom, _chance: random.Random, _seconds: float) -> None:
    with room.fault():
        room.kill("redis")
        _until_it_is_back(room)


@case("R2", "empty Redis and kill it, so that its data is lost")
def _emptied(room: Newsroom, _chance: random.Random, _seconds: float) -> None:
    with room.fault():
        with suppress(redis.RedisError):
            room.redis.flushall()
        room.kill("redis")
        _until_it_is_back(room)


@case("R3", "FLUSHALL in the middle")
def _flush(room: Newsroom, _chance: random.Random, _seconds: float) -> None:
    with room.fault():
        room.redis.flushall()


@case("R4", "Redis answers nobody for a while (CLIENT PAUSE)")
def _paused(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    with room.fault():
        room.redis.client_pause(int(seconds * 1_000))
        time.sleep(seconds)


@case("R5", "Redis hangs (SIGSTOP)")
def _hangs(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    with room.fault():
        room.kill("redis", signal.SIGSTOP)
        time.sleep(seconds)
        room.kill("redis", signal.SIGCONT)


@case("R6", "Redis cuts every connection once a second")
def _cuts(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    with room.fault():
        for _second in range(int(seconds)):
            with suppress(redis.RedisError):
                room.redis.client_kill_filter(_type="normal", skipme=True)
            time.sleep(1)


@case("R7", "Redis is full")
def _full(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    with room.fault():
        room.redis.config_set("maxmemory", 1)
        time.sleep(seconds)
        room.redis.config_set("maxmemory", 0)


@case("R8", "the disk of Redis is full (MISCONF)", DISK, wanted=Wanted(redis_disk=16))
def _disk_full(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    refused = 0
    with room.fault(), full(room.folder / "data" / "redis"):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                room.redis.set("matbaa:faults", "x" * 4_096)
            except redis.ResponseError:
                refused += 1
            time.sleep(0.2)
    room.notes["writes_refused"] = refused
    _patiently(lambda: room.redis.delete("matbaa:faults"))


@case("R9", "a replica is promoted, the old Redis becomes READONLY", alone=True)
def _failover(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    server = replica(room)
    with room.fault():
        room.redis.wait(1, 1_000)
        old, room.redis = room.redis, server
        server.replicaof("NO", "ONE")
        port = server.connection_pool.connection_kwargs["port"]
        old.replicaof("127.0.0.1", str(port))
        time.sleep(seconds / 2)  # clients still connected to the old one get READONLY
        room.redis_proxy.upstream = room.producer_proxy.upstream = port
        room.redis_proxy.cut()
        room.producer_proxy.cut()


@case("R10", "packets between workers and Redis vanish")
def _blackhole(room: Newsroom, _chance: random.Random, seconds: float) -> None:
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
        # What an operator would do about a message that is read again and again.
        time.sleep(seconds / 2)
        room.redis.delete("ingest", "unacked", "unacked_index")


def _until_it_is_back(room: Newsroom) -> None:
    _patiently(room.redis.ping)


def _patiently(ask: Callable[[], object]) -> None:
    for _try in range(600):
        with suppress(redis.RedisError):
            ask()
            return
        time.sleep(0.1)
