"""Adds revisions that went live since the last count to the running totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from models import Event, Revision, State
from models.base import db_now
from models.session import transaction
from models.tally import TallyMark, add

#: Upper bounds of the histograms' buckets, in seconds.
BUCKETS = (0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 1_800.0)
#: The time stamps between which each stage works, including the wait for it.
STAGES = {
    "ingest": ("created_at", "ingested_at"),
    "summarize": ("ingested_at", "summarized_at"),
    "render": ("summarized_at", "rendered_at"),
    "upload": ("rendered_at", "published_at"),
}
_MARK = "published"
#: A commit may become visible this long after the time written in it, so counting lags behind.
_LAG_SECONDS = 10.0
#: How far the first count goes back: a new press may publish before anybody asks for its metrics.
_FIRST = timedelta(hours=1)
_MOST = 50_000

Amounts = dict[tuple[str, str], float]


def count_up() -> None:
    """Bring the totals up to a few seconds ago. Raises ServiceUnavailable."""
    with transaction() as session:
        mark = session.scalar(select(TallyMark).where(TallyMark.name == _MARK).with_for_update())
        until = session.execute(select(db_now(-_LAG_SECONDS))).scalar_one()
        if mark is None:
            mark = TallyMark(name=_MARK, at=until - _FIRST)
            session.add(mark)
        if until > mark.at:
            _count_between(session, mark, until)


def _count_between(session: Session, mark: TallyMark, until: datetime) -> None:
    live = _gone_live(session, mark.at, until)
    if len(live) == _MOST:
        until = live[-1].state_at  # the rest is counted next time
    amounts: Amounts = defaultdict(float)
    amounts["articles_submitted", ""] = _submitted(session, mark.at, until)
    printed_again = _printed_again(session, mark.at, live)
    for row in live:
        amounts["articles_published", ""] += 1
        if (row.article_id, row.rev) not in printed_again:
            _measure(row, amounts)
    add(session, amounts)
    mark.at = until


def _gone_live(session: Session, after: datetime, until: datetime) -> Sequence[Row[Any]]:
    stamps = ("publish_at", "created_at", "ingested_at", "summarized_at", "rendered_at")
    columns = [getattr(Revision, name) for name in (*stamps, "published_at", "state_at")]
    return session.execute(
        select(Revision.article_id, Revision.rev, *columns)
        .where(
            Revision.state == State.PUBLISHED,
            Revision.state_at > after,
            Revision.state_at <= until,
        )
        .order_by(Revision.state_at)
        .limit(_MOST)
    ).all()


def _submitted(session: Session, after: datetime, until: datetime) -> int:
    within = Revision.created_at > after, Revision.created_at <= until
    return session.scalar(select(func.count()).where(*within)) or 0


def _printed_again(
    session: Session, after: datetime, live: Sequence[Row[Any]]
) -> set[tuple[str | None, int | None]]:
    """The revisions among `live` that were only republished, whose times are not measured."""
    if not live:
        return set()
    rows = session.execute(
        select(Event.article_id, Event.rev)
        .where(Event.what == "republish", Event.at >= after - timedelta(days=1))
        .where(Event.article_id.in_({row.article_id for row in live[:10_000]}))
    )
    return {(row.article_id, row.rev) for row in rows}


def _measure(row: Row[Any], amounts: Amounts) -> None:
    due = max(row.created_at, row.publish_at or row.created_at)
    _observe("article_submit_to_live_seconds", "", due, row.published_at, amounts)
    for stage, (begin, end) in STAGES.items():
        began = getattr(row, begin)
        if row.publish_at and began and stage == "summarize":
            began = max(began, row.publish_at)
        _observe("stage_seconds", f"stage={stage}", began, getattr(row, end), amounts)


def _observe(
    name: str, labels: str, began: datetime | None, ended: datetime | None, amounts: Amounts
) -> None:
    if began is None or ended is None:
        return
    seconds = max(0.0, (ended - began).total_seconds())
    bucket = next((str(bound) for bound in BUCKETS if seconds <= bound), "+Inf")
    joined = f"{labels},le={bucket}" if labels else f"le={bucket}"
    amounts[f"{name}_bucket", joined] += 1
    amounts[f"{name}_sum", labels] += seconds
