"""Sitemaps: an index, a file for each day, and Google's news sitemap of the last two days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from matbaa.pages import paths, xml
from matbaa.pages.values import Entry, Page
from matbaa.settings import Site

INDEX_PATH = "sitemap.xml"
NEWS_PATH = "sitemaps/news.xml"
#: Google's limits: two days and 1,000 articles in a news sitemap, 50,000 URLs in any.
NEWS_AGE = timedelta(days=2)
NEWS_LENGTH = 1_000
SHARD_LENGTH = 50_000

_TYPE = "application/xml"
_SITEMAP_NS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS_NS = "http://www.google.com/schemas/sitemap-news/0.9"
_SITEMAP = f"{{{_SITEMAP_NS}}}"
_NEWS = f"{{{_NEWS_NS}}}"
_IMAGE_NS = "http://www.google.com/schemas/sitemap-image/1.1"


def shard_path(site: Site, published: datetime) -> str:
    """The file of an article's day, in the site's zone: `sitemaps/2025/04/10.xml`."""
    return f"sitemaps/{published.astimezone(site.zone):%Y/%m/%d}.xml"


def day_of(site: Site, published: datetime) -> date:
    """The day in the site's zone whose shard an article stands in."""
    return published.astimezone(site.zone).date()


def index(site: Site, shards: Mapping[str, datetime]) -> bytes:
    """The sitemap index: paths of shards with the time of their newest change."""
    root = xml.root(f"{_SITEMAP}sitemapindex", {None: _SITEMAP_NS})
    for path, changed in sorted(shards.items()):
        element = xml.add(root, f"{_SITEMAP}sitemap")
        xml.add(element, f"{_SITEMAP}loc", paths.url(site, path))
        xml.add(element, f"{_SITEMAP}lastmod", _time(changed.astimezone(site.zone)))
    return xml.to_bytes(root)


def shard(site: Site, entries: Sequence[Entry]) -> bytes:
    """Articles with their images; `entries` in any order, 50,000 at most."""
    root = xml.root(f"{_SITEMAP}urlset", {None: _SITEMAP_NS, "image": _IMAGE_NS})
    for entry in sorted(entries, key=_age):
        element = _url(root, site, entry.path)
        xml.add(element, f"{_SITEMAP}lastmod", _time(entry.updated))
        if entry.image:
            image = xml.add(element, f"{{{_IMAGE_NS}}}image")
            xml.add(image, f"{{{_IMAGE_NS}}}loc", entry.image.url)
    return xml.to_bytes(root)


def news(site: Site, entries: Sequence[Entry], now: datetime) -> bytes:
    """The news sitemap: what was published within two days before `now`, newest first. After two
    days without news only the front page is in it, as a sitemap may not be empty.
    """
    root = xml.root(f"{_SITEMAP}urlset", {None: _SITEMAP_NS, "news": _NEWS_NS})
    recent = [entry for entry in entries if now - NEWS_AGE <= entry.published <= now]
    for entry in sorted(recent, key=_age, reverse=True)[:NEWS_LENGTH]:
        item = xml.add(_url(root, site, entry.path), f"{_NEWS}news")
        publication = xml.add(item, f"{_NEWS}publication")
        xml.add(publication, f"{_NEWS}name", site.name)
        xml.add(publication, f"{_NEWS}language", _news_language(entry.language))
        xml.add(item, f"{_NEWS}publication_date", _time(entry.published))
        xml.add(item, f"{_NEWS}title", entry.title)
    if not recent:
        _url(root, site, "")
    return xml.to_bytes(root)


def index_page(site: Site, shards: Mapping[str, datetime]) -> Page:
    """`index` as a page."""
    return Page(INDEX_PATH, "sitemap", _TYPE, index(site, shards))


def news_page(site: Site, entries: Sequence[Entry], now: datetime) -> Page:
    """`news` as a page."""
    return Page(NEWS_PATH, "news-sitemap", _TYPE, news(site, entries, now))


def day_pages(site: Site, day: date, entries: Sequence[Entry]) -> list[Page]:
    """The shards of a day: one, or more where the day has over 50,000 articles; none if it has
    none, as a sitemap may not be empty.
    """
    ordered = sorted(entries, key=_age)
    starts = range(0, len(ordered), SHARD_LENGTH)
    return [
        Page(_numbered(day, number), "sitemap", _TYPE, shard(site, ordered[at : at + SHARD_LENGTH]))
        for number, at in enumerate(starts, 1)
    ]


def _url(root: xml.Element, site: Site, path: str) -> xml.Element:
    element = xml.add(root, f"{_SITEMAP}url")
    xml.add(element, f"{_SITEMAP}loc", paths.url(site, path))
    return element


def _age(entry: Entry) -> tuple[datetime, str]:
    return entry.published, entry.path


def _numbered(day: date, number: int) -> str:
    return f"sitemaps/{day:%Y/%m/%d}{'' if number == 1 else f'-{number}'}.xml"


def _news_language(tag: str) -> str:
    """ISO 639 code, as Google wants it; Chinese with its script's region."""
    language, *rest = tag.lower().replace("_", "-").split("-")
    if language == "zh":
        return "zh-tw" if {"tw", "hk", "hant"} & set(rest) else "zh-cn"
    return language


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
