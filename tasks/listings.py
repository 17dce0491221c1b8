"""Builds the listings, the front page and the feeds that a change affects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import cast

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session

from matbaa import feeds
from matbaa.feeds import Channel
from matbaa.pages import Entry, Listing, ListingKind, Page, Press, listing_path, page_of
from matbaa.view import load_entry
from models import Article, ListingRow, Membership
from models.queries.listings import of_keys
from tasks.catalogue import ARCHIVE, Touched

#: How many sections have a block on the front page, and how many articles are read for a block. The
#: page leaves out those that it already shows further up.
_BLOCKS, _BLOCK_LENGTH = 6, 20
_TAGS_IN_DIRECTORY = 200
#: Whether a listing has at least one article.
_IS_USED = exists().where(
    Membership.site == ListingRow.site,
    Membership.kind == ListingRow.kind,
    Membership.key == ListingRow.key,
    Membership.gone.is_(False),
)


def pages_of(
    session: Session, press: Press, touched: Touched, *, whole: bool = False
) -> Iterator[Page]:
    """All pages of listings, front page and feeds that show what is `touched`.

    The directory of listings is among them if a listing may be new or gone, or if `whole`. With
    `whole`, the redirects of renamed listings are too.
    """
    site = press.site
    rows = of_keys(session, site.key, touched.numbers)
    for listing, numbers in touched.numbers.items():
        row = rows[listing]
        yield from _numbered(session, press, row, numbers)
        yield from _head(session, press, row)
    newest = newest_entries(session, site.key, max(site.page_size, feeds.LENGTH))
    yield press.front(newest[: site.page_size], _blocks(session, press))
    yield from feeds.pages(site, newest[: feeds.LENGTH])
    if whole:
        yield from _signposts(session, press)
    if whole or any(_is_new(row, touched) for row in rows.values()):
        yield press.directory(*_directory(session, site.key))


def _signposts(session: Session, press: Press) -> Iterator[Page]:
    """The redirects at the addresses of renamed listings, which no changed article touches."""
    rows = session.scalars(
        select(ListingRow).where(
            ListingRow.site == press.site.key, ListingRow.moved_to.is_not(None), ~_IS_USED
        )
    )
    for row in rows:
        for number in range(1, page_of(row.size, press.site.page_size) + 1):
            yield _page(press, row, (), number=number)
        yield from _head(session, press, row)


def _is_new(row: ListingRow, touched: Touched) -> bool:
    """Whether these changes may have added the listing to the directory, or removed it."""
    was_revived = (row.kind, row.key) in touched.revived
    return row.size <= len(touched.numbers[ARCHIVE]) or row.moved_to is not None or was_revived


def newest_entries(session: Session, site: str, count: int) -> list[Entry]:
    """The `count` newest articles of a site, newest first."""
    return _entries(session, newest_of(site).limit(count))


def newest_of(site: str) -> Select[str | None]:
    """Select the entries of a site's live articles, newest first."""
    return (
        select(Article.entry)
        .where(Article.site == site, Article.live)
        .order_by(Article.dated_at.desc(), Article.id.desc())
    )


def _numbered(session: Session, press: Press, row: ListingRow, numbers: set[int]) -> Iterator[Page]:
    """The numbered pages that show these members.

    When a member begins a new page, the page before it is included, as it is no longer the newest.
    """
    size = press.site.page_size
    wanted = {page_of(number, size) for number in numbers}
    wanted |= {page_of(number, size) - 1 for number in numbers if number % size == 1 or size == 1}
    for number in sorted(wanted - {0}):
        first = (number - 1) * size + 1
        members = _members(row).where(Membership.number.between(first, first + size - 1))
        entries = _entries(session, members.order_by(Membership.number.desc()))
        yield _page(press, row, entries, number=number)


def _head(session: Session, press: Press, row: ListingRow) -> Iterator[Page]:
    """The listing's first page, which shows the newest, and its feeds."""
    size = press.site.page_size
    newest = _members(row).order_by(Membership.dated_at.desc(), Membership.number.desc())
    entries = _entries(session, newest.limit(max(size, feeds.LENGTH)))
    older = page_of(row.size - size, size) if row.size > size else 0
    yield _page(press, row, entries[:size], older=older)
    channel = Channel(row.title, _path(row))
    if row.kind != "archive":
        made = feeds.pages(press.site, entries[: feeds.LENGTH], channel)
        yield from made if entries or not row.moved_to else _led_on(row, made)


def _led_on(row: ListingRow, made: Iterable[Page]) -> Iterator[Page]:
    """The feeds of a renamed listing, as redirects to the new address."""
    for page in made:
        to = _path(row, row.moved_to) + page.path.removeprefix(_path(row))
        yield replace(page, leads_to=to)


def _page(
    press: Press, row: ListingRow, entries: Sequence[Entry], *, number: int = 0, older: int = 0
) -> Page:
    if row.moved_to and not entries:
        to = _path(row, row.moved_to)
        return replace(press.redirect(_path(row, number=number), to), leads_to=to)
    return press.listing(
        Listing(
            kind=cast(ListingKind, row.kind),
            key=row.key,
            title=row.title,
            entries=entries if isinstance(entries, list) else list(entries),
            page_number=number,
            page_count=page_of(row.size, press.site.page_size),
            older=older,
        )
    )


def _path(row: ListingRow, key: str | None = None, number: int = 0) -> str:
    """The path of a page of the listing, or of a listing of the same kind with another `key`."""
    return listing_path(cast(ListingKind, row.kind), row.key if key is None else key, number)


def _members(row: ListingRow) -> Select[str | None]:
    return (
        select(Article.entry)
        .join(Membership, Membership.article_id == Article.id)
        .where(
            Membership.site == row.site,
            Membership.kind == row.kind,
            Membership.key == row.key,
            Membership.gone.is_(False),
            Article.live,
        )
    )


def _entries(session: Session, query: Select[str | None]) -> list[Entry]:
    return [load_entry(entry) for entry in session.scalars(query) if entry]


def _blocks(session: Session, press: Press) -> list[Listing]:
    site = press.site
    rows = session.scalars(
        select(ListingRow)
        .where(ListingRow.site == site.key, ListingRow.kind == "section")
        .order_by(ListingRow.size.desc(), ListingRow.key)
        .limit(50)
    ).all()
    rank = {name: place for place, name in enumerate(site.sections)}
    chosen = sorted(rows, key=lambda row: rank.get(row.title, len(rank)))[:_BLOCKS]
    blocks = []
    for row in chosen:
        newest = _members(row).order_by(Membership.dated_at.desc(), Membership.number.desc())
        entries = _entries(session, newest.limit(_BLOCK_LENGTH))
        if entries:
            blocks.append(Listing(kind="section", key=row.key, title=row.title, entries=entries))
    return blocks


def _directory(session: Session, site: str) -> tuple[list[str], list[str]]:
    """The names of all sections, and of the tags that are used most."""
    of_kind = select(ListingRow.title).where(
        ListingRow.site == site, or_(ListingRow.moved_to.is_(None), _IS_USED)
    )
    sections = session.scalars(of_kind.where(ListingRow.kind == "section").order_by("title"))
    tags = of_kind.where(ListingRow.kind == "tag").order_by(ListingRow.size.desc(), ListingRow.key)
    return list(sections), list(session.scalars(tags.limit(_TAGS_IN_DIRECTORY)))
