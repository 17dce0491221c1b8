"""Writes RSS 2.0, Atom 1.0 (RFC 4287) and JSON Feed 1.1 for a site or one of its listings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache
from typing import Any

import orjson

from matbaa.pages import paths, xml
from matbaa.pages.context import isolated
from matbaa.pages.values import Entry, Page
from matbaa.settings import Site
from matbaa.submission import Image

#: File names in the directory of the page that a feed belongs to.
RSS, ATOM, JSON = "feed.xml", "atom.xml", "feed.json"
#: A feed has at most this many entries, the newest ones.
LENGTH = 30

_ATOM_NS = "http://www.w3.org/2005/Atom"
_ATOM = f"{{{_ATOM_NS}}}"
_DC_NS = "http://purl.org/dc/elements/1.1/"
_CONTENT_NS = "http://purl.org/rss/1.0/modules/content/"
_MEDIA_NS = "http://search.yahoo.com/mrss/"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Channel:
    """The subject of a feed: `path` is the directory URL of its page, empty for the whole site."""

    title: str = ""
    path: str = ""


_WHOLE_SITE = Channel()


def pages(site: Site, entries: Sequence[Entry], channel: Channel = _WHOLE_SITE) -> list[Page]:
    """The three feeds of a channel, next to its page; `entries` newest first."""
    written = (
        (RSS, "application/rss+xml; charset=utf-8", rss),
        (ATOM, "application/atom+xml; charset=utf-8", atom),
        (JSON, "application/feed+json", jsonfeed),
    )
    return [
        Page(channel.path + name, "feed", content_type, write(site, entries, channel))
        for name, content_type, write in written
    ]


def rss(site: Site, entries: Sequence[Entry], channel: Channel = _WHOLE_SITE) -> bytes:
    """RSS 2.0 with Atom's self link, Dublin Core authors, and full text if the entries have it."""
    namespaces: dict[str | None, str] = {
        "atom": _ATOM_NS,
        "dc": _DC_NS,
        "content": _CONTENT_NS,
        "media": _MEDIA_NS,
    }
    root = xml.root("rss", namespaces, version="2.0")
    body = xml.add(root, "channel")
    self_url = paths.url(site, channel.path + RSS)
    xml.add(body, "title", _title(site, channel))
    xml.add(body, "link", paths.url(site, channel.path))
    xml.add(body, "description", site.tagline or _title(site, channel))
    xml.add(body, "language", site.language)
    xml.add(body, "lastBuildDate", format_datetime(_newest(entries)))
    xml.add(body, f"{_ATOM}link", rel="self", type="application/rss+xml", href=self_url)
    if site.websub_hub:
        xml.add(body, f"{_ATOM}link", rel="hub", href=site.websub_hub)
    items = (_items(site, entry).rss for entry in entries[:LENGTH])
    return _with_items(root, b"</channel></rss>", items)


def atom(site: Site, entries: Sequence[Entry], channel: Channel = _WHOLE_SITE) -> bytes:
    """Atom 1.0; ids are the articles' URLs, which never change."""
    root = xml.root(f"{_ATOM}feed", {None: _ATOM_NS, "media": _MEDIA_NS})
    root.set(_XML_LANG, site.language)
    self_url = paths.url(site, channel.path + ATOM)
    xml.add(root, f"{_ATOM}title", _title(site, channel))
    if site.tagline:
        xml.add(root, f"{_ATOM}subtitle", site.tagline)
    xml.add(root, f"{_ATOM}id", self_url)
    xml.add(root, f"{_ATOM}updated", _time(_newest(entries)))
    xml.add(root, f"{_ATOM}link", rel="self", type="application/atom+xml", href=self_url)
    page = paths.url(site, channel.path)
    xml.add(root, f"{_ATOM}link", rel="alternate", type="text/html", href=page)
    if site.websub_hub:
        xml.add(root, f"{_ATOM}link", rel="hub", href=site.websub_hub)
    author = xml.add(root, f"{_ATOM}author")
    xml.add(author, f"{_ATOM}name", site.name)
    xml.add(author, f"{_ATOM}uri", f"{site.base_url}/")
    items = (_items(site, entry).atom for entry in entries[:LENGTH])
    return _with_items(root, b"</feed>", items)


