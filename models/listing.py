"""Sections, tags and authors: what stands in them, numbered from the oldest."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class ListingRow(Base):
    """One listing of a site, and how many numbers it has given out."""

    __tablename__ = "listings"

    site: Mapped[str] = mapped_column(String(64), primary_key=True)
    #: `archive`, `section`, `tag` or `author`.
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    #: `matbaa.pages.key_of` its title; "" for the archive, which every article is in.
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    #: The number of its newest member; a number is never given twice.
    size: Mapped[int] = mapped_column(Integer, default=0)
    #: The key of the listing that took its place: while nothing stands in it, it leads there.
    moved_to: Mapped[str | None] = mapped_column(String(255))

    __table_args__ = (Index("ix_listings_size", "site", "kind", "size"),)


class Membership(Base):
    """An article in a listing. Its number, from 1, stays, so that full pages never change."""

    __tablename__ = "memberships"

    site: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    article_id: Mapped[str] = mapped_column(String(255), primary_key=True)
    number: Mapped[int] = mapped_column(Integer)
    dated_at: Mapped[datetime]
    #: Left the listing; kept until the pages that showed it are rendered without it.
    gone: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        Index("ix_memberships_number", "site", "kind", "key", "number"),
        Index("ix_memberships_dated", "site", "kind", "key", "dated_at"),
        Index("ix_memberships_article", "article_id"),
    )
