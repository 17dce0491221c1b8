"""Markdown, with YAML or TOML front matter as Hugo, Jekyll and Eleventy have it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from matbaa.formats.base import Context
from matbaa.story import Parsed
from matbaa.submission import BodyFormat, Submission

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

NAME = "markdown"

_MARKS = re.compile(
    r"^(?:#{1,6} \S|[*+-] \S|> \S|```|\d+\. \S)|\[[^\]\n]+\]\([^)\n]+\)|\*\*\S", re.M
)


def can_parse(content: str, context: Context) -> bool:
    """Front matter, a `.md` name, or Markdown's own marks."""
    if context.name and context.name.lower().endswith((".md", ".markdown")):
        return True
    return content.lstrip().startswith(("---\n", "+++\n")) or _MARKS.search(content) is not None


def parse(content: str, context: Context) -> list[Parsed]:
    """One article."""
    return [Parsed(Submission(body=to_html(content), format=BodyFormat.HTML), NAME)]


def to_html(markdown: str) -> str:
    """CommonMark with tables and strikethrough as HTML, which is not yet sanitised."""
    return str(_renderer().render(markdown))


@cache
def _renderer() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True, "maxNesting": 50}).enable(
        ["table", "strikethrough"]
    )
