"""The upkeep: a periodic task that sends new hints for all work that has stopped."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

import redis
import structlog
from celery import shared_task
from sqlalchemy import ColumnElement, Row, Select, or_, select
from sqlalchemy.orm import Session

from matbaa.settings import get_settings
from models import OPEN, Article, Design, Dirty, Lane, Revision, State, lease, outage
from models.base import db_now
from models.session import look, transaction
from tasks import designs, likeness, llm, outcomes, pictures
from tasks.expiry import expire
from tasks.news_age import age_news
from tasks.pipeline import PIPELINE
from tasks.queues import Queue, hint, send
from tasks.reminders import remind

log = structlog.get_logger(__name__)

#: A revision that has waited less is simply on its way.
_PATIENCE_SECONDS = 3.0
#: A queue with more messages than this is busy: its revisions need no second hint.
_BUSY = 8
_MOST = 1_000
#: The most suspects hinted at once, since each takes a message of its own.
_SUSPECTS = 64


@shared_task(name="matbaa.upkeep", ignore_result=True)
def upkeep() -> None:
    """Do the periodic work of the installation, in one process at a time.

    It sends new hints where hints were lost, where retries and embargoes are due, where a dead
    worker's claims have expired and where a site's own pages lag behind. It also takes expired
    articles down, prunes old signatures, and writes receipts that were missed.
    """
    with transaction(durable=False) as session:
        owner = secrets.token_hex(16)
        if not lease.take(session, "upkeep", owner, get_settings().upkeep_seconds * 0.9):
            return
    expire()
    likeness.prune()
    age_news()
    designs.print_on()
    if not _is_busy(Queue.SUMMARIZE):
        llm.let_by()
    _hint_standing()
    _hint_sites()
    pictures.remind()
    remind()


def is_urgent() -> bool:
    """Whether there is work that cannot wait for the next regular round.

    The query is cheap, so that every worker can run it often.
    """
    with look() as session:
        return bool(session.scalar(_urgent()))


@lru_cache(maxsize=1)
def _urgent() -> Select[bool | None]:
    urgent = (
        select(Revision.id).where(*_stands_still()),
        select(Dirty.id),
        select(Article.id).where(Article.expires_at <= db_now()),
        select(Design.site).where(Design.after.is_not(None)),
    )
    return select(or_(*(each.exists() for each in urgent)))


def _stands_still() -> tuple[ColumnElement[bool], ...]:
    return (
        Revision.state.in_(OPEN),
        Revision.state_at <= db_now(-_PATIENCE_SECONDS),
        or_(Revision.next_attempt_at.is_(None), Revision.next_attempt_at <= db_now()),
        or_(Revision.lease_expires_at.is_(None), Revision.lease_expires_at <= db_now()),
    )


def _hint_standing() -> None:
    """Send hints for revisions that stand still.

    Each lane is read by itself, so that a long backfill cannot crowd out an editor's article. While
    storage is away, revisions that wait for it are left out, so they cannot crowd out the others.
    """
    for lane in Lane:
        with look() as session:
            room = outage.room(session, "storage")
            rows = _standing(session, lane, is_storage_away=room == 0)
        hinted = 0
        for state, (ids, suspects) in _by_state(rows).items():
            task, queue = PIPELINE[state]
            if _is_busy(queue.for_lane(lane)):
                continue
            most = room if state is State.RENDERED else None
            alone = suspects[: _SUSPECTS if most is None else most]
            hint(task, ids[:most], queue=queue.for_lane(lane))
            for revision_id in alone:
                hint(task, [revision_id], queue=queue.for_lane(lane))
            hinted += len(ids[:most]) + len(alone)
        if hinted:
            log.info("hinted_again", lane=lane.value, revisions=hinted)


def _standing(
    session: Session, lane: Lane, *, is_storage_away: bool
) -> Sequence[Row[int, State, int]]:
    standing = select(Revision.id, Revision.state, Revision.attempts).where(
        *_stands_still(), Revision.lane == lane
    )
    if is_storage_away:
        standing = standing.where(Revision.state != State.RENDERED)
    return session.execute(standing.order_by(Revision.id).limit(_MOST)).all()


def _by_state(rows: Sequence[Row[int, State, int]]) -> dict[State, tuple[list[int], list[int]]]:
    """By state: ids that were never begun in it, and ids that were, which are hinted one by one."""
    found: dict[State, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for row in rows:
        found[row.state][1 if row.attempts else 0].append(row.id)
    return found


def _hint_sites() -> None:
    with look() as session:
        sites = session.scalars(select(Dirty.site).distinct()).all()
    if not _is_busy(Queue.SITE):
        for site in sites:
            send("matbaa.site", site, queue=Queue.SITE)


def _is_busy(queue: Queue) -> bool:
    try:
        return bool(outcomes.client(get_settings().redis_url).llen(queue.value) > _BUSY)
    except redis.RedisError:
        return True
