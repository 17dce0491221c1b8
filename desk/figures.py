"""What the board shows, gathered from the tables and kept for a moment for all who look."""

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
)
from models.session import look

#: Counted no further: what is more is simply much.
_MOST = 10_000
#: Seconds that an article may wait before somebody should look, and before it stands still.
SLOW, STUCK = 15.0, 60.0
#: The pace is what went live within so many seconds.
_PACE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Standing:
    """The pipeline at one moment."""

    lanes: list[LaneStand]
    #: Published, while listings and feeds do not show it yet.
    uploaded: int
    letters: int
    #: By lane: what has been due for longest, and what went live within the past minute.
    oldest: Mapping[Lane, Waiting]
    flows: Mapping[Lane, Flow]
    minutes: list[rates.Minute]
    latency: Latency

    def waiting(self, state: State, lane: Lane | None = None) -> int:
        """Revisions in a state that are due, on one lane or on both."""
        here = (s for s in self.lanes if s.state is state and lane in (None, s.lane))
        return sum(stand.due for stand in here)

    def since(self, state: State) -> datetime | None:
        """Since when the oldest one in a state has been under way."""
        found = [each.oldest for each in self.lanes if each.state is state and each.oldest]
        return min(found, default=None)

    @property
    def under_way(self) -> int:
        """Everything that is due and not live yet."""
        return sum(each.due for each in self.lanes)

    @property
    def later(self) -> int:
        """Everything under embargo."""
        return sum(each.later for each in self.lanes)

    def waited(self, lane: Lane) -> float:
        """How long the oldest one of a lane has been waiting; 0.0 where none does."""
        found = self.oldest.get(lane)
        return (datetime.now(UTC) - found.since).total_seconds() if found else 0.0

    def stands_still(self, lane: Lane) -> bool:
        """The oldest one of a lane waits for too long, and not because it stands in a line."""
        if self.waited(lane) <= STUCK:
            return False
        return not self.flows[lane].passes(self.oldest[lane], STUCK)

    @property
    def stuck(self) -> Waiting | None:
        """An article that stands still."""
        return next((self.oldest[lane] for lane in Lane if self.stands_still(lane)), None)

    @property
    def last_minute(self) -> int:
        """Articles that went live within the past minute."""
        return sum(flow.count for flow in self.flows.values())

    @property
    def seconds_left(self) -> float | None:
        """Until everything is live at the present pace; None where nothing moves."""
        return self.under_way * 60 / self.last_minute if self.last_minute else None

    @property
    def oldest_seconds(self) -> float:
        """How long the oldest one of all has been waiting; 0.0 where none does."""
        return max(self.waited(lane) for lane in Lane)

    @property
    def is_slow(self) -> bool:
        """News waits for longer than it should. Bulk work may take its time."""
        return self.waited(Lane.NEWS) > SLOW

    @property
    def published_last_hour(self) -> int:
        """Articles that went live within the past hour."""
        return sum(minute.published for minute in self.minutes)

    @property
    def verdict(self) -> str:
        """`good`, `busy`, `warn` or `bad`: whether somebody has to do something."""
        if self.stuck:
            return "bad"
        if self.is_slow or self.letters:
            return "warn"
        return "busy" if self.under_way else "good"


class Figures:
    """The figures of one desk."""

    def __init__(self) -> None:
        self.standing = Kept(self._standing, 0.5)
        self.groups: Kept[list[LetterGroup]] = Kept(_groups, 1.0)
        self.sources: Kept[list[sources.Source]] = Kept(_sources, 20.0)
        self.probes: Kept[dict[str, Probed]] = Kept(probe_all, 2.0)
        #: For people, who are not to be frightened by one slow answer.
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
                flows={lane: flow(session, lane, _PACE_SECONDS) for lane in Lane},
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
