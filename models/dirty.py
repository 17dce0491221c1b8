"""The table of changes that a site's own pages do not show yet."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId


class Dirty(Base):
    """One change that listings, feeds, sitemaps and search have to follow.

    The builder deletes exactly the rows that it has read, so a change that arrives meanwhile is
    never missed.
    """

    __tablename__ = "dirty"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    site: Mapped[str] = mapped_column(String(64), index=True)
    #: The article that changed; "" when it is the site itself.
    article_id: Mapped[str] = mapped_column(String(255))
    at: Mapped[datetime]

    # Ids are never reused, so that the builder cannot delete a newer change with the same id.
    __table_args__ = {"sqlite_autoincrement": True}
