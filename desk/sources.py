"""Finds out which producers submit, how often, and which have gone quiet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Revision

#: The most sources listed, and how many submissions of each are examined.
_MOST, _SAMPLE = 200, 30
#: A source is quiet if it was silent for this many times its usual pause, and for these seconds.
_TIMES, _AT_LEAST = 6.0, 900.0
#: Submissions fewer seconds apart belong together, as when a folder is sent; they set no habit.
_TOGETHER = 2.0


@dataclass(frozen=True, slots=True)
class Source:
    """A producer; `pause` is its usual time between two submissions, in seconds."""

    name: str
    last: datetime
    silent: float
    pause: float | None

    @property
    def is_quiet(self) -> bool:
        """Whether it has been silent for unusually long."""
        return self.pause is not None and self.silent > max(_AT_LEAST, _TIMES * self.pause)


def sources(session: Session) -> list[Source]:
    """Every source that ever submitted: quiet ones first, then by length of silence."""
    found = [_source(session, name) for name in _names(session)]
    return sorted(found, key=lambda each: (not each.is_quiet, -each.silent))


def _names(session: Session) -> list[str]:
    """The distinct names, by one index lookup each, however many revisions there are."""
    names: list[str] = []
    while len(names) < _MOST:
        after = Revision.source > names[-1] if names else Revision.source.is_not(None)
        name = session.scalar(select(func.min(Revision.source)).where(after))
        if name is None:
            break
        names.append(name)
    return names


def _source(session: Session, name: str) -> Source:
    times = session.scalars(
        select(Revision.created_at)
        .where(Revision.source == name)
        .order_by(Revision.created_at.desc())
        .limit(_SAMPLE)
    ).all()
    apart = ((a - b).total_seconds() for a, b in pairwise(times))
    pauses = [seconds for seconds in apart if seconds >= _TOGETHER]
    pause = median(pauses) if len(pauses) >= 5 else None
    return Source(name, times[0], (datetime.now(UTC) - times[0]).total_seconds(), pause)
