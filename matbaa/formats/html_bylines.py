"""Finds the byline above the text of an HTML fragment, or of Markdown: names, links, the day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from matbaa.formats import byline_words
from matbaa.formats.base import Context
from matbaa.formats.bylines import authors_of
from matbaa.formats.draft import line
from matbaa.formats.moments import in_words, moment
from matbaa.formats.names import is_name

#: The byline is in this many first characters; the most characters of one in plain text.
_START, _LONGEST = 3_000, 120
_BLOCK = re.compile(
    r"<(?P<tag>p|div|span|address|h[2-6])\b(?P<attributes>[^<>]{0,400})>"
    r"(?P<inner>(?:(?!</?(?:p|div|h[1-6]|address|ul|ol|table|figure|blockquote)\b).){1,900}?)"
    r"</(?P=tag)\s*>",
    re.I | re.S,
)
_CLASS = re.compile(
    r"""\bclass\s*=\s*["']?[^"'<>]{0,100}(?<![\w-])"""
    r"""(?:byline|by-line|author|post-author|article-author|entry-author)(?![\w-])""",
    re.I,
)
_LINKED = re.compile(
    r"<a\b(?=[^<>]{0,400}\brel\s*=\s*[\"']?[^\"'<>]{0,60}\bauthor\b)[^<>]{0,600}>(.{2,200}?)</a\s*>",
    re.I | re.S,
)
_TIME = re.compile(
    r"<time\b(?:[^<>]{0,200}?\bdatetime\s*=\s*[\"']?(?P<moment>[^\"'<>\s]{4,40}))?[^<>]{0,200}>"
    r".{0,100}?</time\s*>",
    re.I | re.S,
)
_PART = re.compile(r"\s*(?:[|·•–—]|\s-\s)\s*")
_SENTENCE = re.compile(r"[.!?؟](?:\s|$)")


@dataclass(frozen=True, slots=True)
class Byline:
    """The authors and perhaps the day in a byline, and where it stands in the markup."""

    start: int
    end: int
    authors: list[dict[str, str]]
    published: datetime | None


def byline_in(markup: str, context: Context) -> Byline | None:
    """The byline above a text; None if there is none that has only names and a day."""
    blocks = list(_BLOCK.finditer(markup[:_START]))
    read = (_read(block, context) for block in blocks)
    return next((found for found in read if found), None)


def _read(block: re.Match[str], context: Context) -> Byline | None:
    time = _TIME.search(block["inner"])
    inner = _TIME.sub(" ", block["inner"])
    names, *others = _PART.split(line(inner, 400))
    days = [in_words(other, context, thorough=False) for other in others if other.strip()]
    if len(names) > _LONGEST or _SENTENCE.search(names) or not all(days):
        return None
    is_named = bool(_CLASS.search(block["attributes"]) or _LINKED.search(inner))
    if not is_named and not byline_words.opening().match(names):
        return None
    authors = authors_of(names)
    if not authors or not all(is_name(author["name"]) for author in authors):
        return None
    stated = moment(time["moment"]) if time and time["moment"] else None
    published = stated or next(iter(days), None)
    return Byline(block.start(), block.end(), authors, published)
