"""Messages to other people's systems, kept until they were taken."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Delivery(Base):
    """One message for one address. It is due while `next_attempt_at` is set."""

    __tablename__ = "deliveries"

    #: The same for the same happening, so that none is told of twice: `msg_...`.
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    url: Mapped[str] = mapped_column(String(500), primary_key=True)
    #: `article.published`, `article.failed` or `article.killed`.
    type: Mapped[str] = mapped_column(String(32))
    #: The JSON that is sent, signed as it is.
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
