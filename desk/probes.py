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

from matbaa.errors import MatbaaError, ServiceUnavailable
from matbaa.settings import get_settings
from models.backlog import require_room
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
    """Probe all services, and once more those that failed, as one slow answer is not an outage.

    A database that has no room for submissions counts as failed too.
    """
    results = probe_all()
    if not all(probed.ok for probed in results.values()):
        again = probe_all()
        results = {name: it if it.ok else again[name] for name, it in results.items()}
    if results["database"].ok:
        results["database"] = _with_room(results["database"])
    return results


def _with_room(database: Probed) -> Probed:
    try:
        require_room()
    except (ServiceUnavailable, OSError) as error:
        return Probed(False, database.seconds, getattr(error, "reason", str(error)))
    return database


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
