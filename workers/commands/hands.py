"""The checks of `matbaa doctor` on running processes: intake, beat, workers, language model."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from typing import TYPE_CHECKING

from matbaa.errors import ServiceUnavailable
from workers.commands.surroundings import Found, connected

if TYPE_CHECKING:
    from tasks.queues import Queue

#: An intake reads every second or so, unless it is waiting for the database.
_LONGEST_PAUSE = 30.0
#: Beat sends something every ten seconds; a busy machine may be late.
_BEAT_SECONDS = 60.0
#: How many seconds workers have to answer; the wait is always full, as their number is unknown.
_PATIENCE_SECONDS = 2.0


def intake() -> Found:
    """Check when an intake last read the inbox."""
    import redis

    from matbaa.settings import get_settings

    name, consumers = get_settings().inbox, []
    try:
        with connected() as client, suppress(redis.ResponseError):  # there is no stream yet
            consumers = client.xinfo_consumers(name, "matbaa")
    except ServiceUnavailable:
        return True, "not checked, because Redis does not answer", ""  # Redis has its own check
    idle = min((each["idle"] / 1000 for each in consumers), default=None)
    remedy = "start an intake: `python -m workers.intake`; until then submissions wait in Redis"
    if idle is None:
        return False, f"no intake has ever read {name}", remedy
    return idle < _LONGEST_PAUSE, f"last read {name} {idle:.0f} s ago", remedy


def beat() -> Found:
    """Check when beat last sent a task."""
    from workers.beat import seconds_ago

    try:
        with connected() as client:
            ago = seconds_ago(client)
    except ServiceUnavailable:
        return True, "not checked, because Redis does not answer", ""  # Redis has its own check
    remedy = (
        "start one: `celery --app=workers.celery beat`; until then workers retry stalled articles "
        "by themselves, and storage is not compared with the database"
    )
    if ago is None:
        return False, "has not run in the past day", remedy
    return ago <= _BEAT_SECONDS, f"last ran {ago:.0f} s ago", remedy


def workers() -> Found:
    """Check that some worker reads every queue, and report what has waited longest."""
    from models.queries import lanes, longest, stuck, waited
    from models.session import look

    with look() as session:
        stands = lanes(session)
        oldest, is_stuck = longest(stands), stuck(session, stands) is not None
    waits = waited(oldest)
    found = f"{oldest.article_id} has been {oldest.state.value} for {waits:.0f} s" if oldest else ""
    found += f": {oldest.reason}" if oldest and oldest.reason else ""
    unread = _unread(_on_the_way())
    if unread and not _without_bulk(unread):
        said = f"no worker reads {', '.join(unread)}"
        remedy = "start workers for these queues; nothing is lost, accepted articles wait for them"
        return False, f"{said}; {found}" if found else said, remedy
    remedy = "check that workers and beat are running, and see `matbaa dead-letters --groups`"
    if oldest and oldest.reason:
        remedy = f"remove the cause; `matbaa status {oldest.article_id}` shows how it came about"
    all_read = (
        "every queue is read" if not unread else "no worker for bulk work, but none is waiting"
    )
    return not is_stuck, found or f"{all_read}; no article is waiting", remedy


def _on_the_way() -> set[Queue]:
    """The queues that are used here, without those that need a setting which is off."""
    from matbaa.settings import get_settings
    from tasks.queues import Queue

    pictures = set() if get_settings().fetch_images else {Queue.PICTURES}
    return set(Queue) - {Queue.LLM, Queue.BULK_LLM} - pictures


def _unread(wanted: Collection[Queue]) -> list[str]:
    """Those of `wanted` that no worker reads; none if Redis is away, which has its own check."""
    names = {queue.value for queue in wanted}
    try:
        with connected() as client:
            client.ping()
        unread = names - _queues_read()
        # Asked twice if need be, since a busy worker may answer late.
        return sorted(unread - _queues_read() if unread else unread)
    except ServiceUnavailable:
        return []


def _without_bulk(unread: Collection[str]) -> bool:
    """Whether exactly the bulk queues are unread, while no bulk work waits.

    A newsroom that imports no archive needs no workers for them.
    """
    from models import Lane
    from models.queries import lanes
    from models.session import look

    if set(unread) != {queue.value for queue in _on_the_way() if queue.value.startswith("bulk.")}:
        return False
    with look() as session:
        return not any(stand.waiting for stand in lanes(session) if stand.lane is Lane.BULK)


def model() -> Found:
    """Check that the language model answers, and that workers read its queues."""
    from matbaa.settings import get_settings
    from tasks.queues import Queue
    from tasks.writer import is_left_alone

    settings = get_settings()
    if not settings.llm_base_url:
        return True, "not configured", ""
    if is_left_alone():
        found = f"{settings.llm_base_url} failed repeatedly; requests to it are paused"
        return False, found, "check that it answers, and MATBAA_LLM_MODEL and MATBAA_LLM_API_KEY"
    asked = {Queue.LLM.value, Queue.BULK_LLM.value}
    silent = _unread(_on_the_way() | {Queue.LLM, Queue.BULK_LLM})
    if _without_bulk([name for name in silent if name not in asked]):
        asked.remove(Queue.BULK_LLM.value)
    unread = [name for name in silent if name in asked]
    found = f"no worker reads {', '.join(unread)}" if unread else settings.llm_base_url
    remedy = (
        "start workers for the queues llm and bulk.llm (compose: `--profile llm`); until then "
        f"articles get extractive summaries after {settings.llm_wait_seconds:g} s; bulk work waits"
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


def outlets() -> Found:
    """Check that CDNs, search engines and hubs accept our notices."""
    from sqlalchemy import select

    from models import OutletRow
    from models.session import look

    with look() as session:
        rows = session.scalars(select(OutletRow).order_by(OutletRow.site, OutletRow.name)).all()
    said = [f"{row.site}/{row.name}: {row.error or f'{row.taken} sent'}" for row in rows]
    remedy = "check that the CDN, hub or search engine answers and that its key or token is right"
    return not any(row.failures for row in rows), ", ".join(said) or "none notified yet", remedy
