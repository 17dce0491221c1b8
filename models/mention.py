"""The table of links between articles, by which a change reaches the pages that link to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Index, String, bindparam, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.rows import add


class Mention(Base):
    """The page of `article_id` links to the article `mentioned_id`."""

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
    """Store the links of pages; rows of the articles in `printed_before` are deleted first."""
    if printed_before:
        session.execute(_OF_PAGES, {"pages": list(printed_before)})
    rows = [{"article_id": one, "mentioned_id": other} for one, other in sorted(set(mentions))]
    add(session, Mention, rows)
