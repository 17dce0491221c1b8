"""Every kind of document that a newsroom is sent, one module each, picked by content."""

from __future__ import annotations

from matbaa.errors import Rejected
from matbaa.formats import html, markdown, submission, text
from matbaa.formats.base import Context, Format, Limits
from matbaa.formats.decoding import decode
from matbaa.formats.envelope import check_payload, open_envelope
from matbaa.story import Parsed

__all__ = [
    "FORMATS",
    "Context",
    "Format",
    "Limits",
    "check_payload",
    "decode",
    "detect",
    "open_envelope",
    "parse",
]

#: By name, in the order in which they are asked whether a document is theirs.
FORMATS: dict[str, Format] = {each.NAME: each for each in (submission, html, markdown, text)}


def detect(content: str, context: Context) -> Format:
    """The first format that takes `content` for its own. Raises Rejected where none does."""
    for candidate in FORMATS.values():
        if candidate.can_parse(content, context):
            return candidate
    raise Rejected("content", "is empty")


def parse(content: str | bytes, *, format: str | None = None, context: Context) -> list[Parsed]:
    """The articles in a document of `format`, detected if None. Raises Rejected with the field."""
    if isinstance(content, bytes):
        content = decode(content)
    return _format(content, format, context).parse(content, context)


def _format(content: str, name: str | None, context: Context) -> Format:
    if name is None:
        return detect(content, context)
    if name not in FORMATS:
        raise Rejected("format", f"{name!r} is none of {', '.join(FORMATS)}")
    return FORMATS[name]
