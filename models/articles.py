"""Queries about articles that several packages share."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models.article import Article
from models.session import look

_BY_ID = select(Article).where(Article.id.in_(bindparam("ids", expanding=True)))


def exists(article_id: str) -> bool:
    """Whether there is an article with this id."""
    with look() as session:
        return session.get(Article, article_id) is not None


def by_id(session: Session, ids: Collection[str]) -> dict[str, Article]:
    """The articles with these ids, by id."""
    if not ids:
        return {}
    return {each.id: each for each in session.scalars(_BY_ID, {"ids": list(ids)})}
