"""Leases: duties that only one process at a time may hold, such as upkeep or building a site."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, db_now


class Lease(Base):
    """A named duty, its present owner ("" for none), and when its lease expires."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    owner: Mapped[str] = mapped_column(String(32), default="")
    expires_at: Mapped[datetime]


def take(session: Session, name: str, owner: str, seconds: float) -> bool:
    """Take or extend the duty `name` for `seconds`; return False while another owner holds it."""
    if session.scalar(select(Lease.name).where(Lease.name == name)) is None:
        try:
            with session.begin_nested():
                session.execute(insert(Lease).values(name=name, owner="", expires_at=db_now()))
        except IntegrityError:
            pass  # another process wrote the row first, which is just as good
    taken = session.execute(
        update(Lease)
        .where(Lease.name == name, or_(Lease.owner == owner, Lease.expires_at <= db_now()))
        .values(owner=owner, expires_at=db_now(seconds))
        .returning(Lease.name)
    )
    return taken.scalar() is not None


def keep(session: Session, name: str, owner: str, seconds: float) -> None:
    """Extend the duty `name` for `seconds`, if `owner` still holds it.

    Unlike `take`, a late call after the duty was given back does not take it again.
    """
    session.execute(
        update(Lease)
        .where(Lease.name == name, Lease.owner == owner)
        .values(expires_at=db_now(seconds))
    )


def give_back(session: Session, name: str, owner: str, *, rest: float = 0.0) -> None:
    """Give the duty `name` back; nobody can take it for the next `rest` seconds."""
    session.execute(
        update(Lease)
        .where(Lease.name == name, Lease.owner == owner)
        .values(owner="", expires_at=db_now(rest))
    )


def release_dead(session: Session, mark: str) -> None:
    """End the duties of a dead owner, whose name begins with `mark` (`_` is any character)."""
    session.execute(
        update(Lease).where(Lease.owner.startswith(mark)).values(owner="", expires_at=db_now())
    )
