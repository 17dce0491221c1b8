"""Figures of the pipeline: revisions by state, latencies, and what has waited longest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from statistics import quantiles

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql._typing import _ColumnExpressionArgument

from models.article import Article
from models.base import db_now
from models.dead_letter import DeadLetter, LetterStatus
from models.revision import Revision
from models.states import OPEN, Lane, State, states_in_use

#: Seconds of waiting after which an article counts as stuck, unless its queue moves.
_STUCK_SECONDS = 60.0
#: The present pace is measured over this many seconds.
_PACE_SECONDS = 60.0
#: How many of the latest publications latencies are computed from.
_SAMPLE = 5_000


@dataclass(frozen=True, slots=True)
class Counts:
    """Open revisions by state and lane, dead letters, live articles, and recent publications."""

    open: dict[State, dict[Lane, int]] = field(default_factory=dict)
    #: Open revisions under embargo.
    scheduled: int = 0
    #: Open dead letters.
    letters: int = 0
    #: Articles that readers see.
    live: int = 0
    #: Published within the last minute, hour and day.
    last_minute: int = 0
    last_hour: int = 0
    last_day: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """An article that is due but not yet live."""

    article_id: str
    rev: int
    state: State
    lane: Lane
    since: datetime
    reason: str | None


@dataclass(frozen=True, slots=True)
class LaneStand:
    """The revisions in one state on one lane."""

    lane: Lane
    state: State
    waiting: int
    #: How many of them are claimed by a worker now.
    working: int
    #: The one that has been due for longest.
    first: Waiting | None
    #: How many of `waiting` are under embargo.
    later: int = 0

    @property
    def due(self) -> int:
        """How many of `waiting` are not under embargo."""
        return self.waiting - self.later

    @property
    def oldest(self) -> datetime | None:
        """Since when the first has been due."""
        return self.first.since if self.first else None


@dataclass(frozen=True, slots=True)
class Latency:
    """Seconds from submission, or the end of an embargo, to live; None if nothing went live."""

    count: int
    p50: float | None = None
    p95: float | None = None
    longest: float | None = None


def counts(session: Session) -> Counts:
    """The counts for the desk's board."""
    by_state: dict[State, dict[Lane, int]] = {state: dict.fromkeys(Lane, 0) for state in OPEN}
    rows = session.execute(
        select(Revision.state, Revision.lane, func.count())
        .where(Revision.state.in_(OPEN))
        .group_by(Revision.state, Revision.lane)
    )
    for state, lane, count in rows:
        by_state[state][lane] = count
    return Counts(
        open=by_state,
        scheduled=_count(session, Revision.state.in_(OPEN), Revision.publish_at > db_now()),
        letters=_count(session, DeadLetter.status == LetterStatus.OPEN),
        live=_count(session, Article.live),
        last_minute=_published(session, 60),
        last_hour=_published(session, 3_600),
        last_day=_published(session, 86_400),
    )


def _published(session: Session, seconds: int) -> int:
    return _count(session, *_published_within(seconds))


def _published_within(seconds: float) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    # Passed as a value: if the query computed the time, the planner could not estimate it, and
    # would scan everything ever published. A clock that is a second off does not matter here.
    since = datetime.now(UTC) - timedelta(seconds=seconds)
    return Revision.state == State.PUBLISHED, Revision.state_at >= since


def _count(session: Session, *conditions: _ColumnExpressionArgument[bool]) -> int:
    return session.scalar(select(func.count()).where(*conditions)) or 0


