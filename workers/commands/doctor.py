"""`matbaa doctor`: what is wrong with the surroundings, and what to do about it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import typer

from matbaa.commands import console
from matbaa.errors import MatbaaError, ServiceUnavailable
from workers.commands import options

#: Clocks may differ by so much: dates and embargoes are in whole seconds.
_CLOCK_SECONDS = 2.0
_SLOW_SECONDS = 1.0
#: An intake reads every second or so, unless it waits for the database.
_LONGEST_PAUSE = 30.0
_STUCK_SECONDS = 60.0
#: How long workers have to say what they read; nobody knows how many will.
_PATIENCE_SECONDS = 2.0
_ASKED_ALL = {"workers", "model"}
_UNREACHABLE = 6
_VERSIONS = {"celery": (5, 6), "redis": (6, 2), "sqlalchemy": (2, 0, 40), "pydantic": (2, 11)}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    ok: bool
    found: str
    #: What to do, where it is not as it should be.
    remedy: str = ""
    seconds: float = 0.0


def doctor(as_json: options.Json = False) -> None:
    """Check Redis, database, storage, clocks, migrations, intake, workers, language model and
    versions, and say what to do about what is wrong.
    """
    checks = list(_checks())
    if as_json:
        said = [asdict(check) for check in checks]
        console.fact_json({"ok": all(check.ok for check in checks), "checks": said})
    else:
        for check in checks:
            console.fact(f"{'ok ' if check.ok else 'BAD'} {check.name:<11} {check.found}")
            if check.remedy and not check.ok:
                console.fact(f"    -> {check.remedy}")
    if not all(check.ok for check in checks):
        raise typer.Exit(_UNREACHABLE)


def _checks() -> Iterator[Check]:
    for name, check in _LOOKS.items():
        began = time.monotonic()
        try:
            ok, found, remedy = check()
        except (MatbaaError, OSError) as error:
            ok, found, remedy = False, str(error), _REMEDIES.get(name, "")
        took = time.monotonic() - began
        if ok and took > _SLOW_SECONDS and name not in _ASKED_ALL:
            found = f"{found} (slow: {took:.1f} s)"
        yield Check(name, ok, found, remedy, round(took, 3))


_Found = tuple[bool, str, str]
_REMEDIES = {
    "redis": "start Redis, or set MATBAA_REDIS_URL; `matbaa up` brings one",
    "database": "start the database, or set MATBAA_DATABASE_URL",
    "migrations": "run `matbaa migrate`",
    "storage": "start the storage, or set MATBAA_STORAGE_URL, MATBAA_S3_ENDPOINT_URL and the "
    "AWS credentials",
    "settings": "correct the MATBAA_* variables",
}


def _settings() -> _Found:
    from matbaa.settings import get_settings

    settings = get_settings()
    sites = ", ".join(f"{site.key} at {site.base_url}" for site in settings.sites.values())
    return True, sites, ""


@contextmanager
def _connected() -> Iterator[Any]:
    """Redis, asked with little patience. Raises ServiceUnavailable."""
    import redis

    from matbaa.settings import get_settings

    url = get_settings().redis_url
    client = redis.Redis.from_url(url, socket_timeout=3, socket_connect_timeout=3)
    try:
        yield client
    except redis.RedisError as error:
        raise ServiceUnavailable("redis", str(error)) from error
    finally:
        client.close()


def _redis() -> _Found:
    from matbaa.settings import get_settings

    settings = get_settings()
    with _connected() as client:
        server, memory = client.info("server"), client.config_get("maxmemory-policy")
        waiting = client.xlen(settings.inbox) + client.xlen(settings.bulk_inbox)
    found = f"{server['redis_version']}, {waiting} waiting in the inbox"
    policy = memory.get("maxmemory-policy", "noeviction")
    remedy = "set maxmemory-policy noeviction: others throw submissions away"
    return policy == "noeviction", f"{found}, {policy}", remedy


def _database() -> _Found:
    from sqlalchemy import text

    from models.session import get_engine, look

    with look() as session:
        session.execute(text("SELECT 1"))
    url = get_engine().url.render_as_string(hide_password=True)
    return True, url, ""


def _migrations() -> _Found:
    from models import migrate
    from models.session import translated

    with translated():
        current = migrate.is_current()
    return current, "up to date" if current else "behind", _REMEDIES["migrations"]


def _clock() -> _Found:
    from sqlalchemy import select

    from models.base import db_now
    from models.session import look

    with look() as session:
        theirs = session.scalar(select(db_now()))
    apart = abs((datetime.now(UTC) - theirs).total_seconds()) if theirs else 0.0
    remedy = "synchronise the clocks (NTP) of this machine and the database's"
    return apart <= _CLOCK_SECONDS, f"{apart:.1f} s apart from the database's", remedy


def _storage() -> _Found:
    from matbaa.settings import get_settings
    from tasks.publications import storage_of

    found = []
    for key in get_settings().sites:
        storage = storage_of(key)
        storage.prepare()
        found.append(f"{key}: conditional puts {'yes' if storage.conditional else 'no'}")
    return True, ", ".join(found), ""


def _workers() -> _Found:
    from models.queries import oldest_waiting
    from models.session import look

    with look() as session:
        oldest = oldest_waiting(session)
    waits = (datetime.now(UTC) - oldest.since).total_seconds() if oldest else 0.0
    found = f"{oldest.article_id} is {oldest.state.value} for {waits:.0f} s" if oldest else ""
    if unread := _queues_unread():
        said = f"no worker reads {', '.join(unread)}"
        remedy = "start workers for these queues; nothing is lost, what is accepted waits for them"
        return False, f"{said}; {found}" if found else said, remedy
    remedy = "look whether workers and beat run, and at `matbaa dead-letters --groups`"
    return waits < _STUCK_SECONDS, found or "every queue is read, nothing waits", remedy


def _queues_unread() -> list[str]:
    """The queues of every article's way that nobody reads; none where Redis cannot be asked, which
    is told by itself.
    """
    from tasks.queues import Queue

    optional = {Queue.LLM, Queue.BULK_LLM, Queue.PICTURES}
    try:
        with _connected() as client:
            client.ping()
        unread = {each.value for each in Queue if each not in optional} - _queues_read()
        return sorted(unread - _queues_read() if unread else unread)  # a busy one answers late
    except ServiceUnavailable:
        return []


def _intake() -> _Found:
    import redis

    from matbaa.settings import get_settings

    name, consumers = get_settings().inbox, []
    try:
        with _connected() as client, suppress(redis.ResponseError):  # there is no stream yet
            consumers = client.xinfo_consumers(name, "matbaa")
    except ServiceUnavailable:
        return True, "cannot be asked", ""  # Redis is told by itself
    idle = min((each["idle"] / 1000 for each in consumers), default=None)
    remedy = "start an intake: `python -m workers.intake`; what is sent waits for it in Redis"
    if idle is None:
        return False, f"nobody has ever read {name}", remedy
    return idle < _LONGEST_PAUSE, f"read {name} {idle:.0f} s ago", remedy


def _model() -> _Found:
    from matbaa.settings import get_settings
    from tasks.queues import Queue
    from tasks.writer import is_left_alone

    settings = get_settings()
    if not settings.llm_base_url:
        return True, "none is asked", ""
    if is_left_alone():
        found = f"{settings.llm_base_url} failed over and over and is left alone for now"
        return False, found, "see that it answers, and MATBAA_LLM_MODEL and its key are right"
    unread = sorted({Queue.LLM.value, Queue.BULK_LLM.value} - _queues_read())
    found = f"no worker reads {', '.join(unread)}" if unread else settings.llm_base_url
    remedy = (
        "start workers for the queues llm and bulk.llm (compose: `--profile llm`); until then "
        f"articles go on with summaries by rule after {settings.llm_wait_seconds:g} s, bulk waits"
    )
    return not unread, found, remedy


def _queues_read() -> set[str]:
    from kombu.exceptions import OperationalError
    from redis import RedisError

    from workers.celery import app

    try:
        found = app.control.inspect(timeout=_PATIENCE_SECONDS).active_queues() or {}
    except (OperationalError, RedisError) as error:
        raise ServiceUnavailable("redis", str(error)) from error
    return {queue["name"] for queues in found.values() for queue in queues}


def _outlets() -> _Found:
    from sqlalchemy import select

    from models import OutletRow
    from models.session import look

    with look() as session:
        rows = session.scalars(select(OutletRow).order_by(OutletRow.site, OutletRow.name)).all()
    said = [f"{row.site}/{row.name}: {row.error or f'{row.taken} told'}" for row in rows]
    remedy = "see that the CDN, hub or search engine answers, and its key or token is right"
    return not any(row.failures for row in rows), ", ".join(said) or "nobody was told", remedy


def _versions() -> _Found:
    from matbaa import __version__

    old = []
    for name, least in _VERSIONS.items():
        try:
            parts = tuple(int(part) for part in version(name).split(".")[:3] if part.isdecimal())
        except PackageNotFoundError:
            parts = ()
        if parts < least:
            old.append(f"{name} {'.'.join(map(str, parts)) or 'is missing'}")
    return not old, ", ".join(old) or f"matbaa {__version__}", "pip install -r requirements.txt"


_LOOKS: dict[str, Callable[[], _Found]] = {
    "versions": _versions,
    "settings": _settings,
    "redis": _redis,
    "database": _database,
    "migrations": _migrations,
    "clock": _clock,
    "storage": _storage,
    "intake": _intake,
    "workers": _workers,
    "model": _model,
    "outlets": _outlets,
}
