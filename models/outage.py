"""Outages that all workers know of: who needs a service that is away leaves it alone, then one
probes, and after that ever more may.

Source: Michael Nygard, "Release It!", the circuit breaker; shared here through a row, so that a
hundred workers do not each find out for themselves.
"""

from __future__ import annotations

import random
from datetime import datetime

from sqlalchemy import Integer, String, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, db_now

#: Failures one after the other that make an outage: fewer may be one bad connection.
_TRIPS = 3
_SHORTEST_SECONDS, _LONGEST_SECONDS = 1.0, 20.0
#: A probe that has not ended by then has died.
_PROBE_SECONDS = 30.0


class Outage(Base):
    """A service that failed last time it was asked; there is no row of one that works."""

    __tablename__ = "outages"

    service: Mapped[str] = mapped_column(String(80), primary_key=True)
    #: Batches in a row that failed.
    failures: Mapped[int] = mapped_column(Integer)
    #: Nobody asks it before.
    until: Mapped[datetime]
    #: How many revisions one batch may try, once `until` is over.
    most: Mapped[int] = mapped_column(Integer)


_SERVICE = Outage.service == bindparam("service")
_ROOM = select(Outage.most, Outage.until <= db_now()).where(_SERVICE, Outage.failures >= _TRIPS)
_STANDS = select(Outage.failures, Outage.most).where(_SERVICE)


def room(session: Session, service: str) -> int | None:
    """How many revisions may be tried with `service` now; None where it works as far as is known.

    Only looks: many may be told the same.
    """
    row = session.execute(_ROOM, {"service": service}).one_or_none()
    if row is None:
        return None
    return int(row[0]) if row[1] else 0


def away(session: Session) -> list[str]:
    """The services that are in an outage, and did not answer since it began."""
    silent = Outage.failures >= _TRIPS, Outage.most == 1
    return list(session.scalars(select(Outage.service).where(*silent)))


def probe(session: Session, service: str) -> int | None:
    """Like `room`, but what is granted is granted to the caller alone."""
    allowed = room(session, service)
    if not allowed:
        return allowed
    granted = session.scalar(
        update(Outage)
        .where(Outage.service == service, Outage.until <= db_now())
        .values(until=db_now(_PROBE_SECONDS))
        .returning(Outage.most)
        .execution_options(synchronize_session=False)
    )
    return granted or 0


def failed(session: Session, service: str) -> None:
    """Note that a batch failed for want of `service`."""
    before = session.scalar(select(Outage.failures).where(Outage.service == service))
    if before is None:
        _begin(session, service)
    failures = (before or 0) + 1
    ceiling = min(_LONGEST_SECONDS, _SHORTEST_SECONDS * 2.0 ** min(10, failures - _TRIPS))
    seconds = random.uniform(ceiling / 2, ceiling)  # noqa: S311 -- spreads load, guards nothing
    session.execute(
        update(Outage)
        .where(Outage.service == service)
        .values(failures=Outage.failures + 1, until=db_now(seconds), most=1)
        .execution_options(synchronize_session=False)
    )


def succeeded(session: Session, service: str, *, most: int) -> None:
    """Note that `service` answered: twice as many may try it next, all of them after `most`."""
    row = session.execute(_STANDS, {"service": service}).one_or_none()
    if row is None:
        return
    if row.failures < _TRIPS or row.most * 2 >= most:
        session.execute(delete(Outage).where(Outage.service == service))
        return
    session.execute(
        update(Outage)
        .where(Outage.service == service)
        .values(until=db_now(), most=row.most * 2)
        .execution_options(synchronize_session=False)
    )


def _begin(session: Session, service: str) -> None:
    try:
        with session.begin_nested():
            session.execute(
                insert(Outage).values(service=service, failures=0, until=db_now(), most=1)
            )
    except IntegrityError:
        pass  # another worker noted it first, which is as good
