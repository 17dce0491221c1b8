"""The table of description keys, by which repeated descriptions of a site are found."""

from __future__ import annotations

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Description(Base):
    """The `matbaa.duplicates.sameness_key` of the description of an article's newest revision."""

    __tablename__ = "descriptions"

    article_id: Mapped[str] = mapped_column(String(255), primary_key=True)
    key: Mapped[int] = mapped_column(BigInteger, index=True)
