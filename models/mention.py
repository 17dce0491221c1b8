"""Which pages point to which articles, so that a change reaches exactly the pages that show it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Index, String, bindparam, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.rows import add


class Mention(Base):
    """The page of one article points to another article."""

    __tablename__ = "mentions"

    article_id: Mapped[str] = mapped_column(String(255), primary_key=True)
    mentioned_id: Mapped[str] = mapped_column(String(255), primary_key=True)

    __table_args__ = (Index("ix_mentions_mentioned", "mentioned_id"),)


_OF_PAGES = (
    delete(Mention)
    .where(Mention.article_id.in_(bindparam("pages", expanding=True)))
    .execution_options(synchronize_session=False)
)


def replace_mentions(
    session: Session, printed_before: Collection[str], mentions: Iterable[tuple[str, str]]
) -> None:
    """Note what pages point to now; `printed_before` are the articles that may have old notes."""
    if printed_before:
        session.execute(_OF_PAGES, {"pages": list(printed_before)})
    rows = [{"article_id": one, "mentioned_id": other} for one, other in sorted(set(mentions))]
    add(session, Mention, rows)
