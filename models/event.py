"""The audit log: who did what to which article, when and why."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId

#: `what` of an attempt that failed and is to be made again.
PUT_OFF = "put_off"


class Event(Base):
    """One act or incident; the plain passing from stage to stage is on the revision itself."""

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
