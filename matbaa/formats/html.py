"""An HTML fragment: the body of an article as an editor's tool exports it."""

from __future__ import annotations

import re

from matbaa.formats.base import Context
from matbaa.story import Parsed
from matbaa.submission import BodyFormat, Submission

NAME = "html"

_BLOCK = re.compile(
    r"<(?:p|div|h[1-6]|ul|ol|table|article|section|figure|blockquote|br)\b[^<>]*>", re.I
)


def can_parse(content: str, context: Context) -> bool:
    """Markup that starts with an element and has a block element, but is no whole page."""
    start = content.lstrip()
    return start.startswith("<") and _BLOCK.search(start[:20_000]) is not None


def parse(content: str, context: Context) -> list[Parsed]:
    """One article; its title is the first heading, which `compose` takes out."""
    return [Parsed(Submission(body=content, format=BodyFormat.HTML), NAME)]
