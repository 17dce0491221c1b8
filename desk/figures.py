"""The figures of the desk's board, read from the database and cached briefly for all viewers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from desk import rates, sources
from desk.kept import Kept
from desk.machinery import Machinery, look_around
from desk.probes import Probed, probe_all, probe_twice
from models import DeadLetter, Dirty, Lane, LetterStatus, State
from models.queries import (
    Flow,
    LaneStand,
    Latency,
    LetterGroup,
    Waiting,
    flow,
    lanes,
    latencies,
    letter_groups,
    longest,
    waited,
)
from models.session import look

#: Counting stops here; beyond it the exact number does not matter.
_MOST = 10_000
#: Seconds of waiting after which an article counts as slow.
SLOW = 15.0


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of the pipeline at one moment."""

    lanes: list[LaneStand]
    #: Published articles that listings and feeds do not show yet.
    uploaded: int
    letters: int
    #: By lane: the article that has been due for longest, and what recently went live.
    oldest: Mapping[Lane, Waiting]
    flows: Mapping[Lane, Flow]
    minutes: list[rates.Minute]
    latency: Latency

    def waiting(self, state: State, lane: Lane | None = None) -> int:
        """How many revisions in a state are due, on one lane or on both."""
        here = (s for s in self.lanes if s.state is state and lane in (None, s.lane))
        return sum(stand.due for stand in here)

    def since(self, state: State) -> datetime | None:
        """Since when the oldest revision in a state has been due; None if there is none."""
        found = [each.oldest for each in self.lanes if each.state is state and each.oldest]
        return min(found, default=None)

    @property
    def under_way(self) -> int:
        """How many revisions are due and not live yet."""
        return sum(each.due for each in self.lanes)

    @property
    def later(self) -> int:
        """How many revisions are under embargo."""
        return sum(each.later for each in self.lanes)

    def waited(self, lane: Lane) -> float:
        """How many seconds the oldest article of a lane has been waiting; 0.0 if none is."""
        return waited(self.oldest.get(lane))

    def stands_still(self, lane: Lane) -> bool:
        """Whether the oldest article of a lane waits too long, in a queue that does not move."""
        oldest = self.oldest.get(lane)
        return oldest is not None and self.flows[lane].leaves_behind(oldest)

    @property
    def stuck(self) -> Waiting | None:
        """An article that stands still, if there is one."""
        return next((self.oldest[lane] for lane in Lane if self.stands_still(lane)), None)

    @property
    def last_minute(self) -> int:
        """How many articles went live within the past minute."""
        return sum(flow.count for flow in self.flows.values())

    @property
    def seconds_left(self) -> float | None:
        """Seconds until everything is live at the present pace; None if nothing moves."""
        return self.under_way * 60 / self.last_minute if self.last_minute else None

    @property
    def oldest_seconds(self) -> float:
        """How many seconds the oldest article of all has been waiting; 0.0 if none is."""
        return max(self.waited(lane) for lane in Lane)

    @property
    def is_slow(self) -> bool:
        """Whether news waits longer than it should. Bulk work may take longer."""
        return self.waited(Lane.NEWS) > SLOW

    @property
    def published_last_hour(self) -> int:
        """How many articles went live within the past hour."""
        return sum(minute.published for minute in self.minutes)

    @property
    def verdict(self) -> str:
        """`good`, `busy`, `warn` or `bad`; the last two mean that somebody should act."""
        if self.stuck:
            return "bad"
        if self.is_slow or self.letters:
            return "warn"
        return "busy" if self.under_way else "good"


class Figures:
    """The cached figures of one desk process."""

    def __init__(self) -> None:
        self.standing = Kept(self._standing, 0.5)
        self.groups: Kept[list[LetterGroup]] = Kept(_groups, 1.0)
        self.sources: Kept[list[sources.Source]] = Kept(_sources, 20.0)
        self.probes: Kept[dict[str, Probed]] = Kept(probe_all, 2.0)
        #: For pages shown to people: probed twice, so that one slow answer raises no alarm.
        self.services: Kept[dict[str, Probed]] = Kept(probe_twice, 2.0)
        self.machinery: Kept[Machinery] = Kept(look_around, 3.0)
        self._hour = Kept(_hour, 3.0)

    def _standing(self) -> Standing:
        minutes, latency = self._hour.now()
        open_letters = select(DeadLetter.id).where(DeadLetter.status == LetterStatus.OPEN)
        with look() as session:
            stands = lanes(session)
            return Standing(
                lanes=stands,
                uploaded=_count(session, select(Dirty.id)),
                letters=_count(session, open_letters),
                oldest=_oldest(stands),
                flows={lane: flow(session, lane) for lane in Lane},
                minutes=minutes,
                latency=latency,
            )


def _oldest(stands: list[LaneStand]) -> dict[Lane, Waiting]:
    found = {lane: longest(stands, lane) for lane in Lane}
    return {lane: each for lane, each in found.items() if each}


def _hour() -> tuple[list[rates.Minute], Latency]:
    with look() as session:
        since = datetime.now(UTC) - timedelta(hours=1)
        return rates.last_hour(session), latencies(session, since)


def _groups() -> list[LetterGroup]:
    with look() as session:
        return letter_groups(session)


def _sources() -> list[sources.Source]:
    with look() as session:
        return sources.sources(session)


def _count(session: Session, ids: Select[int]) -> int:
    return session.scalar(select(func.count()).select_from(ids.limit(_MOST).subquery())) or 0
