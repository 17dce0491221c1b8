"""When a page says it was published and changed, in the order in which its places are believed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone

from matbaa.formats.base import Context
from matbaa.formats.page_bylines import elsewhere
from matbaa.formats.page_markup import HtmlElement, Page, text_of
from matbaa.language.dates import FoundDate, find_dates, is_update_label, parse_date

#: Names of the meta elements that state it, the most reliable first.
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
#: Written the other way round, as an address in the European way: /23-01-2022-title.
_IN_URL_DAY_FIRST = re.compile(
    r"(?<!\d)(0[1-9]|[12]\d|3[01])([\-_.])(0[1-9]|1[0-2])\2((?:19|20)\d{2})(?!\d)"
)
_CLASS = re.compile(r"date|time|publi|posted|byline|meta|fecha|datum|dato|created", re.I)
#: A page is not older than the web, nor published after it was received.
_OLDEST = 1993
#: `time` elements that are looked at.
_TIMES = 200
#: Characters of a page that is searched everywhere.
_SEARCHED = 500_000
#: No clock is farther from UTC.
_FARTHEST = timedelta(hours=14)
#: Newfoundland, Iran, Afghanistan, India, Myanmar, central Australia.
_HALF_HOURS = frozenset(
    timedelta(hours=each) for each in (-3.5, -2.5, 3.5, 4.5, 5.5, 6.5, 9.5, 10.5)
)


def dates_of(page: Page, context: Context) -> tuple[datetime | None, datetime | None]:
    """Published and updated, aware; None where the page does not tell."""
    reader = _Reader(page, context)
    published = next(reader.published(), None)
    published = reader.local(published) if published else None
    updated = next(reader.updated(), None)
    published = published or updated or reader.shown_update() or reader.guessed()
    if published and updated and updated < published - timedelta(days=1):
        updated = None
    return published, updated


def _offset(when: datetime, shown: FoundDate) -> timedelta | None:
    """How far the clock of a second statement of one moment is from UTC: hours, or the half ones
    that there are.
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
        """A moment stated in UTC, on the newsroom's clock where the page shows that too."""
        if when.utcoffset() or when.tzinfo is self._context.zone:
            return when  # no zone was stated, or another one
        offsets = (_offset(when, found) for found in self._clocks())
        own = next((offset for offset in offsets if offset), None)
        return when.astimezone(timezone(own)) if own else when

    def _clocks(self) -> Iterator[FoundDate]:
        texts = [*filter(None, map(self._page.first_meta, PUBLISHED)), *self._times()]
        for text in texts:
            if (found := self._parse(text)) and found.has_time:
                yield found

    def updated(self) -> Iterator[datetime]:
        """As above, of the last change."""
        yield from self._stated([self._page.linked.text("dateModified")])
        yield from self._stated(self._page.first_meta(name) for name in _UPDATED)
        yield from self._stated(self._marked("datemodified"))

    def shown_update(self) -> datetime | None:
        """The day of the last change, where readers are told no other."""
        return next(self._visible(is_update=True), None)

    def guessed(self) -> datetime | None:
        """What htmldate finds in the markup where nothing states it; it searches everything."""
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
        """Microdata."""
        for element in self._page.tree.iterfind(".//*[@itemprop]"):
            if name in (element.get("itemprop") or "").lower().split():
                yield element.get("datetime") or element.get("content") or text_of(element)[:80]

    def _times(self) -> Iterator[str]:
        """`time` elements, those that say they are the publication first, then those after the
        headline and in no box about other articles.
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
        """Dates in the short texts after the headline, then in what looks like a dateline."""
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
