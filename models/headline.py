"""The table of headline words, by which articles are found regardless of spelling variants."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class HeadlineWord(Base):
    """One word of a published article's headline, folded and reduced to its stem."""

    __tablename__ = "headline_words"

    word: Mapped[str] = mapped_column(String(40), primary_key=True)
    #: The article's date, so that the newest are found first.
    dated_at: Mapped[datetime] = mapped_column(primary_key=True)
    article_id: Mapped[str] = mapped_column(String(255), primary_key=True)

    __table_args__ = {"sqlite_with_rowid": False}
