"""The checks of `matbaa doctor` on settings and services: Redis, database, storage, clocks, etc."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from difflib import get_close_matches
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matbaa.errors import ServiceUnavailable

if TYPE_CHECKING:
    from matbaa.settings import Site

#: The result of a check: whether it is ok, what was found, and the remedy if it is not ok.
Found = tuple[bool, str, str]
#: How many seconds clocks may differ; dates and embargoes are in whole seconds.
_CLOCK_SECONDS = 2.0
#: From this likeness on (`difflib`), a variable is taken for a misspelt setting.
_LIKE = 0.9
_VERSIONS = {"celery": (5, 6), "redis": (6, 2), "sqlalchemy": (2, 0, 40), "pydantic": (2, 11)}
#: Remedies for checks that fail with an error.
REMEDIES = {
    "redis": "start Redis or set MATBAA_REDIS_URL; `matbaa up` starts its own",
    "database": "start the database or set MATBAA_DATABASE_URL",
    "migrations": "run `matbaa migrate`",
    "storage": "start the storage, or set MATBAA_STORAGE_URL, MATBAA_S3_ENDPOINT_URL and the "
    "AWS credentials",
    "settings": "correct the MATBAA_* variables",
}


def settings() -> Found:
    """Check the settings and the themes that they name, and report the sites."""
    from matbaa.settings import get_settings

    settings = get_settings()
    for variable, meant in _misspelt(type(settings).model_fields):
        return False, f"{variable} is no setting", f"did you mean {meant}? If not, unset it"
    for site in settings.sites.values():
        if problem := _theme_problem(site, settings.templates_dir):
            remedy = "correct the theme, or MATBAA_THEME; no page can be rendered until then"
            return False, f"{site.key}: {problem}", remedy
    sites = ", ".join(f"{site.key} at {site.base_url}" for site in settings.sites.values())
    return True, sites, ""


def _misspelt(fields: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Variables that are nearly, but not quite, called like a setting, each with that setting."""
    known = [f"MATBAA_{name.upper()}" for name in fields]
    for variable in os.environ:
        if variable.startswith("MATBAA_") and variable not in known:
            for meant in get_close_matches(variable, known, n=1, cutoff=_LIKE):
                yield variable, meant


def _theme_problem(site: Site, templates_dir: Path) -> str | None:
    """Why pages cannot be rendered with a site's theme; None if all its templates compile."""
    from jinja2 import TemplateSyntaxError

    from matbaa.pages import Press

    try:
        Press(site, templates_dir).theme.load()
    except TemplateSyntaxError as error:
        return f"theme {site.theme!r}: {error.name}, line {error.lineno}: {error.message}"
    except OSError as error:
        return str(error)
    return None


@contextmanager
def connected() -> Iterator[Any]:
    """A Redis client with short timeouts. Raises ServiceUnavailable."""
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


#: What to do if Redis refuses a write, by the first word of its error.
_REFUSALS = {
    "MISCONF": "free space on the disk of Redis's data, then it takes writes again by itself",
    "OOM": "raise maxmemory, or check the intake: submissions that it has not read fill Redis",
    "READONLY": "MATBAA_REDIS_URL must name the primary server, not a replica",
    "NOPERM": "grant the user in MATBAA_REDIS_URL what deploy/redis/users.acl grants",
}


def redis_server() -> Found:
    """Check that Redis answers and takes writes, and that it evicts no keys."""
    import redis

    from matbaa.settings import get_settings

    settings = get_settings()
    with connected() as client:
        server, memory = client.info("server"), client.info("memory")
        waiting = client.xlen(settings.inbox) + client.xlen(settings.bulk_inbox)
        try:
            client.set("matbaa:desk:doctor", 1, px=1_000)
        except redis.ResponseError as error:
            remedy = next((it for sign, it in _REFUSALS.items() if sign in _code_of(error)), "")
            return False, f"takes no writes: {error}", remedy or REMEDIES["redis"]
    found = f"{server['redis_version']}, {waiting} waiting in the inbox"
    policy = memory.get("maxmemory_policy", "noeviction")
    remedy = "set maxmemory-policy to noeviction: with any other, Redis may drop submissions"
    return policy == "noeviction", f"{found}, {policy}", remedy


def _code_of(error: Exception) -> str:
    """The code that begins an error of Redis; redis-py removes it from those that it knows."""
    known = {"OutOfMemoryError": "OOM", "ReadOnlyError": "READONLY", "NoPermissionError": "NOPERM"}
    return known.get(type(error).__name__, str(error).partition(" ")[0])


def database() -> Found:
    """Check that the database answers and, for SQLite, that its disk has room."""
    from sqlalchemy import text

    from models.backlog import require_room
    from models.session import get_engine, look

    with look() as session:
        session.execute(text("SELECT 1"))
    try:
        require_room()
    except ServiceUnavailable as error:
        remedy = "free space on the disk; until then submissions wait in Redis or are refused"
        return False, error.reason, remedy
    url = get_engine().url.render_as_string(hide_password=True)
    return True, url, ""


def migrations() -> Found:
    """Check that the schema is up to date."""
    from models import migrate
    from models.session import translated

    with translated():
        current, newer = migrate.is_current(), migrate.is_newer()
    if newer:
        return False, "of a newer version of the press", migrate.NEWER
    return current, "up to date" if current else "not up to date", REMEDIES["migrations"]


def clock() -> Found:
    """Check that this host's clock and the database's agree."""
    from sqlalchemy import select

    from models.base import db_now
    from models.session import look

    with look() as session:
        theirs = session.scalar(select(db_now()))
    apart = abs((datetime.now(UTC) - theirs).total_seconds()) if theirs else 0.0
    remedy = "synchronise the clocks of this machine and of the database server (NTP)"
    return apart <= _CLOCK_SECONDS, f"{apart:.1f} s from the database's clock", remedy


def storage_of_sites() -> Found:
    """Check that the storage of every site answers."""
    from matbaa.settings import get_settings
    from tasks.publications import storage_of

    found = []
    for key in get_settings().sites:
        storage = storage_of(key)
        storage.prepare()
        found.append(f"{key}: conditional puts {'yes' if storage.conditional else 'no'}")
    return True, ", ".join(found), ""


def versions() -> Found:
    """Check that libraries are recent enough."""
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
