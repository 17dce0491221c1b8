"""The dates of publication and last change of a page, from its sources in order of reliability."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone

from matbaa.formats.base import Context
from matbaa.formats.page.bylines import elsewhere
from matbaa.formats.page.markup import HtmlElement, Page, text_of
from matbaa.language.dates import FoundDate, find_dates, is_update_label, parse_date

#: Names of meta elements with the date of publication, the most reliable first.
PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "article.published", "article:published", "published", "published_time", "publish_date",
    "publish-date",
    "publishdate", "published-date", "publication_date", "publication-date", "pubdate", "date",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
    "dc.date.issued", "dcterms.created", "dcterms.issued", "dc.date", "dc.date.created",
    "dcterms.date", "prism.publicationdate", "citation_publication_date", "citation_date",
    "article_date_original", "originalpublicationdate", "displaydate", "og:pubdate",
    "rnews:datepublished",
    "bt:pubdate", "datecreated", "created", "article:created", "article.created", "last-published",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified",
    "article:modified", "modified_time", "last-modified", "lastmod", "dcterms.modified",
    "dc.date.modified", "updated_time", "modificationdate", "revised",
)  # fmt: skip
#: A date in a path: /2025/04/10/, /2025-04-10-..., /20250410/.
_IN_URL = re.compile(r"(?<!\d)((?:19|20)\d{2})([/\-_.]?)(0[1-9]|1[0-2])\2([0-2]\d|3[01])(?!\d)")
#: The same with the day first, as in European addresses: /23-01-2022-title.
_IN_URL_DAY_FIRST = re.compile(
    r"(?<!\d)(0[1-9]|[12]\d|3[01])([\-_.])(0[1-9]|1[0-2])\2((?:19|20)\d{2})(?!\d)"
)
_CLASS = re.compile(r"date|time|publi|posted|byline|meta|fecha|datum|dato|created", re.I)
#: The year of the oldest plausible page.
_OLDEST = 1993
#: The most `time` elements that are examined.
_TIMES = 200
#: A page of more characters is not searched by htmldate.
_SEARCHED = 500_000
#: The largest offset from UTC.
_FARTHEST = timedelta(hours=14)
#: Offsets with half hours: Newfoundland, Iran, Afghanistan, India, Myanmar, central Australia.
_HALF_HOURS = frozenset(
    timedelta(hours=each) for each in (-3.5, -2.5, 3.5, 4.5, 5.5, 6.5, 9.5, 10.5)
)


def dates_of(page: Page, context: Context) -> tuple[datetime | None, datetime | None]:
    """The times of publication and last change, with time zones; None if they are not found."""
    reader = _Reader(page, context)
    published = next(reader.published(), None)
    published = reader.local(published) if published else None
    updated = next(reader.updated(), None)
    published = published or updated or reader.shown_update() or reader.guessed()
    if published and updated and updated < published - timedelta(days=1):
        updated = None
    return published, updated


def _offset(when: datetime, shown: FoundDate) -> timedelta | None:
    """The offset from UTC of a local time that states the same moment as `when`; None if the
    difference is no existing offset.
    """
    if shown.has_zone:
        return shown.when.utcoffset() if shown.when == when else None
    apart = shown.when.replace(tzinfo=UTC, second=0) - when.replace(tzinfo=UTC, second=0)
    is_clock = not apart % timedelta(hours=1) or apart in _HALF_HOURS
    return apart if abs(apart) <= _FARTHEST and is_clock else None


class _Reader:
    def __init__(self, page: Page, context: Context) -> None:
        self._page = page
        self._context = context
        self._language = page.language

    def published(self) -> Iterator[datetime]:
        """Candidates, the most reliable first."""
        page = self._page
        stated = (page.linked.text(name) for name in ("datePublished", "uploadDate"))
        yield from self._stated(stated)
        yield from self._stated(page.first_meta(name) for name in PUBLISHED)
        yield from self._stated(self._marked("datepublished"))
        yield from self._stated([page.linked.text("dateCreated")])
        yield from self._stated(self._times())
        yield from self._in_url()
        yield from self._visible()

    def local(self, when: datetime) -> datetime:
        """A moment stated in UTC, with the newsroom's offset if the page also shows a
        local time.
        """
        if when.utcoffset() or when.tzinfo is self._context.zone:
            return when  # no zone was stated, or one other than UTC
        offsets = (_offset(when, found) for found in self._clocks())
        own = next((offset for offset in offsets if offset), None)
        return when.astimezone(timezone(own)) if own else when

    def _clocks(self) -> Iterator[FoundDate]:
        texts = [*filter(None, map(self._page.first_meta, PUBLISHED)), *self._times()]
        for text in texts:
            if (found := self._parse(text)) and found.has_time:
                yield found

    def updated(self) -> Iterator[datetime]:
        """Candidates for the last change, the most reliable first."""
        yield from self._stated([self._page.linked.text("dateModified")])
        yield from self._stated(self._page.first_meta(name) for name in _UPDATED)
        yield from self._stated(self._marked("datemodified"))

    def shown_update(self) -> datetime | None:
        """The visible date of the last change, if no other date is found."""
        return next(self._visible(is_update=True), None)

    def guessed(self) -> datetime | None:
        """The date that htmldate finds anywhere in the markup; the last resort."""
        import htmldate

        if self._page.length > _SEARCHED:
            return None
        found = htmldate.find_date(
            self._page.tree, url=self._page.url, original_date=True, extensive_search=False
        )
        return next(self._stated([found]), None)

    def _stated(self, texts: Iterable[str | None]) -> Iterator[datetime]:
        for text in texts:
            found = self._parse(text) if text else None
            if found and self._is_likely(found.when):
                yield found.when

    def _parse(self, text: str) -> FoundDate | None:
        context = self._context
        return parse_date(
            text.strip(),
            zone=context.zone,
            received=context.received,
            language=self._language,
            thorough=False,
        )

    def _is_likely(self, when: datetime) -> bool:
        return when.year >= _OLDEST and when <= self._context.received + timedelta(days=2)

    def _marked(self, name: str) -> Iterator[str]:
        """The values of a property in microdata."""
        for element in self._page.tree.iterfind(".//*[@itemprop]"):
            if name in (element.get("itemprop") or "").lower().split():
                yield element.get("datetime") or element.get("content") or text_of(element)[:80]

    def _times(self) -> Iterator[str]:
        """The `time` elements: first those marked as the publication, then those after the headline
        that are not in a box about other articles.
        """
        found: list[tuple[bool, bool, HtmlElement]] = []
        is_after = not self._page.headings
        for element in self._page.tree.iter("time", "h1"):
            if element.tag == "h1":
                is_after = is_after or element is self._page.headings[0][0]
            elif element.get("datetime") or len(text_of(element)) < 60:
                apart = not is_after or elsewhere(element, self._page)
                found.append((element.get("pubdate") is None, apart, element))
        for _, _, element in sorted(found[:_TIMES], key=lambda each: each[:2])[:8]:
            yield element.get("datetime") or text_of(element)

    def _in_url(self) -> Iterator[datetime]:
        url = self._page.url or ""
        if match := _IN_URL.search(url):
            year, _, month, day = match.groups()
            yield from self._stated([f"{year}-{month}-{day}"])
        elif match := _IN_URL_DAY_FIRST.search(url):
            day, _, month, year = match.groups()
            yield from self._stated([f"{year}-{month}-{day}"])

    def _visible(self, *, is_update: bool = False) -> Iterator[datetime]:
        """Dates in the short texts after the headline, then in probable datelines."""
        headings = self._page.headings
        near = (
            (text for _, text in self._page.near(headings[0][0]) if len(text) < 150)
            if headings
            else iter(())
        )
        yield from self._found(near, is_update)
        dateline = (
            text
            for element in self._page.tree.iter("span", "div", "p", "li", "td", "small", "em", "i")
            if _CLASS.search(f"{element.get('class') or ''} {element.get('id') or ''}")
            and len(element) < 6
            and 6 <= len(text := text_of(element)) < 120
        )
        yield from self._found(dateline, is_update)
        anywhere = (
            " ".join(text.split())
            for element in self._page.tree.iter("span", "div", "p", "li", "td", "small", "b", "h6")
            if (text := element.text) and 6 <= len(text) < 80
        )
        yield from self._found(anywhere, is_update)

    def _found(self, texts: Iterable[str], is_update: bool) -> Iterator[datetime]:
        context = self._context
        for text in texts:
            if not any(letter.isdigit() for letter in text):
                continue
            for found in find_dates(
                text, zone=context.zone, received=context.received, language=self._language
            ):
                is_meant = is_update_label(text[: found.start]) == is_update
                if found.has_year and is_meant and self._is_likely(found.when):
                    yield found.when
