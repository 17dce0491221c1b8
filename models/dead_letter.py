"""The table of dead letters, which are kept until they are replayed or discarded."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId, text_enum


class LetterStatus(StrEnum):
    """What was done about a dead letter."""

    OPEN = "open"
    REPLAYED = "replayed"
    DISCARDED = "discarded"


class DeadLetter(Base):
    """A rejected submission with its raw bytes, or a revision that a stage gave up."""

    __tablename__ = "dead_letters"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    status: Mapped[LetterStatus] = mapped_column(text_enum(LetterStatus), default=LetterStatus.OPEN)
    #: `intake`, or the stage that gave it up.
    stage: Mapped[str] = mapped_column(String(16))
    #: The same for letters with the same cause; see `models.burial.signature`.
    signature: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(Text)
    trace: Mapped[str | None] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    article_id: Mapped[str | None] = mapped_column(String(255), index=True)
    rev: Mapped[int | None] = mapped_column(BigInteger)
    revision_id: Mapped[int | None] = mapped_column(BigInteger)
    source: Mapped[str | None] = mapped_column(String(200))
    key: Mapped[str | None] = mapped_column(String(255))
    #: The bytes of a rejected submission; None for a revision, which has its own.
    raw: Mapped[bytes | None] = mapped_column(LargeBinary)
    note: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        Index("ix_dead_letters_status", "status", "signature", "id"),
        Index("ix_dead_letters_status_id", "status", "id"),
    )
