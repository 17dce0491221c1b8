"""JSON Feed 1.0 and 1.1."""

from __future__ import annotations

from typing import Any

from matbaa.errors import Rejected
from matbaa.formats import json_document, text
from matbaa.formats.base import Context
from matbaa.formats.draft import draft, each_apart
from matbaa.story import Parsed

NAME = "jsonfeed"


def can_parse(content: str, context: Context) -> bool:
    """Whether it is a JSON object whose `version` is JSON Feed's, or with a feed and its items."""
    value = json_document.peek(content, context.limits)
    if not isinstance(value, dict):
        return False
    items = value.get("items")
    first = items[0] if isinstance(items, list) and items else None
    told = isinstance(first, dict) and bool({"content_html", "content_text"} & first.keys())
    named = "items" in value and bool({"home_page_url", "feed_url"} & value.keys())
    return told or named or "jsonfeed.org/version" in str(value.get("version"))


def parse(content: str, context: Context) -> list[Parsed]:
    """The article of each item. Raises Rejected if there is none."""
    feed = json_document.load_object(content, context.limits)
    items = feed.get("items")
    if not isinstance(items, list) or not items:
        raise Rejected("items", "the feed has no items")
    if len(items) > context.limits.max_items:
        raise Rejected("items", f"more than {context.limits.max_items:,} (max_items)")
    return each_apart(
        lambda numbered: _article(numbered[1], feed, numbered[0]), enumerate(items), NAME
    )


def _article(item: Any, feed: dict[str, Any], number: int) -> Parsed:
    if not isinstance(item, dict):
        raise Rejected(f"items[{number}]", "must be a JSON object")
    plain = item.get("content_text")
    fields = {
        "id": item.get("id") or item.get("url"),
        "title": item.get("title"),
        "authors": _authors(item) or _authors(feed),
        "published": item.get("date_published"),
        "updated": item.get("date_modified"),
        "language": item.get("language") or feed.get("language"),
        "tags": item.get("tags") if isinstance(item.get("tags"), list) else [],
        "description": item.get("summary"),
        "canonical_url": item.get("url") or item.get("external_url"),
        "images": [{"url": item.get("image") or item.get("banner_image")}],
        "source": feed.get("title"),
        "body": item.get("content_html") or (text.to_html(plain) if isinstance(plain, str) else ""),
    }
    return draft(NAME, fields)


def _authors(source: dict[str, Any]) -> list[dict[str, Any]]:
    people = source.get("authors") or [source.get("author")]
    return (
        [person for person in people if isinstance(person, dict)]
        if isinstance(people, list)
        else []
    )
