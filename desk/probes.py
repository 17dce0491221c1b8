"""Probes whether Redis, the database and storage answer."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from dataclasses import dataclass
from functools import lru_cache

import redis
from sqlalchemy import text

from matbaa.errors import MatbaaError
from matbaa.settings import get_settings
from models.session import look
from tasks.publications import storage_of

#: A service that takes longer to answer counts as away.
PATIENCE_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Probed:
    """The result of one probe."""

    ok: bool
    seconds: float
    error: str = ""


@lru_cache(maxsize=1)
def connect(url: str) -> redis.Redis:
    """The Redis client of this process, created at first use."""
    return redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2)


def _redis() -> None:
    connect(get_settings().redis_url).ping()


def _database() -> None:
    with look() as session:
        session.execute(text("SELECT 1"))


def _storage() -> None:
    for site in get_settings().sites:
        storage_of(site).head("404.html")


_PROBES: dict[str, Callable[[], None]] = {
    "redis": _redis,
    "database": _database,
    "storage": _storage,
}


@lru_cache(maxsize=1)
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(2 * len(_PROBES), thread_name_prefix="probe")


def probe_twice() -> dict[str, Probed]:
    """Probe all services, and once more those that failed, as one slow answer is not an outage."""
    results = probe_all()
    if all(probed.ok for probed in results.values()):
        return results
    again = probe_all()
    return {name: probed if probed.ok else again[name] for name, probed in results.items()}


def probe_all() -> dict[str, Probed]:
    """Probe all services in parallel, for at most `PATIENCE_SECONDS`."""
    asked = {name: _pool().submit(_probe, probe) for name, probe in _PROBES.items()}
    deadline = time.monotonic() + PATIENCE_SECONDS
    results = {}
    for name, answer in asked.items():
        try:
            results[name] = answer.result(max(0.0, deadline - time.monotonic()))
        except TooSlow:
            answer.cancel()
            error = f"did not answer within {PATIENCE_SECONDS:g} s"
            results[name] = Probed(False, PATIENCE_SECONDS, error)
    return results


def _probe(probe: Callable[[], None]) -> Probed:
    began = time.monotonic()
    try:
        probe()
    except (MatbaaError, redis.RedisError, OSError) as error:
        return Probed(False, time.monotonic() - began, str(error))
    return Probed(True, time.monotonic() - began)
