"""The tables of text fingerprints, by which near-duplicates are found."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Float, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId


class Fingerprint(Base):
    """The signature of an article's text, from `matbaa.duplicates`."""

    __tablename__ = "fingerprints"

    #: New for each text, so the text with the lower id came first.
    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    article_id: Mapped[str] = mapped_column(String(255), unique=True)
    site: Mapped[str] = mapped_column(String(64))
    signature: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime]

    # Ids are never reused, so that they show the order of arrival.
    __table_args__ = (Index("ix_fingerprints_at", "at"), {"sqlite_autoincrement": True})


class Band(Base):
    """A band key of a fingerprint (locality-sensitive hashing): similar texts share some."""

    __tablename__ = "bands"

    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    fingerprint_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)

    __table_args__ = {"sqlite_with_rowid": False}


class NearDuplicate(Base):
    """An article whose text nearly repeats that of an earlier article, `other_id`."""

    __tablename__ = "near_duplicates"

    article_id: Mapped[str] = mapped_column(String(255), primary_key=True)
    other_id: Mapped[str] = mapped_column(String(255), index=True)
    #: The similarity of the two texts, from 0 to 1.
    likeness: Mapped[float] = mapped_column(Float)
    at: Mapped[datetime]
