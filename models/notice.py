"""The tables of notices to outlets (CDNs, search engines, hubs), and of their delivery."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId


class Notice(Base):
    """An uploaded page about which an outlet still has to be notified.

    It is written in the transaction that records the upload, and deleted when the outlet took it.
    So no notice is sent too early, and none is missed.
    """

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    site: Mapped[str] = mapped_column(String(64))
    #: `matbaa.outlets.Outlet.name`.
    outlet: Mapped[str] = mapped_column(String(16))
    path: Mapped[str] = mapped_column(String(700))
    at: Mapped[datetime]

    __table_args__ = (
        Index("ix_notices_outlet", "site", "outlet", "id"),
        Index("ix_notices_path", "site", "path"),
        # Ids are never reused, since outlets get them as the name of an occasion.
        {"sqlite_autoincrement": True},
    )


class OutletRow(Base):
    """The state of the delivery of notices to one outlet."""

    __tablename__ = "outlets"

    site: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    #: Pages that it was notified of, the time of the last notice, and pages given up.
    taken: Mapped[int] = mapped_column(BigInteger, default=0)
    taken_at: Mapped[datetime | None]
    given_up: Mapped[int] = mapped_column(BigInteger, default=0)
    #: Failures in a row, the reason of the last one, and the time of the next attempt.
    failures: Mapped[int] = mapped_column(Integer, default=0)
    error: Mapped[str | None] = mapped_column(Text)
    next_attempt_at: Mapped[datetime | None]
