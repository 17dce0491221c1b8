"""What is kept of texts to find those that are nearly the same."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Float, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId


class Fingerprint(Base):
    """The text of an article as `matbaa.duplicates` signs it."""

    __tablename__ = "fingerprints"

    #: Given anew with each text: the lower one was here first.
    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    article_id: Mapped[str] = mapped_column(String(255), unique=True)
    site: Mapped[str] = mapped_column(String(64))
    signature: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime]

    # A number is never given twice, so that the order of arrival can be told from it.
    __table_args__ = (Index("ix_fingerprints_at", "at"), {"sqlite_autoincrement": True})


class Band(Base):
    """A key under which a fingerprint is found by its like."""

    __tablename__ = "bands"

    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    fingerprint_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)

    __table_args__ = {"sqlite_with_rowid": False}


class NearDuplicate(Base):
    """An article whose text nearly repeats that of one that was here before."""

    __tablename__ = "near_duplicates"

    article_id: Mapped[str] = mapped_column(String(255), primary_key=True)
    other_id: Mapped[str] = mapped_column(String(255), index=True)
    #: How much of the two texts is the same, 0 to 1.
    likeness: Mapped[float] = mapped_column(Float)
    at: Mapped[datetime]
