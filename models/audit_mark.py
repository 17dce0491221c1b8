"""How far the auditor has come."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class AuditMark(Base):
    """One row per site: the last page that was compared with storage, and what was found so far."""

    __tablename__ = "audit_marks"

    site: Mapped[str] = mapped_column(String(64), primary_key=True)
    #: The page it goes on after; "" at the beginning of a round.
    path: Mapped[str] = mapped_column(String(700), default="")
    at: Mapped[datetime]
    #: Since the first round: pages compared, found wrong, put right.
    checked: Mapped[int] = mapped_column(BigInteger, default=0)
    wrong: Mapped[int] = mapped_column(Integer, default=0)
    mended: Mapped[int] = mapped_column(Integer, default=0)
    #: Rounds that are complete, and when the last one was.
    rounds: Mapped[int] = mapped_column(Integer, default=0)
    round_at: Mapped[datetime | None]
