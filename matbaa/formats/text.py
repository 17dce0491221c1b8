"""Plain paragraphs, and raw text as copied from a page."""

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

#: Of text copied from a page; what has more is taken as it is, a line or paragraph each.
_MOST_LINES = 2_000
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def can_parse(content: str, context: Context) -> bool:
    """Anything: text is what is left when nothing else fits."""
    return bool(content.strip())


def parse(content: str, context: Context) -> list[Parsed]:
    """One article, with the structure that its lines betray."""
    text = legible(content)
    if text.count("\n") > _MOST_LINES:
        return [Parsed(Submission(body=to_html(text), format=BodyFormat.HTML), NAME)]
    found = [replace(parsed, format=NAME) for parsed in raw.parse(text, context)]
    if any(parsed.submission.body.strip() for parsed in found):
        return found
    # Two short lines are a text too, though all of it looks like what stands above one.
    return [Parsed(Submission(body=to_html(text), format=BodyFormat.HTML), NAME)]


def to_html(text: str) -> str:
    """Paragraphs of plain text as HTML: a blank line apart, or a line each where there is none."""
    lines = text.replace("\r\n", "\n").strip()
    parts = _BLANK_LINE.split(lines) if _BLANK_LINE.search(lines) else lines.split("\n")
    texts = (" ".join(part.split()) for part in parts)
    return "\n".join(f"<p>{html.escape(each, quote=False)}</p>" for each in texts if each)
