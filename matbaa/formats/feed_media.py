"""Prepares the pictures of Media RSS for feedparser, which loses what belongs to which picture.

It lists the renditions in a `media:group` as separate pictures, and takes the description of one
for the text of the entry. Here each picture becomes one element with its caption and credit.
"""

from __future__ import annotations

import html
import re

_GROUP = re.compile(
    r"<(?P<prefix>[\w.-]{1,20}):group\b[^<>]*+>(?P<inner>(?:(?!</(?P=prefix):group>).)*+)"
    r"</(?P=prefix):group\s*>",
    re.S,
)
_ONE = re.compile(
    r"<(?P<prefix>[\w.-]{1,20}):content\b(?P<attributes>[^<>]*+)(?<!/)>"
    r"(?P<inner>(?:(?!</(?P=prefix):content>).)*+)</(?P=prefix):content\s*>",
    re.S,
)
_CONTENT = re.compile(r"<[\w.-]{1,20}:content\b(?P<attributes>[^<>]*+)>")
_IMAGE = re.compile(r"\b(?:medium\s*=\s*[\"']image[\"']|type\s*=\s*[\"']image/)")
_WIDTH = re.compile(r"\bwidth\s*=\s*[\"'](\d{1,5})")
_TOLD = re.compile(
    r"<[\w.-]{1,20}:(?P<name>description|credit)\b[^<>]*+>(?P<text>[^<]*+(?:<!\[CDATA\[.*?\]\]>)?)[^<]*+</",
    re.S,
)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.S)
_TAG = re.compile(r"<[^<>]*>")


def with_captions(content: str) -> str:
    """`content` with the pictures of each group, and those with inner elements, as one element."""
    if ":content" not in content:
        return content
    return _ONE.sub(_single, _GROUP.sub(_group, content))


def _group(group: re.Match[str]) -> str:
    """The widest picture of a group; the group itself if it has others than pictures."""
    told = [found["attributes"] for found in _CONTENT.finditer(group["inner"])]
    if not told or not all(_IMAGE.search(attributes) for attributes in told):
        return group[0]
    return _element(group["prefix"], max(told, key=_width), group["inner"])


def _single(one: re.Match[str]) -> str:
    is_image = _IMAGE.search(one["attributes"]) is not None
    return _element(one["prefix"], one["attributes"], one["inner"]) if is_image else one[0]


def _width(attributes: str) -> int:
    found = _WIDTH.search(attributes)
    return int(found[1]) if found else 0


def _element(prefix: str, attributes: str, inner: str) -> str:
    """An empty element with the description and the credit within `inner` as attributes."""
    said = {found["name"]: _plain(found["text"]) for found in reversed([*_TOLD.finditer(inner)])}
    more = "".join(f' matbaa-{name}="{text}"' for name, text in said.items() if text)
    return f"<{prefix}:content {attributes.strip(' /')}{more}/>"


def _plain(text: str) -> str:
    """The text of an element, escaped for an attribute."""
    cdata = _CDATA.search(text)
    plain = _TAG.sub(" ", cdata[1] if cdata else html.unescape(text))
    return html.escape(" ".join(plain.split()))
