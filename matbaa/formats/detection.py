"""Rejects JSON and XML of unknown kinds, which must not be published as plain text."""

from __future__ import annotations

import re

from matbaa.errors import Rejected
from matbaa.formats import json_document, xml
from matbaa.formats.base import Context
from matbaa.sanitize import DROPPED, TAGS

_JSON = re.compile(r'\s*(?:\{\s*(?:"|\}\s*$)|\[\s*(?:[\[{"]|\]\s*$))')
#: A dictionary as Python prints it.
_QUOTED_ONCE = re.compile(r"\s*\[?\s*\{\s*'\w{1,40}'\s*:\s")
_COMMENTS = re.compile(r"\s*+(?:<\?xml[^<>]*>\s*+)?(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+")
_XML = re.compile(r"\s*<\?xml\b", re.I)
_HTML = (
    TAGS
    | DROPPED
    | {"html", "body", "main", "article", "section", "header", "footer", "center", "font", "aside"}
)


def without_first_comments(content: str) -> str:
    """`content` without the HTML or XML comments at its start."""
    found = _COMMENTS.match(content)
    return content[found.end() :] if found else content


def refuse_unknown(content: str, context: Context) -> None:
    """Raise Rejected for JSON and XML documents that are of no known kind or ill-formed."""
    if (context.name or "").lower().endswith((".csv", ".tsv")):
        raise Rejected("content", "is a table (CSV), not an article")
    if _QUOTED_ONCE.match(content[:2_000]):
        raise Rejected("content", "is not JSON: names and texts need double quotes")
    if _JSON.match(content[:2_000]):
        value = json_document.load(content, context.limits)
        names = sorted(value)[:8] if isinstance(value, dict) else []
        described = f" (an object with {', '.join(names)})" if names else ""
        raise Rejected("content", f"is JSON in no supported format{described}")
    root = xml.root_name(content)
    if not root and _XML.match(content):
        raise Rejected("content", "not well-formed XML: it has no root element")
    if root and root.lower() not in _HTML and (_XML.match(content) or f"</{root}" in content):
        xml.refuse_entities(content)
        raise Rejected(
            "content", f"is XML in no supported format: its root element is <{root[:60]}>"
        )
