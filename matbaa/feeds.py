"""Writes RSS 2.0, Atom 1.0 (RFC 4287) and JSON Feed 1.1 for a site or one of its listings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
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
    for entry in entries[:LENGTH]:
        _rss_item(xml.add(body, "item"), site, entry)
    return xml.to_bytes(root)


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
    for entry in entries[:LENGTH]:
        _atom_entry(xml.add(root, f"{_ATOM}entry"), site, entry)
    return xml.to_bytes(root)


def jsonfeed(site: Site, entries: Sequence[Entry], channel: Channel = _WHOLE_SITE) -> bytes:
    """JSON Feed 1.1 (https://jsonfeed.org/version/1.1)."""
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(site, channel),
        "home_page_url": paths.url(site, channel.path),
        "feed_url": paths.url(site, channel.path + JSON),
        "language": site.language,
        "authors": [{"name": site.name, "url": f"{site.base_url}/"}],
        "items": [_json_item(site, entry) for entry in entries[:LENGTH]],
    }
    if site.tagline:
        feed["description"] = site.tagline
    if site.websub_hub:
        feed["hubs"] = [{"type": "WebSub", "url": site.websub_hub}]
    return orjson.dumps(feed, option=orjson.OPT_INDENT_2)


def _rss_item(item: xml.Element, site: Site, entry: Entry) -> None:
    link = paths.url(site, entry.path)
    xml.add(item, "title", isolated(entry, site))
    xml.add(item, "link", link)
    xml.add(item, "guid", link, isPermaLink="true")
    xml.add(item, "description", entry.description)
    xml.add(item, "pubDate", format_datetime(entry.published))
    for name in _authors(site, entry):
        xml.add(item, f"{{{_DC_NS}}}creator", name)
    for name in _subjects(entry):
        xml.add(item, "category", name)
    if entry.language != site.language:
        xml.add(item, f"{{{_DC_NS}}}language", entry.language)
    if entry.html:
        xml.add_html(item, f"{{{_CONTENT_NS}}}encoded", entry.html)
    if entry.image:
        xml.add(item, f"{{{_MEDIA_NS}}}content", **_media(entry.image))


def _atom_entry(element: xml.Element, site: Site, entry: Entry) -> None:
    link = paths.url(site, entry.path)
    element.set(_XML_LANG, entry.language)
    xml.add(element, f"{_ATOM}title", isolated(entry, site))
    xml.add(element, f"{_ATOM}id", link)
    xml.add(element, f"{_ATOM}link", rel="alternate", type="text/html", href=link)
    xml.add(element, f"{_ATOM}published", _time(entry.published))
    xml.add(element, f"{_ATOM}updated", _time(entry.updated))
    for name in _authors(site, entry):
        xml.add(xml.add(element, f"{_ATOM}author"), f"{_ATOM}name", name)
    for name in _subjects(entry):
        xml.add(element, f"{_ATOM}category", term=xml.clean(name))
    xml.add(element, f"{_ATOM}summary", entry.description)
    if entry.html:
        xml.add(element, f"{_ATOM}content", entry.html, type="html")
    if entry.image:
        xml.add(element, f"{{{_MEDIA_NS}}}content", **_media(entry.image))


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
