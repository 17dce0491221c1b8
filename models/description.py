"""What is kept of descriptions to find those that repeat one of the same site."""

from __future__ import annotations

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Description(Base):
    """The description of an article's newest revision, by `matbaa.duplicates.sameness_key`."""

    __tablename__ = "descriptions"

    article_id: Mapped[str] = mapped_column(String(255), primary_key=True)
    key: Mapped[int] = mapped_column(BigInteger, index=True)
