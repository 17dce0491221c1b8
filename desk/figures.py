"""What the board shows, gathered from the tables and kept for a moment for all who look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from desk import rates, sources
from desk.kept import Kept
from desk.machinery import Machinery, look_around
from desk.probes import Probed, probe_all
from models import DeadLetter, Dirty, Lane, LetterStatus, State
from models.queries import (
    LaneStand,
    Latency,
    LetterGroup,
    Waiting,
    lanes,
    latencies,
    letter_groups,
    oldest_waiting,
)
from models.session import look

#: Counted no further: what is more is simply much.
_MOST = 10_000
#: Seconds that an article may wait before somebody should look, and before it stands still.
SLOW, STUCK = 15.0, 60.0


@dataclass(frozen=True, slots=True)
class Standing:
    """The pipeline at one moment."""

    lanes: list[LaneStand]
    #: Published, while listings and feeds do not show it yet.
    uploaded: int
    letters: int
    oldest: Waiting | None
    minutes: list[rates.Minute]
    latency: Latency

    def waiting(self, state: State, lane: Lane | None = None) -> int:
        """Revisions in a state, on one lane or on both."""
        return sum(s.waiting for s in self.lanes if s.state is state and lane in (None, s.lane))

    def since(self, state: State) -> datetime | None:
        """Since when the oldest one in a state has been under way."""
        found = [each.oldest for each in self.lanes if each.state is state and each.oldest]
        return min(found, default=None)

    @property
    def under_way(self) -> int:
        """Everything that is not live yet."""
        return sum(each.waiting for each in self.lanes)

    @property
    def oldest_seconds(self) -> float:
        """How long the oldest one has been waiting; 0.0 where none does."""
        return (datetime.now(UTC) - self.oldest.since).total_seconds() if self.oldest else 0.0

    @property
    def published_last_hour(self) -> int:
        """Articles that went live within the past hour."""
        return sum(minute.published for minute in self.minutes)

    @property
    def verdict(self) -> str:
        """`good`, `busy`, `warn` or `bad`: whether somebody has to do something."""
        if self.oldest_seconds > STUCK:
            return "bad"
        if self.oldest_seconds > SLOW or self.letters:
            return "warn"
        return "busy" if self.under_way else "good"


class Figures:
    """The figures of one desk."""

    def __init__(self) -> None:
        self.standing = Kept(self._standing, 0.5)
        self.groups: Kept[list[LetterGroup]] = Kept(_groups, 1.0)
        self.sources: Kept[list[sources.Source]] = Kept(_sources, 20.0)
        self.probes: Kept[dict[str, Probed]] = Kept(probe_all, 2.0)
        self.machinery: Kept[Machinery] = Kept(look_around, 3.0)
        self._hour = Kept(_hour, 3.0)

    def _standing(self) -> Standing:
        minutes, latency = self._hour.now()
        open_letters = select(DeadLetter.id).where(DeadLetter.status == LetterStatus.OPEN)
        with look() as session:
            return Standing(
                lanes=lanes(session),
                uploaded=_count(session, select(Dirty.id)),
                letters=_count(session, open_letters),
                oldest=oldest_waiting(session),
                minutes=minutes,
                latency=latency,
            )


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
