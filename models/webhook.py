"""The table of webhook deliveries: messages to other systems."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Delivery(Base):
    """One message to one address. It is due once `next_attempt_at` has passed; None means done."""

    __tablename__ = "deliveries"

    #: Derived from the event, so that the same event is recorded only once: `msg_...`.
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    url: Mapped[str] = mapped_column(String(500), primary_key=True)
    #: `article.published`, `article.failed` or `article.killed`.
    type: Mapped[str] = mapped_column(String(32))
    #: The JSON to send, exactly as it is signed.
    payload: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    next_attempt_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        Index(
            "ix_deliveries_due",
            "next_attempt_at",
            sqlite_where=text("next_attempt_at IS NOT NULL"),
            postgresql_where=text("next_attempt_at IS NOT NULL"),
        ),
    )
