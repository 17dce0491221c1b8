"""Ends embargoes and expires articles on time, instead of at the next round of the upkeep."""

from __future__ import annotations

import time
from collections import defaultdict
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models import OPEN, Article, Lane, Revision, State
from models.base import db_now
from models.session import look
from tasks.expiry import expire
from tasks.pipeline import hint_stage

#: What has been due for longer is left to the upkeep.
_LATE_SECONDS = 3.0
#: Added to each wait, so that it ends a moment late rather than a moment early.
_MARGIN_SECONDS = 0.005


def act_on_time(seconds: float) -> None:
    """Wait until the next embargo or expiry is due, for at most `seconds`, then act on it.

    May run in several processes at once, since what is due is claimed as usual. Raises
    ServiceUnavailable.
    """
    with look() as session:
        wait = _until_next(session, seconds)
    time.sleep(seconds if wait is None else wait + _MARGIN_SECONDS)
    if wait is not None:
        _hint_due()
        expire()


def _until_next(session: Session, most: float) -> float | None:
    """Seconds until the next embargo or expiry; None if there is none within `most` seconds."""
    now, *found = session.execute(_firsts(most)).one()
    due = [(first - now).total_seconds() for first in found if first]
    return max(0.0, min(due)) if due else None


@lru_cache(maxsize=4)
def _firsts(most: float) -> Select[*tuple[Any, ...]]:
    embargo, expiry = Revision.publish_at, Article.expires_at
    firsts = (
        select(func.min(embargo)).where(_within(embargo, most), _open()),
        select(func.min(expiry)).where(_within(expiry, most)),
    )
    return select(db_now(), *(each.scalar_subquery() for each in firsts))


def _within(column: InstrumentedAttribute[datetime | None], most: float) -> ColumnElement[bool]:
    return and_(column > db_now(), column <= db_now(most))


def _open() -> ColumnElement[bool]:
    return Revision.state.in_(OPEN)


def _hint_due() -> None:
    with look() as session:
        rows = session.execute(
            select(Revision.id, Revision.state, Revision.lane).where(
                Revision.publish_at <= db_now(),
                Revision.publish_at > db_now(-_LATE_SECONDS),
                _open(),
            )
        ).all()
    waiting: dict[tuple[State, Lane], list[int]] = defaultdict(list)
    for row in rows:
        waiting[row.state, row.lane].append(row.id)
    for (state, lane), ids in waiting.items():
        hint_stage(state, lane, ids)
