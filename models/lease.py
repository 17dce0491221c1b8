"""Duties that one process at a time may have: upkeep, building a site's own pages."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, db_now


class Lease(Base):
    """A named duty, whose it is, and until when."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    owner: Mapped[str] = mapped_column(String(32), default="")
    expires_at: Mapped[datetime]


def take(session: Session, name: str, owner: str, seconds: float) -> bool:
    """Take or extend the duty `name` for `seconds`; False while it is somebody else's."""
    if session.scalar(select(Lease.name).where(Lease.name == name)) is None:
        try:
            with session.begin_nested():
                session.execute(insert(Lease).values(name=name, owner="", expires_at=db_now()))
        except IntegrityError:
            pass  # another process wrote the row first, which is as good
    taken = session.execute(
        update(Lease)
        .where(Lease.name == name, or_(Lease.owner == owner, Lease.expires_at <= db_now()))
        .values(owner=owner, expires_at=db_now(seconds))
        .returning(Lease.name)
    )
    return taken.scalar() is not None


def keep(session: Session, name: str, owner: str, seconds: float) -> None:
    """Extend the duty `name` for `seconds` if it is still one's own: a last sign of life that comes
    after it was given back does not take it again.
    """
    session.execute(
        update(Lease)
        .where(Lease.name == name, Lease.owner == owner)
        .values(expires_at=db_now(seconds))
    )


def give_back(session: Session, name: str, owner: str, *, rest: float = 0.0) -> None:
    """End one's duty; nobody can take it again for `rest` seconds."""
    session.execute(
        update(Lease)
        .where(Lease.name == name, Lease.owner == owner)
        .values(owner="", expires_at=db_now(rest))
    )


def release_dead(session: Session, mark: str) -> None:
    """End the duties whose owner begins with `mark`, in which `_` is any letter: it is dead."""
    session.execute(
        update(Lease).where(Lease.owner.startswith(mark)).values(owner="", expires_at=db_now())
    )
