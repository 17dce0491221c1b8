"""Ghost: its export, and the posts of its content API."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import orjson

from matbaa.errors import Rejected
from matbaa.formats import json_document, lexical, text
from matbaa.formats.base import Context
from matbaa.formats.draft import draft, each_apart
from matbaa.story import Parsed

NAME = "ghost"

_BODIES = frozenset({"html", "lexical", "mobiledoc", "plaintext", "slug"})
_CLOSED = (
    "Withheld, because Ghost shows the post to members only; release it to show it to everyone."
)
_STATUS = {"published": "usable", "scheduled": "usable", "sent": "usable"}


def can_parse(content: str, context: Context) -> bool:
    """Whether it is JSON with `db[0].data.posts`, `data.posts` or `posts`."""
    return bool(_tables(json_document.peek(content, context.limits)))


def parse(content: str, context: Context) -> list[Parsed]:
    """The article of each post and page, drafts as withheld. Raises Rejected if there is none."""
    found = _tables(json_document.load(content, context.limits))
    if not found:
        raise Rejected("posts", "the export contains no posts")
    return [
        article
        for tables in found
        for article in each_apart(partial(_article, tables=tables), tables["posts"], NAME)
    ]


def _tables(value: Any) -> list[dict[str, Any]]:
    """The tables of each database in an export, with `posts` as a list of plain objects."""
    if not isinstance(value, dict):
        return []
    parts = value["db"] if isinstance(value.get("db"), list) else [value.get("result", value)]
    datas = [part.get("data", part) for part in parts if isinstance(part, dict)]
    found = [{**data, "posts": _posts(data)} for data in datas if isinstance(data, dict)]
    return [tables for tables in found if tables["posts"]]


def _posts(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The posts of a database; Ghost's migration tools wrap each one in `data`."""
    posts = data.get("posts")
    rows = [post for post in posts if isinstance(post, dict)] if isinstance(posts, list) else []
    plain = [_plain(row) for row in rows]
    return plain if all(_is_post(post) for post in plain) else []


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, **row["data"]} if isinstance(row.get("data"), dict) else row


def _is_post(post: Any) -> bool:
    return isinstance(post, dict) and "title" in post and bool(_BODIES & post.keys())


def _article(post: dict[str, Any], tables: dict[str, Any]) -> Parsed:
    is_open = str(post.get("visibility") or "public") == "public"
    tags = [str(tag.get("name", "")) for tag in _related(post, tables, "tag", "tags")]
    fields = {
        "id": post.get("uuid") or post.get("comment_id") or post.get("id"),
        "title": post.get("title"),
        "authors": [_person(each) for each in _people(post, tables)],
        "published": post.get("published_at") or post.get("created_at"),
        "updated": post.get("updated_at"),
        "publish_at": post.get("published_at") if post.get("status") == "scheduled" else None,
        "status": _STATUS.get(str(post.get("status") or "published"), "withheld")
        if is_open
        else "withheld",
        "section": next((tag for tag in tags if not tag.startswith("#")), ""),
        "tags": [tag for tag in tags if not tag.startswith("#")],
        "slug": post.get("slug"),
        "language": post.get("locale"),
        "subtitle": post.get("custom_excerpt"),
        "description": post.get("meta_description") or _meta(post, tables, "meta_description"),
        "canonical_url": post.get("canonical_url") or post.get("url"),
        "images": [_picture(post, tables)],
        "body": _body(post),
    }
    return draft(NAME, fields, warnings=[] if is_open else [_CLOSED])


def _body(post: dict[str, Any]) -> str:
    for name, convert in (("html", str), ("lexical", _lexical), ("mobiledoc", _mobiledoc)):
        if post.get(name) and (body := convert(post[name])):
            return body
    return text.to_html(str(post.get("plaintext") or ""))


def _lexical(document: Any) -> str:
    return lexical.lexical_to_html(_loaded(document))


def _mobiledoc(document: Any) -> str:
    return lexical.mobiledoc_to_html(_loaded(document))


def _loaded(document: Any) -> Any:
    try:
        return orjson.loads(document) if isinstance(document, str) else document
    except orjson.JSONDecodeError:
        return {}


def _rows(tables: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    rows = tables.get(name)
    return (row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else iter(())


def _related(
    post: dict[str, Any], tables: dict[str, Any], kind: str, name: str
) -> list[dict[str, Any]]:
    """Rows of another table that belong to a post: nested in it, or by a join table."""
    if isinstance(post.get(name), list):
        return [_plain(each) for each in post[name] if isinstance(each, dict)]
    pairs = [row for row in _rows(tables, f"posts_{name}") if row.get("post_id") == post.get("id")]
    pairs.sort(key=lambda row: row.get("sort_order") or 0)
    by_id = {row.get("id"): row for row in _rows(tables, "users" if name == "authors" else name)}
    return [by_id[row[f"{kind}_id"]] for row in pairs if row.get(f"{kind}_id") in by_id]


def _people(post: dict[str, Any], tables: dict[str, Any]) -> list[dict[str, Any]]:
    people = _related(post, tables, "author", "authors")
    if people:
        return people
    if isinstance(post.get("author"), dict):
        return [_plain(post["author"])]
    return [user for user in _rows(tables, "users") if user.get("id") == post.get("author_id")]


def _person(person: dict[str, Any]) -> dict[str, Any]:
    return {"name": person.get("name"), "url": person.get("website")}


def _meta(post: dict[str, Any], tables: dict[str, Any], name: str) -> Any:
    rows = (row for row in _rows(tables, "posts_meta") if row.get("post_id") == post.get("id"))
    return next((row.get(name) for row in rows), None)


def _picture(post: dict[str, Any], tables: dict[str, Any]) -> dict[str, Any]:
    names = ("feature_image_alt", "feature_image_caption")
    alt, caption = (post.get(name) or _meta(post, tables, name) for name in names)
    return {"url": post.get("feature_image") or post.get("image"), "alt": alt, "caption": caption}
