"""The table of receipts: the answers to submissions."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId, text_enum


class ReceiptStatus(StrEnum):
    """What became of a submission when it was received."""

    ACCEPTED = "accepted"
    #: The same content was submitted before under this id or key.
    DUPLICATE = "duplicate"
    #: A higher revision was accepted before; this one is kept, but readers will not see it.
    SUPERSEDED = "superseded"
    REJECTED = "rejected"


class Clash(StrEnum):
    """What a rejected submission is in conflict with, if that is why it was rejected."""

    #: Another submission has the same key.
    KEY = "key"
    #: The article has this revision already with other content, or belongs to another site.
    ARTICLE = "article"


class Receipt(Base):
    """One row per submission, so that the same submission gets the same answer."""

    __tablename__ = "receipts"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    #: Who submitted it; "" if the producer did not say.
    source: Mapped[str] = mapped_column(String(200))
    #: The producer's idempotency key, or the inbox entry's id.
    key: Mapped[str] = mapped_column(String(255))
    #: SHA-256 of the bytes submitted.
    sha256: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime]
    status: Mapped[ReceiptStatus] = mapped_column(text_enum(ReceiptStatus))
    article_id: Mapped[str | None] = mapped_column(String(255), index=True)
    rev: Mapped[int | None] = mapped_column(BigInteger)
    reason: Mapped[str | None] = mapped_column(Text)
    conflict: Mapped[Clash | None] = mapped_column(text_enum(Clash))

    __table_args__ = (UniqueConstraint("source", "key"),)
