"""The table of the audit log: who did what to which article, when and why."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId

#: The `what` of a failed attempt that will be repeated.
PUT_OFF = "put_off"


class Event(Base):
    """One act or incident. Normal progress through the stages is recorded on the revision only."""

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    article_id: Mapped[str | None] = mapped_column(String(255), index=True)
    rev: Mapped[int | None] = mapped_column(BigInteger)
    #: A person's name, or the part of the system that acted.
    who: Mapped[str] = mapped_column(String(200))
    #: What was done, a verb: `kill`, `retry`, `failed`.
    what: Mapped[str] = mapped_column(String(32))
    why: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        Index("ix_events_who", "who", "id"),
        Index("ix_events_what", "what", "id"),
    )
