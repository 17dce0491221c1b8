"""Brings receipts up to date that were missed, for example because a worker died in between."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import redis
import structlog
from sqlalchemy import Row, Select, or_, select, update
from sqlalchemy.orm import Session

from matbaa.client import UNDER_WAY
from matbaa.pages.paths import url
from matbaa.settings import get_settings
from models import Article, ReceiptStatus, Revision, State
from models.base import db_now
from models.entry import Answer
from models.session import look, transaction
from models.tally import TallyMark
from tasks import outcomes
from tasks.outcomes import Outcome

log = structlog.get_logger(__name__)

#: Names of two TallyMarks. Up to the first time, all receipts were written; up to the second, a
#: later look confirmed it, because a Redis that is killed may lose its last second of writes.
_TOLD, _SEEN = "receipts", "receipts-seen"
#: How far back the first look of an installation goes.
_FIRST_SECONDS = 3_600.0
#: The shortest time between two looks: a little less than the interval of the upkeep task.
_EVERY = timedelta(seconds=8)
#: A commit becomes visible later than the `state_at` written in it. So each look goes back this far
#: beyond the last one, and leaves the newest seconds to the next one.
_OVERLAP = timedelta(seconds=5)
_LAG_SECONDS = 3.0
#: Revisions read at a time.
_MOST = 2_000
_ENDED = (State.PUBLISHED, State.SUPERSEDED, State.DEAD)
#: Receipt statuses that do not yet reflect the final state. `duplicate` is one of them: an intake
#: writes it when it re-reads an entry that it had stored before it died.
_STALE = UNDER_WAY | {ReceiptStatus.DUPLICATE.value}


def remind() -> None:
    """Write missing or stale receipts of revisions that ended since the last look but one.

    A receipt is stale if a worker died between its commit and the receipt, if a newer revision
    came in between, or if Redis lost the write.
    """
    with transaction() as session:
        told, seen = _mark(session, _TOLD), _mark(session, _SEEN)
        until: datetime = session.scalars(select(db_now(-_LAG_SECONDS))).one()
    if until - told < _EVERY:
        return
    for rows in _ended(seen - _OVERLAP, until):
        try:
            stale = _stale([row.receipt for row in rows])
        except redis.RedisError as error:
            log.warning("receipts_not_read", error=str(error))
            return
        # The marks move only after all is written: if Redis is away or this process dies, the
        # next look covers the same time again.
        if not outcomes.announce(_outcome(row) for row in rows if row.receipt in stale):
            return
    with transaction() as session:
        for name, at in ((_TOLD, until), (_SEEN, told)):
            session.execute(update(TallyMark).where(TallyMark.name == name).values(at=at))


def as_it_stands(answers: Iterable[Answer]) -> dict[tuple[str, int], Outcome]:
    """The present outcomes of revisions whose submission was repeated, by article id and rev."""
    wanted = [(a.article_id, a.rev) for a in answers if a.repeated and a.rev is not None]
    if not wanted:
        return {}
    with look() as session:
        rows = session.execute(
            # Not as a condition on (article_id, rev) pairs: SQLite would scan the whole table.
            _facts().where(
                Revision.article_id.in_({each for each, _rev in wanted}),
                Revision.rev.in_({rev for _id, rev in wanted}),
            )
        ).all()
    return {(row.article_id, row.rev): _outcome(row) for row in rows if row.state != State.SPLIT}


def _mark(session: Session, name: str) -> datetime:
    at = session.scalar(select(TallyMark.at).where(TallyMark.name == name))
    if at is None:
        at = session.scalars(select(db_now(-_FIRST_SECONDS))).one()
        session.add(TallyMark(name=name, at=at))
    return at


def _ended(since: datetime, until: datetime) -> Iterator[Sequence[Row[Any]]]:
    """Revisions that reached a final state between the two times, `_MOST` at a time."""
    last: tuple[datetime, int] | None = (since, 0)
    while last:
        with look() as session:
            rows = session.execute(_after(*last, until)).all()
        last = (rows[-1].state_at, rows[-1].id) if len(rows) == _MOST else None
        yield rows


def _after(at: datetime, number: int, until: datetime) -> Select[*tuple[Any, ...]]:
    """The next `_MOST` ended revisions after (`at`, `number`), ordered by time, then by id."""
    return (
        _facts()
        .add_columns(Revision.id)
        .where(
            Revision.state.in_(_ENDED),
            Revision.state_at <= until,
            Revision.state_at >= at,
            or_(Revision.state_at > at, Revision.id > number),
            Revision.receipt.is_not(None),
        )
        .order_by(Revision.state_at, Revision.id)
        .limit(_MOST)
    )


def _facts() -> Select[*tuple[Any, ...]]:
    return select(
        Revision.receipt,
        Revision.article_id,
        Revision.rev,
        Revision.state,
        Revision.state_at,
        Revision.path,
        Revision.error,
        Article.site,
        Article.live,
    ).join(Article, Article.id == Revision.article_id)


def _outcome(row: Row[Any]) -> Outcome:
    status = "accepted" if row.state.is_open else row.state.value
    is_live = row.state is State.PUBLISHED and row.live
    return Outcome(
        row.receipt,
        row.article_id,
        row.rev,
        status,
        url=url(get_settings().site(row.site), row.path or "") if is_live else None,
        reason=row.error or _reason(row),
    )


def _reason(row: Row[Any]) -> str | None:
    if row.state is State.SUPERSEDED:
        return "a higher revision was accepted"
    is_hidden = row.state is State.PUBLISHED and not row.live
    return "readers do not see it" if is_hidden else None


def _stale(keys: Sequence[str]) -> set[str]:
    if not keys:
        return set()
    settings = get_settings()
    client = outcomes.client(settings.redis_url)
    said = client.mget([f"{settings.receipt_prefix}{key}" for key in keys])
    pairs = zip(keys, said, strict=True)
    return {key for key, text in pairs if text is None or json.loads(text)["status"] in _STALE}
