"""Plain text: paragraphs, or raw text copied from a web page."""

from __future__ import annotations

import html
import re
from dataclasses import replace

from matbaa.characters import legible
from matbaa.formats import raw
from matbaa.formats.base import Context
from matbaa.story import Parsed
from matbaa.submission import BodyFormat, Submission

NAME = "text"

#: Text of more lines is not analysed: each line or paragraph becomes a paragraph.
_MOST_LINES = 2_000
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def can_parse(content: str, context: Context) -> bool:
    """Whether it is not empty: text is tried last."""
    return bool(content.strip())


def parse(content: str, context: Context) -> list[Parsed]:
    """One article, with the structure inferred from its lines."""
    text = legible(content)
    if text.count("\n") > _MOST_LINES:
        return [Parsed(Submission(body=to_html(text), format=BodyFormat.HTML), NAME)]
    found = [replace(parsed, format=NAME) for parsed in raw.parse(text, context)]
    if any(parsed.submission.body.strip() for parsed in found):
        return found
    # Everything was taken for the head of an article, e.g. in a text of two short lines.
    return [Parsed(Submission(body=to_html(text), format=BodyFormat.HTML), NAME)]


def to_html(text: str) -> str:
    """Plain text as HTML: paragraphs between blank lines, or one per line if there are none."""
    lines = text.replace("\r\n", "\n").strip()
    parts = _BLANK_LINE.split(lines) if _BLANK_LINE.search(lines) else lines.split("\n")
    texts = (" ".join(part.split()) for part in parts)
    return "\n".join(f"<p>{html.escape(each, quote=False)}</p>" for each in texts if each)
