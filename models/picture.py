"""The tables of fetched pictures, of their use by articles, and of orders to fetch them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, text_enum


class PictureStatus(StrEnum):
    """The state of a picture."""

    #: Its renditions are on storage.
    READY = "ready"
    #: It shows nothing (such as a tracking pixel), so pages leave it out.
    IGNORED = "ignored"
    #: It could not be fetched; pages use the address it was submitted with.
    FAILED = "failed"
    #: It was taken down with the last article that showed it.
    REMOVED = "removed"


class Picture(Base):
    """A picture, identified by site and the address it was submitted with."""

    __tablename__ = "pictures"

    site: Mapped[str] = mapped_column(String(64), primary_key=True)
    #: SHA-256 of its address, in hexadecimal.
    source: Mapped[str] = mapped_column(String(64), primary_key=True)
    status: Mapped[PictureStatus] = mapped_column(text_enum(PictureStatus))
    reason: Mapped[str | None] = mapped_column(Text)
    #: JSON of its renditions: a list of `matbaa.pictures.Sized`.
    sizes: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]


class PictureUse(Base):
    """An article shows a picture."""

    __tablename__ = "picture_uses"

    article_id: Mapped[str] = mapped_column(String(255), primary_key=True)
    site: Mapped[str] = mapped_column(String(64))
    source: Mapped[str] = mapped_column(String(64), primary_key=True)

    __table_args__ = (Index("ix_picture_uses_site_source", "site", "source"),)


class PictureOrder(Base):
    """An order to fetch the pictures of a published article."""

    __tablename__ = "picture_orders"

    article_id: Mapped[str] = mapped_column(String(255), primary_key=True)
    attempts: Mapped[int] = mapped_column(Integer)
    #: Not to be claimed before this time: it was put off, or a worker holds it until then.
    due_at: Mapped[datetime] = mapped_column(index=True)
