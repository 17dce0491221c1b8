"""Posts of WordPress's REST API."""

from __future__ import annotations

from typing import Any

from matbaa.errors import Rejected
from matbaa.formats import json_document
from matbaa.formats.base import Context
from matbaa.formats.draft import draft, each_apart
from matbaa.story import Parsed

NAME = "wordpress-json"

_STATUS = {"publish": "usable", "future": "usable"}


def can_parse(content: str, context: Context) -> bool:
    """Whether it is a JSON object with a rendered content, or a list of such objects."""
    return bool(_posts(json_document.peek(content, context.limits)))


def parse(content: str, context: Context) -> list[Parsed]:
    """The article of each post. Raises Rejected if there is none."""
    posts = _posts(json_document.load(content, context.limits))
    if not posts:
        raise Rejected("content", "contains no post with rendered content")
    return each_apart(_article, posts, NAME)


def _posts(value: Any) -> list[dict[str, Any]]:
    posts = value if isinstance(value, list) else [value]
    found = [
        post for post in posts if isinstance(post, dict) and isinstance(post.get("content"), dict)
    ]
    return [post for post in found if "rendered" in post["content"]]


def _article(post: dict[str, Any]) -> Parsed:
    embedded = post.get("_embedded") if isinstance(post.get("_embedded"), dict) else {}
    terms = [
        term for group in _list(embedded, "wp:term") for term in group if isinstance(term, dict)
    ]
    fields = {
        "id": _rendered(post, "guid") or post.get("link") or str(post.get("id") or ""),
        "title": _rendered(post, "title"),
        "authors": [
            {"name": it.get("name"), "url": it.get("link")} for it in _list(embedded, "author")
        ],
        "published": _utc(post, "date"),
        "updated": _utc(post, "modified"),
        "status": _STATUS.get(str(post.get("status") or "publish"), "withheld"),
        "section": next((it.get("name") for it in terms if it.get("taxonomy") == "category"), ""),
        "tags": [it.get("name") for it in terms if it.get("taxonomy") == "post_tag"],
        "slug": post.get("slug"),
        "canonical_url": post.get("link"),
        "description": _rendered(post, "excerpt"),
        "images": [
            {
                "url": it.get("source_url"),
                "alt": it.get("alt_text"),
                "caption": _rendered(it, "caption"),
            }
            for it in _list(embedded, "wp:featuredmedia")
        ],
        "body": _rendered(post, "content"),
    }
    return draft(NAME, fields)


def _list(source: Any, name: str) -> list[Any]:
    found = source.get(name)
    return [each for each in found if each] if isinstance(found, list) else []


def _rendered(source: dict[str, Any], name: str) -> str:
    value = source.get(name)
    return str(value.get("rendered") or "") if isinstance(value, dict) else str(value or "")


def _utc(post: dict[str, Any], name: str) -> str:
    gmt = post.get(f"{name}_gmt")
    return f"{gmt}Z" if gmt else str(post.get(name) or "")
