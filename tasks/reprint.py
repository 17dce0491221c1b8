"""Prints again, from what is kept, what stands on storage: for the auditor and the export."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Article, ListingRow, Revision
from models.pages import Rendered
from tasks import indexes
from tasks.catalogue import ARCHIVE, Touched
from tasks.listings import pages_of
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


def own_pages(session: Session, site: str) -> Iterator[Rendered]:
    """All listings, feeds, sitemaps and parts of the search index, as they would be built now."""
    press = press_of(site)
    touched = _everything(session, site)
    for page in pages_of(session, press, touched):
        yield indexes.row_of(press.site, page, 0)
    yield from indexes.sitemap_pages(session, press, touched.dated, 0)
    numbers = [number - 1 for number in touched.numbers.get(ARCHIVE, ())]
    yield from indexes.search_pages(session, press, numbers, 0)[0]


def _everything(session: Session, site: str) -> Touched:
    """As if every article had changed."""
    touched = Touched()
    rows = session.execute(
        select(ListingRow.kind, ListingRow.key, ListingRow.size).where(ListingRow.site == site)
    )
    for kind, key, size in rows:
        touched.numbers[kind, key] = set(range(1, size + 1))
    dates = session.scalars(select(Article.dated_at).where(Article.site == site, Article.live))
    touched.dated = {each for each in dates if each}
    return touched
