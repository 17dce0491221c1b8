"""Prepares the pictures of Media RSS for feedparser, which loses what belongs to which picture.

It lists the renditions in a `media:group` as separate pictures, and takes the description of one
for the text of the entry. Here each picture becomes one element with its caption and credit.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

_OPENING = {
    name: re.compile(rf"<(?P<prefix>[\w.-]{{1,20}}):{name}\b(?P<attributes>[^<>]*+)(?<!/)>")
    for name in ("group", "content", "description", "credit")
}
_CONTENT = re.compile(r"<[\w.-]{1,20}:content\b(?P<attributes>[^<>]*+)>")
_IMAGE = re.compile(r"\b(?:medium\s*=\s*[\"']image[\"']|type\s*=\s*[\"']image/)")
_WIDTH = re.compile(r"\bwidth\s*=\s*[\"'](\d{1,5})")
_TAG = re.compile(r"<[^<>]*>")


def with_captions(content: str) -> str:
    """`content` with the pictures of each group, and those with inner elements, as one element."""
    if ":content" not in content:
        return content
    return _replaced(_replaced(content, "group", _group), "content", _single)


def _replaced(content: str, name: str, make: Callable[[re.Match[str], str], str | None]) -> str:
    """`content` with what `make` returns for each element `name`, given its start tag and what is
    within it; the element itself for None. Elements are passed once, so that it is linear.
    """
    out: list[str] = []
    at = 0
    while opening := _OPENING[name].search(content, at):
        closing = f"</{opening['prefix']}:{name}>"
        end = content.find(closing, opening.end())
        if end < 0:
            break
        made = make(opening, content[opening.end() : end])
        end += len(closing)
        out += [
            content[at : opening.start()],
            content[opening.start() : end] if made is None else made,
        ]
        at = end
    return "".join([*out, content[at:]])


def _group(opening: re.Match[str], inner: str) -> str | None:
    """The widest picture of a group; None if it has others than pictures."""
    told = [found["attributes"] for found in _CONTENT.finditer(inner)]
    if not told or not all(_IMAGE.search(attributes) for attributes in told):
        return None
    return _element(opening["prefix"], max(told, key=_width), inner)


def _single(opening: re.Match[str], inner: str) -> str | None:
    if _IMAGE.search(opening["attributes"]) is None:
        return None
    return _element(opening["prefix"], opening["attributes"], inner)


def _width(attributes: str) -> int:
    found = _WIDTH.search(attributes)
    return int(found[1]) if found else 0


def _element(prefix: str, attributes: str, inner: str) -> str:
    """An empty element with the description and the credit within `inner` as attributes."""
    said = {name: _text(inner, name) for name in ("description", "credit")}
    more = "".join(f' matbaa-{name}="{text}"' for name, text in said.items() if text)
    return f"<{prefix}:content {attributes.strip(' /')}{more}/>"


def _text(inner: str, name: str) -> str:
    """The text of the first element `name`, escaped for an attribute."""
    opening = _OPENING[name].search(inner)
    if opening is None:
        return ""
    end = inner.find(f"</{opening['prefix']}:{name}>", opening.end())
    text = inner[opening.end() : end].strip() if end >= 0 else ""
    is_plain = text.startswith("<![CDATA[") and text.endswith("]]>")
    plain = text[9:-3] if is_plain else html.unescape(text)
    return html.escape(" ".join(_TAG.sub(" ", plain).split()))
