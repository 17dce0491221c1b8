"""Renders pages again that link to an article which has changed."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from matbaa.pages import Entry
from matbaa.view import Surroundings, load_entry, load_surroundings
from models import Article, Mention, Revision
from models.session import look
from tasks.acts import republish
from tasks.acts.printing import print_again

#: The most pages that are rendered again for one change; more would be links from everywhere.
_MOST = 500
#: If more articles than this changed at once, earlier pages get their link to the next article only
#: when they are rendered the next time.
_FEW = 5


def follow(changed: Collection[str]) -> None:
    """Have pages rendered again that show outdated facts of one of the `changed` articles."""
    with look() as session:
        outdated = _outdated(session, changed)
        ended = _ended(session, changed) if len(changed) <= _FEW else []
    if outdated:
        why = "an article that the page points to has changed"
        republish(outdated, who="pipeline", why=why, forced=False)
    print_again([each for each in ended if each not in outdated])


def _ended(session: Session, changed: Collection[str]) -> list[str]:
    """The articles just before the `changed` ones whose pages do not link to a next article yet.

    Only changed articles that are the newest count, so a new article has one other page rendered.
    """
    last = [each for each in _around(session, changed).values() if each.next is None]
    before = {each.previous.id for each in last if each.previous is not None}
    return [name for name, each in _around(session, before).items() if each.next is None]


def _around(session: Session, articles: Collection[str]) -> dict[str, Surroundings]:
    """The articles that the pages of `articles` link to, by id; only those that are live."""
    rows = session.execute(
        select(Article.id, Revision.surroundings)
        .join(
            Revision, (Revision.article_id == Article.id) & (Revision.rev == Article.published_rev)
        )
        .where(Article.id.in_(articles), Article.live)
    )
    return {row.id: load_surroundings(row.surroundings) for row in rows}


def _outdated(session: Session, changed: Collection[str]) -> list[str]:
    now = {
        article.id: load_entry(article.entry) if article.live and article.entry else None
        for article in session.scalars(select(Article).where(Article.id.in_(changed)))
    }
    rows = session.execute(
        select(Mention.article_id, Mention.mentioned_id, Revision.surroundings)
        .join(Article, Article.id == Mention.article_id)
        .join(
            Revision, (Revision.article_id == Article.id) & (Revision.rev == Article.published_rev)
        )
        .where(Mention.mentioned_id.in_(changed), Article.live)
        .limit(_MOST)
    )
    return sorted(
        {
            row.article_id
            for row in rows
            if _differs(row.surroundings, row.mentioned_id, now.get(row.mentioned_id))
        }
        - set(changed)
    )


def _differs(kept: str | None, article_id: str, now: Entry | None) -> bool:
    around = load_surroundings(kept)
    return any(_face(entry) != (now and _face(now)) for entry in around if entry.id == article_id)


def _face(entry: Entry) -> tuple[object, ...]:
    """The facts that a list of links shows of an article."""
    return (entry.path, entry.title, entry.description, entry.published, entry.section, entry.image)
