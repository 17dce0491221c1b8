"""A circuit breaker for services such as storage, shared by all workers through a database row.

While a service is away, nobody asks it. After a pause, one batch probes it with a single revision;
each success doubles how many revisions the next batch may try.

Source: Michael Nygard, "Release It!". The row saves a hundred workers from each finding out for
themselves.
"""

from __future__ import annotations

import random
from datetime import datetime

from sqlalchemy import Integer, String, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, db_now

#: This many failures in a row make an outage; fewer may be one bad connection.
_TRIPS = 3
_SHORTEST_SECONDS, _LONGEST_SECONDS = 1.0, 20.0
#: A probe that has not reported back by then is taken for dead, and another one is granted.
_PROBE_SECONDS = 30.0


class Outage(Base):
    """A service that failed when it was last asked; a service that works has no row."""

    __tablename__ = "outages"

    service: Mapped[str] = mapped_column(String(80), primary_key=True)
    #: How many batches in a row failed.
    failures: Mapped[int] = mapped_column(Integer)
    #: Nobody may ask the service before this time.
    until: Mapped[datetime]
    #: How many revisions one batch may try after `until`.
    most: Mapped[int] = mapped_column(Integer)


_SERVICE = Outage.service == bindparam("service")
_ROOM = select(Outage.most, Outage.until <= db_now()).where(_SERVICE, Outage.failures >= _TRIPS)
_STANDS = select(Outage.failures, Outage.most).where(_SERVICE)


def room(session: Session, service: str) -> int | None:
    """How many revisions a batch may try with `service` now; None (no limit) outside an outage.

    This reserves nothing: several callers may get the same answer.
    """
    row = session.execute(_ROOM, {"service": service}).one_or_none()
    if row is None:
        return None
    return int(row[0]) if row[1] else 0


def away(session: Session) -> list[str]:
    """The services that are in an outage and have not answered since it began."""
    silent = Outage.failures >= _TRIPS, Outage.most == 1
    return list(session.scalars(select(Outage.service).where(*silent)))


def probe(session: Session, service: str) -> int | None:
    """Like `room`, but reserves what it grants, so that no other caller gets it meanwhile."""
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
    """Record that a batch failed because `service` was away."""
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
    """Record that `service` answered: the next batch may try twice as many revisions.

    The outage ends once that number reaches `most`, the size of a full batch.
    """
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
        pass  # another worker recorded it first, which is just as good
