"""The common part of RSS and Atom: feedparser reads them, each entry becomes an article."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from matbaa.errors import Rejected
from matbaa.figures import likeness
from matbaa.formats import text, xml
from matbaa.formats.base import Context
from matbaa.formats.bylines import authors_of
from matbaa.formats.draft import draft, each_apart, line
from matbaa.formats.feed_media import with_captions
from matbaa.story import Parsed

_LINK = re.compile(r"<a\b[^<>]*>([^<>]*)</a>", re.I)
_ENTRY = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)\b", re.I)
#: The elements that feedparser turns into tags, and the list in one that can have several.
_TAG = re.compile(
    r"<(?:[\w.-]+:)?(?:category|subject|keywords|tags)\b[^<>]*+(?:>(?:<!\[CDATA\[)?([^<]*+))?", re.I
)
#: An author as RSS 2.0 wants it, which feedparser tears apart if the domain is `.media`.
_ADDRESSED = re.compile(r"(?P<email>[^\s@()]+@[^\s@()]+)\s+\((?P<name>[^()]{2,80})\)")
#: Separators in such a list; a character reference may stand for a comma.
_COMMA = re.compile("[,&]")
_MOST_TAGS = 1_000
#: The scheme of the category by which Blogger tells posts, comments, settings and templates apart.
_KIND = "http://schemas.google.com/g/2005#kind"
#: Elements with the whole text in feeds for Yandex News, with its prefix and without.
_WHOLE = ("yandex_full-text", "full-text")


def parse(content: str, format: str, context: Context) -> list[Parsed]:
    """The article of each entry, in order. Raises Rejected for a feed without entries.

    Ill-formed feeds are read as far as feedparser can, and each article then has a warning.
    """
    limits = context.limits
    xml.refuse_entities(content)
    if len(content) > limits.max_body_bytes * 4:
        raise Rejected("content", f"larger than {limits.max_body_bytes * 4:,} characters")
    xml.refuse_costly(content, limits)
    _refuse_tags(content)
    feed = _read(with_captions(content))
    entries = [entry for entry in feed.entries if _is_article(entry)]
    if not entries:
        problem = feed.get("bozo_exception")
        raise Rejected("content", f"the feed has no entries{f' ({problem})' if problem else ''}")
    if len(entries) > limits.max_items:
        raise Rejected("content", f"more than {limits.max_items:,} entries (max_items)")
    warnings = (
        ["The feed is not well-formed XML; entries may be missing or incomplete."]
        if _is_ill(feed)
        else []
    )
    return each_apart(lambda entry: _article(entry, feed.feed, format, warnings), entries, format)


def _is_article(entry: Any) -> bool:
    """Whether it is none of the comments, settings and templates in an export of Blogger."""
    kinds = [tag["term"] for tag in entry.get("tags", []) if tag.get("scheme") == _KIND]
    kinds += [f"#{entry.get('blogger_type', 'post').lower()}"]
    return all(str(kind).endswith(("#post", "#page")) for kind in kinds)


def _refuse_tags(content: str) -> None:
    """Raise Rejected for an entry with too many tags: feedparser compares each with all others."""
    for entry in _ENTRY.split(content):
        if sum(1 + len(_COMMA.findall(tag[1] or "")) for tag in _TAG.finditer(entry)) > _MOST_TAGS:
            raise Rejected("content", f"an entry has more than {_MOST_TAGS:,} categories")


def _read(content: str) -> Any:
    import feedparser  # type: ignore[import-untyped]  # ships no types

    # A file object, because feedparser would fetch a string that looks like a URL.
    body = io.BytesIO(content.encode(errors="replace"))
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        return feedparser.parse(body, response_headers=headers, sanitize_html=False)
    except Exception as error:  # noqa: BLE001 - its handlers raise whatever int() and [] raise
        problem = f"{type(error).__name__}: {error}"
        raise Rejected("content", f"the feed cannot be read ({problem[:200]})") from None


def _is_ill(feed: Any) -> bool:
    return bool(feed.bozo) and "SAX" in type(feed.get("bozo_exception")).__name__


def _article(entry: Any, feed: Any, format: str, warnings: list[str]) -> Parsed:
    body, teaser = _body(entry)
    fields = {
        "id": entry.get("id") or entry.get("link"),
        "title": entry.get("title"),
        "authors": list(_authors(entry)) or list(_authors(feed)),
        "published": _time(entry, "published") or _time(entry, "updated"),
        "updated": _time(entry, "updated"),
        "expire_at": entry.get("expired"),
        "language": _language(entry) or feed.get("language"),
        "tags": [
            tag.get("label") or tag.get("term") or ""
            for tag in entry.get("tags", [])
            if tag.get("scheme") != _KIND
        ],
        "status": "withheld" if _is_draft(entry) else None,
        "description": teaser,
        "canonical_url": entry.get("link"),
        "images": list(_images(entry)),
        "comments": _count(entry.get("slash_comments") or entry.get("thr_total")),
        "source": (entry.get("source") or {}).get("title") or feed.get("title"),
        "body": _player(entry) + body,
    }
    return draft(format, fields, warnings=[*warnings, *_left_out(entry)])


def _is_draft(entry: Any) -> bool:
    """Whether its publisher has not published it (RFC 5023, 13.1.1; Blogger)."""
    return bool(entry.get("app_draft") == "yes" or entry.get("blogger_status", "LIVE") != "LIVE")


def _player(entry: Any) -> str:
    """The film of an entry about one, as channels of YouTube have it."""
    link = str(entry.get("link", ""))
    return f'<iframe src="{html.escape(link)}"></iframe>' if "yt_videoid" in entry else ""


def _left_out(entry: Any) -> list[str]:
    """What is said of sound and film, which are not published."""
    kinds = ("audio", "video")
    media = (
        line(each.get("href"))
        for each in entry.get("enclosures", [])
        if str(each.get("type", "")).startswith(kinds)
    )
    urls = [url for url in media if url]
    return [f"Attached, not published: {', '.join(urls[:10])}."] if urls else []


def _body(entry: Any) -> tuple[str, str | None]:
    """The longest content as HTML, and the summary as description if there are both."""
    whole = ({"value": entry.get(name)} for name in _WHOLE)
    contents = [part for part in (*entry.get("content", []), *whole) if part.get("value")]
    # feedparser overwrites the detail of the summary by media:description, but not the summary.
    summary = {**(entry.get("summary_detail") or {}), "value": entry.get("summary", "")}
    if not contents:
        return _html(summary), None
    longest = max(contents, key=lambda part: len(part["value"]))
    shorter = summary["value"] if summary["value"] != longest["value"] else ""
    return _without_advert(_html(longest), entry), line(shorter) or None


def _without_advert(body: str, entry: Any) -> str:
    """The body without the last paragraph that WordPress adds in feeds, in any language: "The post
    TITLE appeared first on SITE", both with links.
    """
    start = body.rfind("<p")
    links = _LINK.findall(body, max(start, 0))
    is_advert = len(links) == 2 and line(links[0]) == line(entry.get("title"))
    return body[:start] if start > 0 and is_advert else body


def _html(part: Any) -> str:
    value = str(part.get("value", ""))
    is_plain = "&" not in value and "\n\n" in value.strip()  # as YouTube writes it
    is_html = "html" in part.get("type", "html") and not is_plain
    return value if is_html or "<" in value else text.to_html(value)


def _language(entry: Any) -> str | None:
    details = [*entry.get("content", []), entry.get("title_detail") or {}]
    return next((part["language"] for part in details if part.get("language")), None)


def _authors(source: Any) -> Iterator[dict[str, Any]]:
    if addressed := _ADDRESSED.fullmatch(str(source.get("author", ""))):
        yield {"name": addressed["name"], "email": addressed["email"]}
        return
    for author in source.get("authors", []):
        name, known = author.get("name"), (author.get("href"), author.get("email"))
        if name and any(known):
            yield {"name": name, "url": known[0], "email": known[1]}
        elif name:
            yield from authors_of(name)


def _time(entry: Any, name: str) -> str:
    """The time as written, or as read by feedparser if nothing else can."""
    from matbaa.formats.moments import moment

    if name not in entry:
        # feedparser returns `published` for a missing `updated`, with a deprecation warning.
        return ""
    written, parsed = entry.get(name) or "", entry.get(f"{name}_parsed")
    if parsed is None or moment(written) is not None:
        return str(written)
    return "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*parsed[:6])


def _count(value: Any) -> int | None:
    return int(value) if str(value or "").isdecimal() else None


def _images(entry: Any) -> Iterator[dict[str, Any]]:
    for media in _largest(entry.get("media_content", [])):
        caption, credit = media.get("matbaa-description"), media.get("matbaa-credit")
        said = {"caption": caption or _caption(entry), "credit": credit or _credit(entry)}
        yield {**media, **said}
    for enclosure in entry.get("enclosures", []):
        if str(enclosure.get("type", "")).startswith("image"):
            yield {"url": enclosure.get("href")}
    if not _largest(entry.get("media_content", [])):
        yield from entry.get("media_thumbnail", [])


def _largest(contents: Sequence[Any]) -> list[Any]:
    """The pictures, each in its widest size only."""
    widest: dict[str, Any] = {}
    for media in contents:
        if str(media.get("medium") or media.get("type") or "").startswith("image"):
            name = likeness(str(media.get("url")))
            known = widest.setdefault(name, media)
            if (_count(media.get("width")) or 0) > (_count(known.get("width")) or 0):
                widest[name] = media
    return list(widest.values())


def _caption(entry: Any) -> str | None:
    detail = (entry.get("summary_detail") or {}).get("value")
    return detail if detail != entry.get("summary") else None


def _credit(entry: Any) -> str | None:
    return next((credit.get("content") for credit in entry.get("media_credit", [])), None)
