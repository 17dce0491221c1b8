"""The table of the auditor's progress."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class AuditMark(Base):
    """One row per site: the last page compared with storage, and the results so far."""

    __tablename__ = "audit_marks"

    site: Mapped[str] = mapped_column(String(64), primary_key=True)
    #: The path of the last page compared; "" at the beginning of a round.
    path: Mapped[str] = mapped_column(String(700), default="")
    at: Mapped[datetime]
    #: Pages compared, found wrong and repaired, since the first round.
    checked: Mapped[int] = mapped_column(BigInteger, default=0)
    wrong: Mapped[int] = mapped_column(Integer, default=0)
    mended: Mapped[int] = mapped_column(Integer, default=0)
    #: How many rounds are complete, and when the last one was completed.
    rounds: Mapped[int] = mapped_column(Integer, default=0)
    round_at: Mapped[datetime | None]
