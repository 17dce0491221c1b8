"""What probes and monitors ask: is it alive, can it work, how is it doing."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import redis
from fastapi import APIRouter
from sqlalchemy import text
from starlette.responses import JSONResponse, PlainTextResponse, Response

from matbaa.errors import MatbaaError
from matbaa.settings import get_settings
from models.session import look
from tasks.publications import storage_of

router = APIRouter(tags=["health"])

#: A probe's result is good for so long: probes come often, and from many.
_GOOD_FOR_SECONDS = 2.0


@router.get("/livez", response_class=PlainTextResponse, summary="The process is alive")
async def livez() -> str:
    """Answers as long as the process can answer at all."""
    return "ok"


@router.get("/readyz", summary="Everything it needs is there", responses={503: {}})
def readyz() -> Response:
    """Redis, database and storage, each with its own result and that result's age in seconds."""
    results = {name: _probed(name) for name in PROBES}
    ready = all(result["ok"] for result in results.values())
    return JSONResponse({"ready": ready, "checks": results}, 200 if ready else 503)


def _ask_redis() -> None:
    _redis(get_settings().redis_url).ping()


@lru_cache(maxsize=1)
def _redis(url: str) -> redis.Redis:
    return redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2)


def _ask_database() -> None:
    with look() as session:
        session.execute(text("SELECT 1"))


def _ask_storage() -> None:
    for site in get_settings().sites:
        storage_of(site).head("404.html")


PROBES: dict[str, Callable[[], None]] = {
    "redis": _ask_redis,
    "database": _ask_database,
    "storage": _ask_storage,
}
_results: dict[str, tuple[float, dict[str, Any]]] = {}


def _probed(name: str) -> dict[str, Any]:
    at, result = _results.get(name, (0.0, {}))
    if not result or time.monotonic() - at > _GOOD_FOR_SECONDS:
        at, result = time.monotonic(), _probe(name)
        _results[name] = at, result
    return {**result, "age": round(time.monotonic() - at, 3)}


def _probe(name: str) -> dict[str, Any]:
    began = time.monotonic()
    try:
        PROBES[name]()
    except (MatbaaError, redis.RedisError) as error:
        return {"ok": False, "error": str(error)}
    return {"ok": True, "seconds": round(time.monotonic() - began, 4)}