def jsonfeed(site: Site, entries: Sequence[Entry], channel: Channel = _WHOLE_SITE) -> bytes:
    """JSON Feed 1.1 (https://jsonfeed.org/version/1.1)."""
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(site, channel),
        "home_page_url": paths.url(site, channel.path),
        "feed_url": paths.url(site, channel.path + JSON),
        "language": site.language,
        "authors": [{"name": site.name, "url": f"{site.base_url}/"}],
        "items": [orjson.Fragment(_items(site, entry).json) for entry in entries[:LENGTH]],
    }
    if site.tagline:
        feed["description"] = site.tagline
    if site.websub_hub:
        feed["hubs"] = [{"type": "WebSub", "url": site.websub_hub}]
    return orjson.dumps(feed, option=orjson.OPT_INDENT_2)


def _with_items(root: xml.Element, end: bytes, items: Iterable[bytes]) -> bytes:
    """The document with `items` before its `end`."""
    return b"".join([xml.to_bytes(root).removesuffix(end), *items, end])


@dataclass(frozen=True, slots=True)
class _Items:
    """An article in each of the three feeds."""

    rss: bytes
    atom: bytes
    #: Indented as far as it is in the feed.
    json: bytes


def _items(site: Site, entry: Entry) -> _Items:
    return _written(site, entry) if entry.html else _remembered(site, entry)


def _written(site: Site, entry: Entry) -> _Items:
    json = orjson.dumps(_json_item(site, entry), option=orjson.OPT_INDENT_2)
    return _Items(
        xml.enclosed("item", *_rss_item(site, entry)).encode(),
        xml.enclosed("entry", *_atom_entry(site, entry), **{"xml:lang": entry.language}).encode(),
        json.replace(b"\n", b"\n    "),
    )


#: Cached, because an article is in the feeds of the site and of several listings, and stays there
#: until thirty newer ones have come.
_remembered = lru_cache(maxsize=512)(_written)


def _rss_item(site: Site, entry: Entry) -> Iterator[str]:
    link = paths.url(site, entry.path)
    yield xml.element("title", isolated(entry, site))
    yield xml.element("link", link)
    yield xml.element("guid", link, isPermaLink="true")
    yield xml.element("description", entry.description)
    yield xml.element("pubDate", format_datetime(entry.published))
    for name in _authors(site, entry):
        yield xml.element("dc:creator", name)
    for name in _subjects(entry):
        yield xml.element("category", name)
    if entry.language != site.language:
        yield xml.element("dc:language", entry.language)
    if entry.html:
        yield xml.enclosed("content:encoded", xml.unparsed(entry.html))
    if entry.image:
        yield xml.enclosed("media:content", **_media(entry.image))


def _atom_entry(site: Site, entry: Entry) -> Iterator[str]:
    link = paths.url(site, entry.path)
    yield xml.element("title", isolated(entry, site))
    yield xml.element("id", link)
    yield xml.enclosed("link", rel="alternate", type="text/html", href=link)
    yield xml.element("published", _time(entry.published))
    yield xml.element("updated", _time(entry.updated))
    for name in _authors(site, entry):
        yield xml.enclosed("author", xml.element("name", name))
    for name in _subjects(entry):
        yield xml.enclosed("category", term=name)
    yield xml.element("summary", entry.description)
    if entry.html:
        yield xml.element("content", entry.html, type="html")
    if entry.image:
        yield xml.enclosed("media:content", **_media(entry.image))


def _json_item(site: Site, entry: Entry) -> dict[str, Any]:
    link = paths.url(site, entry.path)
    item: dict[str, Any] = {
        "id": link,
        "url": link,
        "title": isolated(entry, site),
        "summary": entry.description,
        "date_published": _time(entry.published),
        "date_modified": _time(entry.updated),
        "authors": [{"name": name} for name in _authors(site, entry)],
        "tags": _subjects(entry),
        "language": entry.language,
    }
    item |= {"content_html": entry.html} if entry.html else {"content_text": entry.description}
    if entry.image:
        item["image"] = entry.image.url
    return item


def _title(site: Site, channel: Channel) -> str:
    return f"{channel.title} - {site.name}" if channel.title else site.name


def _authors(site: Site, entry: Entry) -> tuple[str, ...]:
    return entry.authors or (site.name,)


def _subjects(entry: Entry) -> list[str]:
    return list(dict.fromkeys([*([entry.section] if entry.section else []), *entry.tags]))


def _newest(entries: Sequence[Entry]) -> datetime:
    """The time of the feed: that of its newest entry, so that equal entries give equal bytes."""
    return max((entry.updated for entry in entries), default=datetime(1970, 1, 1, tzinfo=UTC))


def _media(image: Image) -> dict[str, str]:
    sizes = {"width": image.width, "height": image.height}
    known = {name: str(size) for name, size in sizes.items() if size}
    return {"url": image.url, "medium": "image", **known}


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
