"""Prints again, from what is kept, what stands on storage: for the auditor and the export."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Article, Revision
from models.pages import Rendered
from tasks.publications import press_of
from tasks.remains import standing
from tasks.render import entry_as_printed, print_revision


def article_pages(session: Session, article_ids: Collection[str]) -> dict[str, Rendered]:
    """All pages that these articles have on storage, by path: those of the revision that readers
    see, or of what is left of it, and the signposts at former addresses.
    """
    rows = session.execute(
        select(Article, Revision)
        .join(
            Revision, (Revision.article_id == Article.id) & (Revision.rev == Article.published_rev)
        )
        .where(Article.id.in_(article_ids), Revision.entry.is_not(None))
    ).all()
    before = standing(session, [row.Article.id for row in rows])
    return {
        page.path: page
        for article, revision in rows
        for page in print_revision(
            article,
            revision,
            entry_as_printed(article, revision),
            before[article.id],
            for_readers=article.live,
        ).pages
    }


def fixed_pages(site: str) -> Iterator[Rendered]:
    """Style sheets, icons, error pages: what depends on no article."""
    for page in press_of(site).assets():
        yield Rendered(site, page.path, page.kind, page.content_type, page.body, rev=0)
