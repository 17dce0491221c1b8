"""Plain paragraphs, and raw text as copied from a page."""

from __future__ import annotations

import html
import re

from matbaa.formats.base import Context
from matbaa.story import Parsed
from matbaa.submission import BodyFormat, Submission

NAME = "text"


def can_parse(content: str, context: Context) -> bool:
    """Anything: text is what is left when nothing else fits."""
    return bool(content.strip())


def parse(content: str, context: Context) -> list[Parsed]:
    """One article, with the structure that its lines betray."""
    try:
        from matbaa.formats import raw  # the heuristics are needed here alone
    except ImportError:
        return [Parsed(Submission(body=to_html(content), format=BodyFormat.HTML), NAME)]
    return raw.parse(content, context)


def to_html(text: str) -> str:
    """Paragraphs of plain text, a blank line apart, as HTML."""
    paragraphs = (part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")))
    return "\n".join(f"<p>{html.escape(part, quote=False)}</p>" for part in paragraphs if part)
