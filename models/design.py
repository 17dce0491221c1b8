"""The table of site designs, and of the progress of rendering pages again after a change."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Design(Base):
    """One row per site: the fingerprint of its theme, message catalog and settings."""

    __tablename__ = "designs"

    site: Mapped[str] = mapped_column(String(64), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    #: The last article that was sent to be rendered again; "" at the start, None once all were.
    after: Mapped[str | None] = mapped_column(String(255))
