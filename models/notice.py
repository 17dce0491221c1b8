"""Whom a changed page still has to be told to, and how the telling goes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId


class Notice(Base):
    """A page that was put on storage, and an outlet that was not told yet. Written with the note of
    the upload, deleted when it was taken: nothing is told too early, and nothing is missed.
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
        # A number is never given twice: it names an occasion to others.
        {"sqlite_autoincrement": True},
    )


class OutletRow(Base):
    """How the telling of one outlet goes."""

    __tablename__ = "outlets"

    site: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    #: Pages told in all, when last, and those given up.
    taken: Mapped[int] = mapped_column(BigInteger, default=0)
    taken_at: Mapped[datetime | None]
    given_up: Mapped[int] = mapped_column(BigInteger, default=0)
    #: Failures in a row, the last one's reason, and when it is tried again.
    failures: Mapped[int] = mapped_column(Integer, default=0)
    error: Mapped[str | None] = mapped_column(Text)
    next_attempt_at: Mapped[datetime | None]
