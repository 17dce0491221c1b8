"""Finds the articles of a site that have the same description as others."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.orm import Session

from models.article import Article, is_there
from models.description import Description
from models.rows import add

_OF_ARTICLES = (
    delete(Description)
    .where(Description.article_id.in_(bindparam("article_ids", expanding=True)))
    .execution_options(synchronize_session=False)
)
_HOLDERS = (
    select(Description.key, func.min(Description.article_id).label("holder"))
    .join(Article, Article.id == Description.article_id)
    .where(Description.key.in_(bindparam("keys", expanding=True)), is_there())
    .group_by(Description.key)
)


def forget(session: Session, article_ids: Collection[str]) -> None:
    """Delete the keys of these articles' descriptions."""
    session.execute(_OF_ARTICLES, {"article_ids": list(article_ids)})


def keep(session: Session, keys: Mapping[str, int]) -> None:
    """Store the keys of descriptions, by article id."""
    add(session, Description, [{"article_id": each, "key": key} for each, key in keys.items()])


def holders(session: Session, keys: Collection[int]) -> dict[int, str]:
    """For each of `keys` in use, an article that has it and is live or will be."""
    rows = session.execute(_HOLDERS, {"keys": list(keys)})
    return {row.key: row.holder for row in rows}
