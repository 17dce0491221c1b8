"""Renders again, from the database, the pages that are on storage: for the auditor and export."""

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
    """All pages that these articles have on storage, by path.

    These are the pages of the published revision, or its tombstones, and the redirects at former
    addresses.
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
    """The pages that depend on no article: style sheets, icons, error pages."""
    for page in press_of(site).assets():
        yield Rendered(site, page.path, page.kind, page.content_type, page.body, rev=0)


def own_pages(session: Session, site: str) -> Iterator[Rendered]:
    """All listings, feeds, sitemaps and parts of the search index, as they would be built now."""
    return _pages(session, site, _everything(session, site))


def own_page(session: Session, site: str, path: str) -> Rendered | None:
    """The one of the site's own pages that belongs at `path`; None if none does any more."""
    kind, *rest = path.split("/")
    if kind in _LISTINGS and len(rest) > (kind != "archive"):
        key = "" if kind == "archive" else rest[0]
        touched = _everything(session, site, (kind, key))
    elif kind in _LISTINGS:
        touched = _smallest(session, site)
    elif kind in {"sitemaps", "search"} or kind.startswith("sitemap"):
        touched = _everything(session, site, ARCHIVE)
    else:
        touched = Touched()
    found = (page for page in _pages(session, site, touched) if page.path == path)
    fixed = (page for page in fixed_pages(site) if page.path == path)
    # Fixed pages second: they include empty versions of some pages, for a site without articles.
    return next(found, None) or next(fixed, None)


_LISTINGS = ("archive", "section", "tag", "author")


def _pages(session: Session, site: str, touched: Touched) -> Iterator[Rendered]:
    press = press_of(site)
    for page in pages_of(session, press, touched):
        yield indexes.row_of(press.site, page, 0)
    yield from indexes.sitemap_pages(session, press, touched.dated, 0)
    numbers = [number - 1 for number in touched.numbers.get(ARCHIVE, ())]
    yield from indexes.search_pages(session, press, numbers, 0)[0]


def _everything(session: Session, site: str, only: tuple[str, str] | None = None) -> Touched:
    """What is touched if every article changed, of the listing `only` or of the whole site."""
    touched = Touched()
    rows = session.execute(
        select(ListingRow.kind, ListingRow.key, ListingRow.size).where(ListingRow.site == site)
    )
    for kind, key, size in rows:
        if only in (None, (kind, key)):
            touched.numbers[kind, key] = set(range(1, size + 1))
    if only in (None, ARCHIVE):
        dates = session.scalars(select(Article.dated_at).where(Article.site == site, Article.live))
        touched.dated = {each for each in dates if each}
    return touched


def _smallest(session: Session, site: str) -> Touched:
    """What is touched as if one listing were new, so that the directory of listings is built."""
    row = session.scalar(
        select(ListingRow).where(ListingRow.site == site).order_by(ListingRow.size).limit(1)
    )
    touched = Touched()
    if row is not None:
        touched.numbers[row.kind, row.key] = {1}
        touched.numbers[ARCHIVE] = set(range(1, row.size + 1))
    return touched
