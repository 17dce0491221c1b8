"""How each site's pages look, and how far they were printed again since that changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Design(Base):
    """One row per site: its theme, words and settings, by their fingerprint."""

    __tablename__ = "designs"

    site: Mapped[str] = mapped_column(String(64), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    #: The last article that was sent to be printed again; "" at first, None once all were.
    after: Mapped[str | None] = mapped_column(String(255))
