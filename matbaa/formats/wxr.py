"""WXR, the export format of WordPress: an RSS feed with WordPress's own elements."""

from __future__ import annotations

import re
from typing import Any

from matbaa.errors import Rejected
from matbaa.formats import wordpress, xml
from matbaa.formats.base import Context
from matbaa.formats.draft import draft, each_apart
from matbaa.story import Parsed

NAME = "wxr"

#: Types of items in an export that are not articles.
_OTHER = frozenset(
    {"attachment", "nav_menu_item", "revision", "custom_css", "wp_block", "wp_navigation"}
)
_LOCKED = "Withheld, because WordPress shows it only with a password; release it to publish it."
_STATUS = {"publish": "usable", "future": "usable", "inherit": "usable"}


def can_parse(content: str, context: Context) -> bool:
    """Whether it is RSS with WordPress's export namespace."""
    return "wordpress.org/export/" in content[:20_000] and xml.root_name(content) == "rss"


def parse(content: str, context: Context) -> list[Parsed]:
    """The article of each post and page, drafts as withheld; attachments become their images.

    Raises Rejected for ill-formed XML and for an export without posts.
    """
    root = xml.load(content, context.limits)
    channel = xml.find(root, "channel")
    items = [] if channel is None else list(xml.find_all(channel, "item"))
    posts = [item for item in items if _text(item, "post_type") not in _OTHER]
    posts = [item for item in posts if _text(item, "status") not in {"trash", "auto-draft"}]
    if not posts or channel is None:
        raise Rejected("content", "the export contains no posts")
    files = {
        _text(item, "post_id"): item for item in items if _text(item, "post_type") == "attachment"
    }
    people = {
        _text(each, "author_login"): each
        for name in ("author", "wp_author")
        for each in xml.find_all(channel, name)
    }
    return each_apart(lambda post: _article(post, channel, files, people), posts, NAME)


def _article(
    post: xml.Element,
    channel: xml.Element,
    files: dict[str, xml.Element],
    people: dict[str, xml.Element],
) -> Parsed:
    categories = list(xml.find_all(post, "category"))
    is_locked = bool(_text(post, "post_password"))
    fields = {
        "id": _text(post, "guid") or _text(post, "link"),
        "title": _text(post, "title"),
        "authors": _authors(post, people),
        "published": _utc(post, "post_date") or _text(post, "pubDate"),
        "updated": _utc(post, "post_modified"),
        "publish_at": _utc(post, "post_date") if _text(post, "status") == "future" else None,
        "status": "withheld"
        if is_locked
        else _STATUS.get(_text(post, "status") or "publish", "withheld"),
        "section": _section(categories),
        "tags": [xml.text(it) for it in categories if it.get("domain") in {"post_tag", "tag"}],
        "slug": _text(post, "post_name"),
        "language": _text(channel, "language"),
        "canonical_url": _text(post, "link"),
        "description": _meta(post, "_yoast_wpseo_metadesc") or _excerpt(post),
        "images": [_picture(files[found])]
        if (found := _meta(post, "_thumbnail_id")) in files
        else [],
        "comments": sum(
            _text(it, "comment_approved") == "1" for it in xml.find_all(post, "comment")
        ),
        "body": wordpress.to_html(_encoded(post, "content")),
    }
    return draft(NAME, fields, warnings=[_LOCKED] if is_locked else [])


def _section(categories: list[xml.Element]) -> str:
    """The first category, except the default one for posts without a category."""
    named = (it for it in categories if it.get("domain") == "category")
    return next((xml.text(it) for it in named if it.get("nicename") != "uncategorized"), "")


def _text(parent: xml.Element, name: str) -> str:
    return xml.text(xml.find(parent, name))


def _encoded(post: xml.Element, kind: str) -> str:
    """The text of `content:encoded` or `excerpt:encoded`, which have the same local name."""
    for found in xml.find_all(post, "encoded"):
        if f"/{kind}/" in found.tag or found.tag.startswith("{http://wordpress.org") == (
            kind == "excerpt"
        ):
            return "".join(found.itertext())
    return ""


def _excerpt(post: xml.Element) -> str:
    return _encoded(post, "excerpt")


def _authors(post: xml.Element, people: dict[str, xml.Element]) -> list[dict[str, Any]]:
    """The authors of the co-author plug-in if it was used, else the creator, by display name."""
    several = [
        xml.text(it) for it in xml.find_all(post, "category") if it.get("domain") == "author"
    ]
    return [_person(login, people.get(login)) for login in several or [_text(post, "creator")]]


def _person(login: str, person: xml.Element | None) -> dict[str, Any]:
    return {"name": login if person is None else _text(person, "author_display_name") or login}


def _utc(post: xml.Element, name: str) -> str:
    """A date in GMT, or in local time if the GMT one is all zeros, WordPress's value for none."""
    gmt = _text(post, f"{name}_gmt")
    return f"{gmt}Z" if gmt and not gmt.startswith("0000") else _not_zero(_text(post, name))


def _not_zero(date: str) -> str:
    return "" if date.startswith("0000") else date


def _meta(post: xml.Element, key: str) -> str:
    for meta in xml.find_all(post, "postmeta"):
        if _text(meta, "meta_key") == key:
            return _text(meta, "meta_value")
    return ""


def _picture(attachment: xml.Element) -> dict[str, Any]:
    return {
        "url": _text(attachment, "attachment_url") or _text(attachment, "guid"),
        "alt": _meta(attachment, "_wp_attachment_image_alt"),
        "caption": re.sub(r"<[^<>]+>", "", _excerpt(attachment)),
    }
