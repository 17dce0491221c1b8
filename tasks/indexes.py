"""Builds the pages of a site that machines read: its sitemaps and its search index."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from matbaa import search, sitemaps
from matbaa.pages import Entry, Page, Press
from matbaa.pages.paths import url
from matbaa.search import Part
from matbaa.settings import Site
from matbaa.sitemaps import Line
from matbaa.view import REMEMBERED, read_entry
from models import Article, PageRow
from models.pages import Rendered
from tasks.listings import newest_of

#: How many rows are held in memory at once while reading a day or a part of the search index.
_AT_ONCE = 100

_MadeBy = Callable[[Site, Entry], Line]


def sitemap_pages(
    session: Session, press: Press, dated: Collection[datetime], number: int
) -> Iterator[Rendered]:
    """The sitemap shards of the days in `dated`, the index of all shards, and the news sitemap.

    `number` is the number of the build, which becomes the revision of the pages.
    """
    site = press.site
    shards = _shards(session, site.key)
    for day in {sitemaps.day_of(site, moment) for moment in dated}:
        lines = _of_day(session, site, day)
        for page in sitemaps.day_pages(day, lines):
            changed = max(line.updated for line in lines)
            shards[page.path] = changed
            yield row_of(site, page, number, changed_at=changed)
        if not lines:
            path = sitemaps.shard_path(site, datetime.combine(day, time(12), site.zone))
            if shards.pop(path, None):
                yield Rendered(site.key, path, "error", "text/plain", b"", number, status=410)
    if shards:  # the sitemap protocol does not allow an empty index
        yield row_of(site, sitemaps.index_page(site, shards), number)
    yield row_of(site, news_page(session, site), number)


def news_page(session: Session, site: Site) -> Page:
    """The news sitemap: what was published within the last two days."""
    newest = newest_of(site.key).limit(sitemaps.NEWS_LENGTH)
    lines = _lines(session, site, newest, sitemaps.news_line)
    return sitemaps.news_page(site, lines, datetime.now(UTC))


def search_pages(
    session: Session, press: Press, numbers: Collection[int], number: int
) -> tuple[list[Rendered], bool]:
    """The parts of the search index that hold the articles with these numbers, and the open file.

    The second value is whether the site must be built once more: the open file may name a new part
    only once that part is on storage.
    """
    site = press.site
    highest = session.scalar(select(func.max(Article.number)).where(Article.site == site.key))
    total = 0 if highest is None else highest + 1
    written = _written(session, site.key, _parts(total))
    full = set(search.parts(total))
    touched = {search.part_of(each, total) for each in numbers} & written
    pages = [
        row_of(site, page, number)
        for part in sorted(full & touched | full - written, key=str)
        for page in search.part_pages(part, _records(session, site.key, part))
    ]
    ready = _ready(total, written)
    first = max((part.end for part in ready), default=0)
    newest = [
        _open_line(row.record, row.number) for row in session.execute(_kept(site.key, first, total))
    ]
    pages.append(row_of(site, search.open_page(newest, ready), number))
    return pages, bool(full - written)


def _parts(total: int) -> list[Part]:
    """The full parts, and the blocks of the newest volume, which replace it until it is written."""
    latest = max(0, total // search.VOLUME - 1) * search.VOLUME // search.BLOCK
    blocks = [Part("block", n) for n in range(latest, total // search.BLOCK)]
    return list({*search.parts(total), *blocks})


def _written(session: Session, site: str, parts: list[Part]) -> set[Part]:
    """Those of `parts` that have page rows.

    They are on storage, since a build uploads all waiting pages before it calls this.
    """
    paths = {f"search/{part.kind}/{part.index}/0.json": part for part in parts}
    found = session.scalars(
        select(PageRow.path).where(PageRow.site == site, PageRow.path.in_(paths))
    )
    return {paths[path] for path in found}


def row_of(site: Site, page: Page, number: int, *, changed_at: datetime | None = None) -> Rendered:
    """The row of one of the site's own pages, as written by build `number`."""
    return Rendered(
        site.key,
        page.path,
        page.kind,
        page.content_type,
        page.body,
        rev=number,
        changed_at=changed_at,
        status=301 if page.leads_to else 200,
        location=url(site, page.leads_to) if page.leads_to else None,
    )


def _shards(session: Session, site: str) -> dict[str, datetime]:
    rows = session.execute(
        select(PageRow.path, PageRow.changed_at).where(
            PageRow.site == site, PageRow.kind == "sitemap", PageRow.changed_at.is_not(None)
        )
    )
    return {row.path: row.changed_at for row in rows if row.changed_at}


def _of_day(session: Session, site: Site, day: date) -> list[Line]:
    begins = datetime.combine(day, time(), site.zone)
    ends = datetime.combine(day + timedelta(days=1), time(), site.zone)
    of_day = select(Article.entry).where(
        Article.site == site.key,
        Article.live,
        Article.dated_at >= begins,
        Article.dated_at < ends,
    )
    return list(_lines(session, site, of_day, sitemaps.line))


def _lines(
    session: Session, site: Site, entries: Select[str | None], made_by: _MadeBy
) -> Iterator[Line]:
    for kept in session.scalars(entries.execution_options(yield_per=_AT_ONCE)):
        if kept:
            line = _remembered_line if len(kept) <= REMEMBERED else _line
            yield line(made_by, site, kept)


def _line(made_by: _MadeBy, site: Site, kept: str) -> Line:
    return made_by(site, read_entry(kept))


#: Cached, because every build asks for the lines of the newest articles: those of today, and those
#: of the news sitemap.
_remembered_line = lru_cache(maxsize=2_048 + sitemaps.NEWS_LENGTH)(_line)


def _records(session: Session, site: str, part: Part) -> Iterator[search.Record]:
    """Stream the records of a part, since the words of a whole volume would take much memory."""
    kept = _kept(site, part.first, part.end).execution_options(yield_per=_AT_ONCE)
    for row in session.execute(kept):
        yield _record(row.record, row.number)


def _kept(site: str, first: int, end: int) -> Select[*tuple[Any, ...]]:
    return (
        select(Article.number, Article.record)
        .where(
            Article.site == site,
            Article.number >= first,
            Article.number < end,
            Article.record.is_not(None),
            Article.live,
        )
        .order_by(Article.number)
    )


def _record(kept: str, number: int) -> search.Record:
    return replace(search.load(kept), number=number)


@lru_cache(maxsize=2 * search.BLOCK)
def _open_line(kept: str, number: int) -> bytes:
    """A line of the open file; cached, because every build asks for it until the file is full."""
    return search.line(_record(kept, number))


def _ready(total: int, written: set[Part]) -> list[Part]:
    """The parts that are on storage, oldest first, up to the first gap."""
    ready: list[Part] = []
    at = 0
    while True:
        volume, block = Part("volume", at // search.VOLUME), Part("block", at // search.BLOCK)
        fits = at % search.VOLUME == 0 and volume in written
        part = volume if fits else block
        if part.end > total or not (fits or part in written):
            return ready
        ready.append(part)
        at = part.end
