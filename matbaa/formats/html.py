"""An HTML fragment: the body of an article as an editor's tool exports it."""

from __future__ import annotations

import re

from matbaa.formats.base import Context
from matbaa.sanitize import DROPPED, TAGS
from matbaa.story import Parsed
from matbaa.submission import BodyFormat, Submission

NAME = "html"

_ELEMENTS = TAGS | DROPPED | {"html", "head", "body", "font", "form", "main"}
_FIRST = re.compile(r"\s*<!--|\s*<([a-z][a-z0-9]*)[\s/>]", re.I)
_BLOCKS = "p|div|h[1-6]|ul|ol|li|table|article|section|figure|blockquote"
_CLOSED = re.compile(rf"</(?:{_BLOCKS})>", re.I)
_OPENED = re.compile(rf"<(?:{_BLOCKS}|br)\b[^<>]{{0,500}}>", re.I)


def can_parse(content: str, context: Context) -> bool:
    """Markup that starts with an element of HTML, or has block elements."""
    return is_markup(content)


def is_markup(text: str) -> bool:
    """Whether text is written in HTML: it starts with an element, closes a block, or opens two."""
    first = _FIRST.match(text)
    if first is not None and (first[1] is None or first[1].lower() in _ELEMENTS):
        return True
    start = text[:20_000]
    return _CLOSED.search(start) is not None or len(_OPENED.findall(start)) > 1


def parse(content: str, context: Context) -> list[Parsed]:
    """One article; its title is the first heading, which `compose` takes out."""
    return [Parsed(Submission(body=content, format=BodyFormat.HTML), NAME)]
