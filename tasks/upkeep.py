"""Whatever stands still is hinted again."""

from __future__ import annotations

import secrets
from collections import defaultdict
from functools import lru_cache

import redis
import structlog
from celery import shared_task
from sqlalchemy import or_, select

from matbaa.settings import get_settings
from models import OPEN, Dirty, Lane, Revision, State, lease
from models.base import db_now
from models.session import look, transaction
from tasks.expiry import expire
from tasks.pipeline import PIPELINE
from tasks.queues import Queue, hint, send

log = structlog.get_logger(__name__)

#: A revision that waits for less is simply on its way.
_PATIENCE_SECONDS = 3.0
#: A queue that holds more is being worked off: its revisions need no second hint.
_BUSY = 8
_MOST = 1_000


@shared_task(name="matbaa.upkeep", ignore_result=True)
def upkeep() -> None:
    """Take down what has expired, and hint again what stands still: lost hints, due retries and
    embargoes, dead workers' claims, changes that the site's own pages do not show yet. One process
    at a time, others do nothing.
    """
    with transaction() as session:
        owner = secrets.token_hex(16)
        if not lease.take(session, "upkeep", owner, get_settings().upkeep_seconds * 0.9):
            return
    expire()
    _hint_standing()
    _hint_sites()


def _hint_standing() -> None:
    standing: dict[tuple[State, Lane], list[int]] = defaultdict(list)
    suspects: dict[tuple[State, Lane], list[int]] = defaultdict(list)
    with look() as session:
        rows = session.execute(
            select(Revision.id, Revision.state, Revision.lane, Revision.attempts)
            .where(
                Revision.state.in_(OPEN),
                Revision.state_at <= db_now(-_PATIENCE_SECONDS),
                or_(Revision.next_attempt_at.is_(None), Revision.next_attempt_at <= db_now()),
                or_(Revision.lease_expires_at.is_(None), Revision.lease_expires_at <= db_now()),
            )
            .order_by(Revision.id)
            .limit(_MOST)
        ).all()
    for row in rows:
        (suspects if row.attempts else standing)[row.state, row.lane].append(row.id)
    for (state, lane), ids in standing.items():
        task, queue = PIPELINE[state]
        if not _is_busy(queue.for_lane(lane)):
            hint(task, ids, queue=queue.for_lane(lane))
    for (state, lane), ids in suspects.items():
        task, queue = PIPELINE[state]
        if not _is_busy(queue.for_lane(lane)):
            for revision_id in ids:
                hint(task, [revision_id], queue=queue.for_lane(lane))
    if rows:
        log.info("hinted_again", revisions=len(rows))


def _hint_sites() -> None:
    with look() as session:
        sites = session.scalars(select(Dirty.site).distinct()).all()
    for site in sites:
        send("matbaa.site", site, queue=Queue.SITE)


@lru_cache(maxsize=1)
def _redis(url: str) -> redis.Redis:
    return redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2)


def _is_busy(queue: Queue) -> bool:
    try:
        return bool(_redis(get_settings().redis_url).llen(queue.value) > _BUSY)
    except redis.RedisError:
        return True
