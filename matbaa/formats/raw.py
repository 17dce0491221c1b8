"""Raw text as copied from a page: dateline, counters, title, byline and text, without markup.

Structure over wording: which lines are prose, which stand alone, which come again, and where.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from matbaa.errors import Rejected
from matbaa.formats.base import Context
from matbaa.formats.bylines import authors_of
from matbaa.formats.raw_body import Body, read_body
from matbaa.formats.raw_header import Header, read_header
from matbaa.formats.raw_lines import read_lines
from matbaa.language.dates import FoundDate
from matbaa.language.detect import detect_language
from matbaa.language.normalize import fold
from matbaa.prose.datelines import place_of
from matbaa.story import Parsed
from matbaa.submission import BodyFormat, Submission

NAME = "raw"

#: Of the text, to tell its language.
_SAMPLE = 4_000


def can_parse(content: str, context: Context) -> bool:
    """Any text: this is what is left when nothing else fits."""
    return bool(content.strip())


def parse(content: str, context: Context) -> list[Parsed]:
    """One article. Raises Rejected where there is no text, or too much of it."""
    if len(content.encode()) > context.limits.max_body_bytes:
        raise Rejected("body", f"is larger than {context.limits.max_body_bytes} bytes")
    content = _headed(content, context.title)
    language = detect_language(_longest_lines(content), context.language)
    lines = read_lines(content, context, language)
    if not lines:
        raise Rejected("body", "is empty")
    header = read_header(lines)
    said = {line.folded for line in lines[: header.end] if line.length >= 15}
    body = read_body(lines[header.end :], said)
    found = {**_of_header(header), "tags": tuple(body.tags[:20]), "place": _place(body)}
    fields = {name: value for name, value in found.items() if value not in (None, (), [])}
    submission = Submission(body=body.html, format=BodyFormat.HTML, language=language, **fields)
    return [Parsed(submission, NAME, frozenset({*fields, "language"}))]


def _headed(content: str, title: str | None) -> str:
    """The text below its headline, so that its own first line is not taken for one."""
    if not title or fold(title) in fold(content[:_SAMPLE]):
        return content
    return f"{title}\n\n{content}"


def _longest_lines(content: str) -> str:
    """The prose, which says more about the language than the labels around it."""
    rows = sorted(content[: _SAMPLE * 5].splitlines(), key=len, reverse=True)
    return " ".join(rows[:8])[:_SAMPLE]


def _of_header(header: Header) -> dict[str, Any]:
    standfirst = header.standfirst.text[:2_000] if header.standfirst else None
    return {
        "title": header.title.text[:2_000].rstrip(" :|") if header.title else None,
        "subtitle": standfirst,
        "description": standfirst,
        "section": header.section,
        "authors": authors_of(header.byline) if header.byline else None,
        "published": _when(header.published),
        "updated": _when(header.updated),
        "comments": header.comments,
        "views": header.views,
    }


def _place(body: Body) -> str | None:
    """Where the dateline says that it was written."""
    first = next((text for name, text in body.blocks if name == "p"), "")
    return place_of(first)


def _when(found: FoundDate | None) -> datetime | None:
    return found.when if found else None