def lanes(session: Session) -> list[LaneStand]:
    """Every open state in use on every lane, in the order of the pipeline."""
    working = case((Revision.lease_expires_at > db_now(), 1))
    later = case((Revision.publish_at > db_now(), 1))
    counted = (func.count(), func.count(working), func.count(later))
    rows = session.execute(
        select(Revision.lane, Revision.state, *counted)
        .where(Revision.state.in_(OPEN))
        .group_by(Revision.lane, Revision.state)
    )
    known = {(lane, state): counts for lane, state, *counts in rows}
    in_use = {*states_in_use(), *(state for _lane, state in known)}
    stands = []
    for lane in Lane:
        for state in (each for each in OPEN if each in in_use):
            waiting, at_work, embargoed = known.get((lane, state), (0, 0, 0))
            first = _first(session, lane, state) if waiting else None
            stands.append(LaneStand(lane, state, waiting, at_work, first, embargoed))
    return stands


def _first(session: Session, lane: Lane, state: State) -> Waiting | None:
    found = session.scalar(
        select(Revision)
        .where(
            Revision.lane == lane,
            Revision.state == state,
            or_(Revision.publish_at.is_(None), Revision.publish_at <= db_now()),
        )
        .order_by(Revision.id)
        .limit(1)
    )
    if found is None:
        return None
    since = max(found.created_at, found.publish_at or found.created_at)
    if found.published_at is not None:  # readers see it: it is only rendered again
        since = found.state_at
    return Waiting(found.article_id, found.rev, state, lane, since, found.error)


def longest(stands: Iterable[LaneStand], lane: Lane | None = None) -> Waiting | None:
    """Of one lane or of all, the article that has been due for longest without being live."""
    firsts = [each.first for each in stands if each.first and lane in (None, each.lane)]
    return min(firsts, key=lambda each: each.since, default=None)


def waited(waiting: Waiting | None) -> float:
    """How many seconds an article has been waiting; 0.0 if there is none."""
    return (datetime.now(UTC) - waiting.since).total_seconds() if waiting else 0.0


def _is_late(waiting: Waiting) -> bool:
    return waited(waiting) > _STUCK_SECONDS


@dataclass(frozen=True, slots=True)
class Flow:
    """What recently went live on a lane."""

    count: int
    #: The latest time of submission among them.
    newest: datetime | None

    def passes(self, waiting: Waiting) -> bool:
        """Whether `waiting` is in a queue that moves, rather than stuck.

        It is if what went live was submitted hardly later. If much later submissions overtake it,
        or nothing went live, it is stuck.
        """
        if self.newest is None:
            return False
        return (self.newest - waiting.since).total_seconds() <= _STUCK_SECONDS

    def leaves_behind(self, waiting: Waiting) -> bool:
        """Whether `waiting` waits for too long, in a queue that does not move."""
        return _is_late(waiting) and not self.passes(waiting)


def flow(session: Session, lane: Lane) -> Flow:
    """What went live on a lane within the last `_PACE_SECONDS`."""
    count, newest = session.execute(
        select(func.count(), func.max(Revision.created_at)).where(
            *_published_within(_PACE_SECONDS), Revision.lane == lane
        )
    ).one()
    return Flow(count, newest)


def stuck(session: Session, stands: Sequence[LaneStand]) -> Waiting | None:
    """An article that waits for too long in a queue that does not move; None if all move."""
    firsts = [found for lane in Lane if (found := longest(stands, lane))]
    late = [each for each in firsts if _is_late(each)]  # only then is the flow worth a query
    return next((each for each in late if flow(session, each.lane).leaves_behind(each)), None)


def latencies(session: Session, since: datetime) -> Latency:
    """The latency from submission to live, of the latest publications since then."""
    rows = session.execute(
        select(Revision.created_at, Revision.publish_at, Revision.published_at)
        .where(Revision.state == State.PUBLISHED, Revision.state_at >= since)
        .order_by(Revision.state_at.desc())
        .limit(_SAMPLE)
    )
    seconds = sorted(
        (live - max(created, embargo or created)).total_seconds()
        for created, embargo, live in rows
        if live is not None
    )
    if not seconds:
        return Latency(0)
    cuts = quantiles(seconds, n=100, method="inclusive") if len(seconds) > 1 else seconds * 99
    return Latency(len(seconds), cuts[49], cuts[94], seconds[-1])
