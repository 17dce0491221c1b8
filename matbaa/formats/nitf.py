"""NITF, the News Industry Text Format: an XML format of agencies since 1999."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from matbaa.formats import xml
from matbaa.formats.base import Context
from matbaa.formats.bylines import authors_of
from matbaa.formats.draft import draft
from matbaa.story import Parsed

NAME = "nitf"

#: NITF elements and their HTML equivalents.
_TAGS = {"hl1": "h2", "hl2": "h3", "bq": "blockquote", "credit": "cite", "media": "figure"}
_LEFT_OUT = ("media", "tagline", "note", "nitf-table-metadata")
#: The range of row lengths in wire text, whose line breaks NITF may have taken over: wires use 60
#: to 69 letters.
_NARROWEST, _WIDEST = 50, 80
_PARAGRAPH = re.compile(r"(<p\b[^<>]*>)((?:(?!</?p\b).)*)</p>", re.S)
_BREAK, _TAG = re.compile(r"\s*<br>\s*"), re.compile(r"<[^<>]*>")
_STATUS = {
    "withheld": "withheld",
    "embargoed": "withheld",
    "canceled": "canceled",
    "killed": "canceled",
}


def can_parse(content: str, context: Context) -> bool:
    """Whether it is XML with the root element `nitf`."""
    return xml.root_name(content) == "nitf"


def parse(content: str, context: Context) -> list[Parsed]:
    """The one article of an NITF document. Raises Rejected for ill-formed XML."""
    return [from_element(xml.load(content, context.limits), NAME)]


def from_element(nitf: xml.Element, format: str, **stated: Any) -> Parsed:
    """An `nitf` element as an article; fields `stated` elsewhere (an envelope) take precedence."""
    return draft(format, {**fields_of(nitf), **{key: it for key, it in stated.items() if it}})


def fields_of(nitf: xml.Element) -> dict[str, Any]:
    """A submission's fields from an `nitf` element, see docs/formats.md."""
    head, content = xml.find(nitf, "body", "body.head"), xml.find(nitf, "body", "body.content")
    return {
        **_docdata(nitf),
        **(_head(head) if head is not None else {}),
        "title": _title(nitf, head),
        "language": nitf.get("{http://www.w3.org/XML/1998/namespace}lang"),
        "images": [_image(media) for media in xml.within(nitf, "media") if _is_picture(media)],
        "body": "" if content is None else _body(content),
    }


def _body(content: xml.Element) -> str:
    """The text as HTML, with the rows of hard-wrapped paragraphs joined."""
    markup = xml.markup(content, _TAGS, _LEFT_OUT)
    return _PARAGRAPH.sub(_unbroken, markup) if "<br>" in markup else markup


def _unbroken(paragraph: re.Match[str]) -> str:
    rows = [" ".join(row.split()) for row in _BREAK.split(paragraph[2])]
    plain = [_TAG.sub("", row) for row in rows]
    is_wrapped = len(rows) > 1 and all(
        len(row) <= _WIDEST and len(row) + 1 + len(below.split(" ", 1)[0]) >= _NARROWEST
        for row, below in pairwise(plain)
    )
    return f"{paragraph[1]}{' '.join(rows)}</p>" if is_wrapped else paragraph[0]


def _title(nitf: xml.Element, head: xml.Element | None) -> str:
    found = () if head is None else (*xml.within(head, "hl1"), *xml.within(head, "hedline"))
    headline = xml.text(next(iter(found), None)).lstrip("*")  # asterisks mark a flash
    return headline or xml.text(xml.find(nitf, "head", "title"))


def _head(head: xml.Element) -> dict[str, Any]:
    return {
        "subtitle": xml.text(next(xml.within(head, "hl2"), None)),
        "authors": [
            author for byline in xml.find_all(head, "byline") for author in _byline(byline)
        ],
        "place": _place(xml.find(head, "dateline")),
        "source": xml.text(xml.find(head, "distributor")),
        "description": xml.text(xml.find(head, "abstract")),
    }


def _byline(byline: xml.Element) -> list[dict[str, str]]:
    person, role = xml.find(byline, "person"), xml.text(xml.find(byline, "byttl"))
    if person is not None:
        return [{"role": role, **author} for author in authors_of(xml.text(person))]
    whole = xml.text(byline)
    name = whole.removesuffix(role).rstrip(" ,")
    return authors_of(f"{name}, {role}" if name and role else whole)


def _place(dateline: xml.Element | None) -> str:
    if dateline is None:
        return ""
    location = xml.find(dateline, "location")
    names = [] if location is None else [" ".join(name.split()) for name in location.itertext()]
    return ", ".join(filter(None, names)) or xml.text(dateline)


def _docdata(nitf: xml.Element) -> dict[str, Any]:
    data, papers = xml.find(nitf, "head", "docdata"), xml.find(nitf, "head", "pubdata")
    if data is None:
        return {}
    subjects = xml.within(nitf, "tobject.subject")
    return {
        "id": _attribute(data, "doc-id", "id-string"),
        "published": _attribute(data, "date.issue", "norm"),
        "publish_at": _attribute(data, "date.release", "norm"),
        "section": None if papers is None else papers.get("position.section"),
        "expire_at": _attribute(data, "date.expire", "norm"),
        "revision": _attribute(data, "du-key", "version"),
        "status": _STATUS.get(data.get("management-status", "usable"), "usable"),
        "tags": [
            *(word.get("key") or xml.text(word) for word in xml.within(data, "keyword")),
            *(subject.get("tobject.subject.type", "") for subject in subjects),
        ],
    }


def _attribute(parent: xml.Element, child: str, name: str) -> str | None:
    found = xml.find(parent, child)
    return None if found is None else found.get(name)


def _is_picture(media: xml.Element) -> bool:
    return media.get("media-type", "image").lower() in {"image", "photo", "picture", "graphic"}


def _image(media: xml.Element) -> dict[str, Any]:
    reference = next(_references(media), None)
    return {
        "url": "" if reference is None else reference.get("source", ""),
        "alt": "" if reference is None else reference.get("alternate-text", ""),
        "width": "" if reference is None else reference.get("width", ""),
        "height": "" if reference is None else reference.get("height", ""),
        "caption": xml.text(xml.find(media, "media-caption")),
        "credit": xml.text(xml.find(media, "media-producer")),
    }


def _references(media: xml.Element) -> Iterator[xml.Element]:
    found = list(xml.within(media, "media-reference"))
    return iter(
        sorted(
            found,
            key=lambda it: -int(it.get("width") or 0) if (it.get("width") or "0").isdigit() else 0,
        )
    )
