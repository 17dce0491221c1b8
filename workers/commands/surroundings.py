"""What `matbaa doctor` looks at of the services and settings that the press stands on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from matbaa.errors import ServiceUnavailable

#: Whether it is as it should be, what was found, and what to do where it is not.
Found = tuple[bool, str, str]
#: Clocks may differ by so much: dates and embargoes are in whole seconds.
_CLOCK_SECONDS = 2.0
_VERSIONS = {"celery": (5, 6), "redis": (6, 2), "sqlalchemy": (2, 0, 40), "pydantic": (2, 11)}
#: What to do where a look itself fails.
REMEDIES = {
    "redis": "start Redis, or set MATBAA_REDIS_URL; `matbaa up` brings one",
    "database": "start the database, or set MATBAA_DATABASE_URL",
    "migrations": "run `matbaa migrate`",
    "storage": "start the storage, or set MATBAA_STORAGE_URL, MATBAA_S3_ENDPOINT_URL and the "
    "AWS credentials",
    "settings": "correct the MATBAA_* variables",
}


def settings() -> Found:
    """The sites that the settings name."""
    from matbaa.settings import get_settings

    settings = get_settings()
    sites = ", ".join(f"{site.key} at {site.base_url}" for site in settings.sites.values())
    return True, sites, ""


@contextmanager
def connected() -> Iterator[Any]:
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


def redis_server() -> Found:
    """Redis answers, and throws nothing away."""
    from matbaa.settings import get_settings

    settings = get_settings()
    with connected() as client:
        server, memory = client.info("server"), client.config_get("maxmemory-policy")
        waiting = client.xlen(settings.inbox) + client.xlen(settings.bulk_inbox)
    found = f"{server['redis_version']}, {waiting} waiting in the inbox"
    policy = memory.get("maxmemory-policy", "noeviction")
    remedy = "set maxmemory-policy noeviction: others throw submissions away"
    return policy == "noeviction", f"{found}, {policy}", remedy


def database() -> Found:
    """The database answers."""
    from sqlalchemy import text

    from models.session import get_engine, look

    with look() as session:
        session.execute(text("SELECT 1"))
    url = get_engine().url.render_as_string(hide_password=True)
    return True, url, ""


def migrations() -> Found:
    """The tables are up to date."""
    from models import migrate
    from models.session import translated

    with translated():
        current = migrate.is_current()
    return current, "up to date" if current else "behind", REMEDIES["migrations"]


def clock() -> Found:
    """This clock and the database's agree."""
    from sqlalchemy import select

    from models.base import db_now
    from models.session import look

    with look() as session:
        theirs = session.scalar(select(db_now()))
    apart = abs((datetime.now(UTC) - theirs).total_seconds()) if theirs else 0.0
    remedy = "synchronise the clocks (NTP) of this machine and the database's"
    return apart <= _CLOCK_SECONDS, f"{apart:.1f} s apart from the database's", remedy


def storage_of_sites() -> Found:
    """The storage of every site answers."""
    from matbaa.settings import get_settings
    from tasks.publications import storage_of

    found = []
    for key in get_settings().sites:
        storage = storage_of(key)
        storage.prepare()
        found.append(f"{key}: conditional puts {'yes' if storage.conditional else 'no'}")
    return True, ", ".join(found), ""


def versions() -> Found:
    """Libraries are new enough."""
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
