"""Writes sitemaps: an index, a file for each day, Google's news sitemap of the last two days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter

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
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
_IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"


@dataclass(frozen=True, slots=True)
class Line:
    """An article in a sitemap. Lines are kept and reused when a sitemap is written again for a new
    article: a day may have thousands.
    """

    published: datetime
    updated: datetime
    path: str
    #: Its XML element.
    url: str

    @property
    def age(self) -> tuple[datetime, str]:
        """The sort key: oldest first, and a fixed order for articles of the same moment."""
        return self.published, self.path


def line(site: Site, entry: Entry) -> Line:
    """An article in the sitemap of its day."""
    about = f"{_where(site, entry)}{xml.element('lastmod', _time(entry.updated))}{_image(entry)}"
    return _line(entry, about)


def news_line(site: Site, entry: Entry) -> Line:
    """An article in the news sitemap."""
    publication, published, title = (
        xml.element("news:name", site.name)
        + xml.element("news:language", _news_language(entry.language)),
        xml.element("news:publication_date", _time(entry.published)),
        xml.element("news:title", entry.title),
    )
    news = f"<news:publication>{publication}</news:publication>{published}{title}"
    return _line(entry, f"{_where(site, entry)}<news:news>{news}</news:news>")


def _line(entry: Entry, about: str) -> Line:
    return Line(entry.published, entry.updated, entry.path, f"<url>{about}</url>")


def _where(site: Site, entry: Entry) -> str:
    return xml.element("loc", paths.url(site, entry.path))


def _image(entry: Entry) -> str:
    if not entry.image:
        return ""
    return f"<image:image>{xml.element('image:loc', entry.image.url)}</image:image>"


def shard_path(site: Site, published: datetime) -> str:
    """The file of an article's day, in the site's time zone: `sitemaps/2025/04/10.xml`."""
    return f"sitemaps/{published.astimezone(site.zone):%Y/%m/%d}.xml"


def day_of(site: Site, published: datetime) -> date:
    """The day, in the site's time zone, whose shard lists the article."""
    return published.astimezone(site.zone).date()


def index(site: Site, shards: Mapping[str, datetime]) -> bytes:
    """The sitemap index: paths of shards with the time of their newest change."""
    files = (
        f"<sitemap>{xml.element('loc', paths.url(site, path))}"
        f"{xml.element('lastmod', _time(changed.astimezone(site.zone)))}</sitemap>"
        for path, changed in sorted(shards.items())
    )
    return xml.document("sitemapindex", {"": _SITEMAP}, files)


def shard(lines: Sequence[Line]) -> bytes:
    """Articles with their images; `lines` in any order, 50,000 at most."""
    urls = (each.url for each in sorted(lines, key=attrgetter("age")))
    return xml.document("urlset", {"": _SITEMAP, "image": _IMAGE}, urls)


def news(site: Site, lines: Iterable[Line], now: datetime) -> bytes:
    """The news sitemap: of `lines`, made by `news_line`, those published within two days before
    `now`, newest first. Without any, it lists only the front page, because a sitemap must not be
    empty.
    """
    recent = [each for each in lines if now - NEWS_AGE <= each.published <= now]
    newest = sorted(recent, key=attrgetter("age"), reverse=True)[:NEWS_LENGTH]
    front = f"<url>{xml.element('loc', paths.url(site, ''))}</url>"
    urls = [each.url for each in newest] or [front]
    return xml.document("urlset", {"": _SITEMAP, "news": _NEWS}, urls)


def index_page(site: Site, shards: Mapping[str, datetime]) -> Page:
    """`index` as a page."""
    return Page(INDEX_PATH, "sitemap", _TYPE, index(site, shards))


def news_page(site: Site, lines: Iterable[Line], now: datetime) -> Page:
    """`news` as a page."""
    return Page(NEWS_PATH, "news-sitemap", _TYPE, news(site, lines, now))


def day_pages(day: date, lines: Sequence[Line]) -> list[Page]:
    """The shards of a day: one, or several if the day has over 50,000 articles; none if it has no
    article, because a sitemap must not be empty.
    """
    ordered = sorted(lines, key=attrgetter("age"))
    starts = range(0, len(ordered), SHARD_LENGTH)
    return [
        Page(_numbered(day, number), "sitemap", _TYPE, shard(ordered[at : at + SHARD_LENGTH]))
        for number, at in enumerate(starts, 1)
    ]


def _numbered(day: date, number: int) -> str:
    return f"sitemaps/{day:%Y/%m/%d}{'' if number == 1 else f'-{number}'}.xml"


def _news_language(tag: str) -> str:
    """The ISO 639 code that Google requires; for Chinese with the region of the script."""
    language, *rest = tag.lower().replace("_", "-").split("-")
    if language == "zh":
        return "zh-tw" if {"tw", "hk", "hant"} & set(rest) else "zh-cn"
    return language


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
