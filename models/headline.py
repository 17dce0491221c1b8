"""The words of headlines, so that an article is found by some of them however they are written."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class HeadlineWord(Base):
    """One word of a published article's headline, folded and reduced to its stem."""

    __tablename__ = "headline_words"

    word: Mapped[str] = mapped_column(String(40), primary_key=True)
    #: As the article is dated: the newest are found first.
    dated_at: Mapped[datetime] = mapped_column(primary_key=True)
    article_id: Mapped[str] = mapped_column(String(255), primary_key=True)

    __table_args__ = {"sqlite_with_rowid": False}
