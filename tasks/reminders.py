"""Receipts that were not brought up to date when their worker died are brought up to date later."""

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

#: Up to when all were told; and up to when they were seen to be told a look later: a Redis that is
#: killed may lose the last second of what it took.
_TOLD, _SEEN = "receipts", "receipts-seen"
#: The first look of a press goes back so far: there may have been no quiet moment for one before.
_FIRST_SECONDS = 3_600.0
#: A little less than the upkeep takes to come round.
_EVERY = timedelta(seconds=8)
#: A commit may become visible so long after the time that is written in it.
_OVERLAP = timedelta(seconds=5)
_LAG_SECONDS = 3.0
_MOST = 2_000
_ENDED = (State.PUBLISHED, State.SUPERSEDED, State.DEAD)
#: What a receipt says that does not know of the end yet; `duplicate` is what an intake says that
#: reads again what it had written down before it died.
_STALE = UNDER_WAY | {ReceiptStatus.DUPLICATE.value}


def remind() -> None:
    """Tell the producers of what ended since the last look but one, where their receipts do not
    say so: a worker died between its commit and the receipt, a newer revision came in between, or
    Redis lost what it had been told.
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
        # Marked when they are told: a Redis that is away, or a process that dies, leaves them due.
        if not outcomes.announce(_outcome(row) for row in rows if row.receipt in stale):
            return
    with transaction() as session:
        for name, at in ((_TOLD, until), (_SEEN, told)):
            session.execute(update(TallyMark).where(TallyMark.name == name).values(at=at))


def as_it_stands(answers: Iterable[Answer]) -> dict[tuple[str, int], Outcome]:
    """What became of the revisions that submissions with a repeated key had led to."""
    wanted = [(a.article_id, a.rev) for a in answers if a.repeated and a.rev is not None]
    if not wanted:
        return {}
    with look() as session:
        rows = session.execute(
            # Not by pairs of both: SQLite would read the whole table.
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
    """What ended between, `_MOST` at a time."""
    last: tuple[datetime, int] | None = (since, 0)
    while last:
        with look() as session:
            rows = session.execute(_after(*last, until)).all()
        last = (rows[-1].state_at, rows[-1].id) if len(rows) == _MOST else None
        yield rows


def _after(at: datetime, number: int, until: datetime) -> Select[*tuple[Any, ...]]:
    """In the order in which they ended, those that ended together by their numbers."""
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
    ).join(Article, Article.id == Revision.article_id)


def _outcome(row: Row[Any]) -> Outcome:
    status = "accepted" if row.state.is_open else row.state.value
    is_live = row.state is State.PUBLISHED
    return Outcome(
        row.receipt,
        row.article_id,
        row.rev,
        status,
        url=url(get_settings().site(row.site), row.path or "") if is_live else None,
        reason=row.error or _reason(row.state),
    )


def _reason(state: State) -> str | None:
    return "a higher revision was accepted" if state is State.SUPERSEDED else None


def _stale(keys: Sequence[str]) -> set[str]:
    if not keys:
        return set()
    settings = get_settings()
    client = outcomes.client(settings.redis_url)
    said = client.mget([f"{settings.receipt_prefix}{key}" for key in keys])
    pairs = zip(keys, said, strict=True)
    return {key for key, text in pairs if text is None or json.loads(text)["status"] in _STALE}
