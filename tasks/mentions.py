"""A changed article reaches the pages of other articles that point to it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from matbaa.pages import Entry
from matbaa.view import load_entry, load_surroundings
from models import Article, Mention, Revision
from models.session import look
from tasks.acts import republish

#: Pages that one change has printed again at most; more would be a page everybody points to.
_MOST = 500


def follow(changed: Collection[str]) -> None:
    """Have the pages printed again that show one of the `changed` articles as it no longer is."""
    with look() as session:
        outdated = _outdated(session, changed)
    if outdated:
        why = "an article that the page points to has changed"
        republish(outdated, who="pipeline", why=why, forced=False)


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
    shown = [entry for entry in (*around.related, around.previous) if entry]
    return any(_face(entry) != (now and _face(now)) for entry in shown if entry.id == article_id)


def _face(entry: Entry) -> tuple[object, ...]:
    """What a list of links shows of an article."""
    return (entry.path, entry.title, entry.description, entry.published, entry.section, entry.image)
