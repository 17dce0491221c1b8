"""The table of articles: stories under a stable id that is neither URL nor headline."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, Index, Integer, String, Text, or_, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Article(Base):
    """An article: its highest and its published revision, and what listings show of it."""

    __tablename__ = "articles"

    id: Mapped[str] = mapped_column(String(255), primary_key=True)
    site: Mapped[str] = mapped_column(String(64))
    #: The highest accepted revision that is not dead.
    head_rev: Mapped[int] = mapped_column(BigInteger)
    #: The revision readers see; 0 before the first one.
    published_rev: Mapped[int] = mapped_column(BigInteger, default=0)
    #: Whether readers see it; false before it is first published and while it is taken down.
    live: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]

    # From here on, facts of the published revision, for listings, search by headline and the desk.
    title: Mapped[str | None] = mapped_column(Text)
    #: Directory of its page, relative to the site's root, ending in "/".
    path: Mapped[str | None] = mapped_column(String(700))
    language: Mapped[str | None] = mapped_column(String(35))
    section: Mapped[str | None] = mapped_column(String(200))
    #: The date shown to readers, by which listings are ordered.
    dated_at: Mapped[datetime | None]
    #: When it is to be taken down.
    expires_at: Mapped[datetime | None]
    #: JSON of `matbaa.pages.Entry`.
    entry: Mapped[str | None] = mapped_column(Text)
    #: JSON of `matbaa.search.Record`.
    record: Mapped[str | None] = mapped_column(Text)
    #: Its number in the site's archive, from 0; assigned when it first went live, and permanent.
    number: Mapped[int | None] = mapped_column(Integer)

    __table_args__ = (
        Index("ix_articles_site_live_dated", "site", "live", "dated_at", "id"),
        Index("ix_articles_site_section", "site", "section", "dated_at"),
        Index("ix_articles_site_number", "site", "number"),
        Index("ix_articles_site_language", "site", "language", "dated_at"),
        # A partial index, which stays small: only articles that are to expire are in it.
        Index(
            "ix_articles_expires_at",
            "expires_at",
            sqlite_where=text("expires_at IS NOT NULL"),
            postgresql_where=text("expires_at IS NOT NULL"),
        ),
    )


def is_there() -> ColumnElement[bool]:
    """SQL condition: the article is live or will be, so that others are compared with it."""
    return or_(Article.live, (Article.published_rev == 0) & (Article.head_rev > 0))
