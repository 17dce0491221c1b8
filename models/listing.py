"""The tables of listings (archive, sections, tags, authors) and their numbered members."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class ListingRow(Base):
    """One listing of a site, and how many member numbers it has assigned."""

    __tablename__ = "listings"

    site: Mapped[str] = mapped_column(String(64), primary_key=True)
    #: `archive`, `section`, `tag` or `author`.
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    #: `matbaa.pages.key_of` of its title; "" for the archive, which holds every article.
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    #: The number of its newest member; numbers are never reused.
    size: Mapped[int] = mapped_column(Integer, default=0)
    #: The key of the listing that replaced it, to which it redirects while it is empty.
    moved_to: Mapped[str | None] = mapped_column(String(255))

    __table_args__ = (Index("ix_listings_size", "site", "kind", "size"),)


class Membership(Base):
    """An article in a listing. Its number, from 1, never changes, so full pages never change."""

    __tablename__ = "memberships"

    site: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    article_id: Mapped[str] = mapped_column(String(255), primary_key=True)
    number: Mapped[int] = mapped_column(Integer)
    dated_at: Mapped[datetime]
    #: Whether it has left the listing; the row is kept until the pages that showed it are rebuilt.
    gone: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        Index("ix_memberships_number", "site", "kind", "key", "number"),
        Index("ix_memberships_dated", "site", "kind", "key", "dated_at"),
        Index("ix_memberships_article", "article_id"),
    )
