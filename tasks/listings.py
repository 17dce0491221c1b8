"""Which of a site's own pages a set of changed articles touches, and what stands on them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from matbaa import feeds
from matbaa.pages import Entry, Page
from matbaa.view import load_entry
from models import Article
from models.pages import Rendered
from tasks.publications import press_of


def changed_pages(
    session: Session, site: str, articles: Collection[str], number: int
) -> Iterator[Rendered]:
    """The site's own pages that show any of `articles`, rendered anew as build `number`."""
    press = press_of(site)
    newest = _newest(session, site, max(press.site.page_size, feeds.LENGTH))
    yield from _rows(site, number, [press.front(newest[: press.site.page_size])])
    yield from _rows(site, number, feeds.pages(press.site, newest[: feeds.LENGTH]))


def _newest(session: Session, site: str, count: int) -> list[Entry]:
    rows = session.scalars(
        select(Article.entry)
        .where(Article.site == site, Article.live)
        .order_by(Article.dated_at.desc(), Article.id.desc())
        .limit(count)
    )
    return [load_entry(row) for row in rows if row]


def _rows(site: str, number: int, printed: Sequence[Page]) -> Iterator[Rendered]:
    for page in printed:
        yield Rendered(site, page.path, page.kind, page.content_type, page.body, rev=number)
