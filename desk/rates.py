"""Counts the articles that went live in each minute of the past hour, with their latencies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import quantiles
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models import Revision, State
from models.base import UtcDateTime

MINUTES = 60
#: How many of the latest publications the latencies are computed from.
_SAMPLE = 5_000


@dataclass(frozen=True, slots=True)
class Minute:
    """One minute. Its latencies, in seconds from submission to live, are None if nothing did."""

    at: datetime
    published: int = 0
    p50: float | None = None
    p95: float | None = None
    longest: float | None = None


def last_hour(session: Session) -> list[Minute]:
    """The minutes of the past hour, oldest first."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    start = now - timedelta(minutes=MINUTES - 1)
    recent = Revision.state == State.PUBLISHED, Revision.state_at >= start
    minute = _minute(session)
    counted = session.execute(select(minute, func.count()).where(*recent).group_by(minute))
    published: dict[datetime, int] = {row[0]: row[1] for row in counted}
    sample = session.execute(
        select(Revision.created_at, Revision.publish_at, Revision.published_at)
        .where(*recent)
        .order_by(Revision.state_at.desc())
        .limit(_SAMPLE)
    )
    times = _times(sample.all())
    minutes = [start + timedelta(minutes=number) for number in range(MINUTES)]
    return [
        Minute(
            at,
            published.get(at, 0),
            _cut(times[at], 0.5),
            _cut(times[at], 0.95),
            max(times[at], default=None),
        )
        for at in minutes
    ]


def _minute(session: Session) -> ColumnElement[Any]:
    kind = UtcDateTime(timezone=True)
    if session.get_bind().dialect.name == "postgresql":
        return func.date_trunc("minute", Revision.state_at, type_=kind)
    return func.strftime("%Y-%m-%d %H:%M:00.000000", Revision.state_at, type_=kind)


def _times(rows: Sequence[Any]) -> dict[datetime, list[float]]:
    times: dict[datetime, list[float]] = defaultdict(list)
    for created, embargo, live in rows:
        if live is not None:
            seconds = (live - max(created, embargo or created)).total_seconds()
            times[live.replace(second=0, microsecond=0)].append(max(0.0, seconds))
    return times


def _cut(values: list[float], share: float) -> float | None:
    if not values:
        return None
    if len(values) == 1:
        return values[0]
    return quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]
