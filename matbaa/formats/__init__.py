"""Reads all kinds of documents that newsrooms receive: one module per format, chosen by content."""

from __future__ import annotations

from matbaa.characters import legible
from matbaa.errors import Rejected
from matbaa.formats import (
    atom,
    cloudevent,
    email,
    form,
    ghost,
    html,
    jsonfeed,
    markdown,
    newsml1,
    newsml_g2,
    ninjs,
    nitf,
    rss,
    submission,
    text,
    wire,
    wordpress_json,
    wxr,
)
from matbaa.formats.base import Context, Format, Limits
from matbaa.formats.decoding import decode
from matbaa.formats.detection import refuse_unknown, without_first_comments
from matbaa.formats.envelope import check_payload, open_envelope
from matbaa.formats.page import parser as page
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

#: Kinds of JSON and XML, recognised by their names and structure.
_DECLARED: tuple[Format, ...] = (
    cloudevent,
    jsonfeed,
    ghost,
    wordpress_json,
    ninjs,
    submission,
    wxr,
    rss,
    atom,
    newsml_g2,
    newsml1,
    nitf,
    form,
)
#: Formats recognised by typical features, the most specific first; `text` takes everything else.
_WRITTEN: tuple[Format, ...] = (wire, email, page, markdown, html, text)

#: All formats by name, in the order in which detection tries them.
FORMATS: dict[str, Format] = {each.NAME: each for each in (*_DECLARED, *_WRITTEN)}


def detect(content: str, context: Context) -> Format:
    """The first format that recognises `content`.

    Raises Rejected for an empty document, and for JSON or XML of an unknown kind.
    """
    for candidate in _DECLARED:
        if candidate.can_parse(content, context):
            return candidate
    refuse_unknown(content, context)
    uncommented = without_first_comments(content)
    for candidate in _WRITTEN:
        if candidate.can_parse(uncommented if candidate is page else content, context):
            return candidate
    raise Rejected("content", "is empty")


def parse(content: str | bytes, *, format: str | None = None, context: Context) -> list[Parsed]:
    """The articles in a document of `format`, which is detected if None.

    Raises Rejected naming the field at fault: `content`, `format`, or one within the document.
    """
    if isinstance(content, bytes):
        content = decode(content)
    found = _format(content, format, context)
    # Only wires need their control characters, and only e-mails their undecoded bytes.
    text = content if found in (wire, email) else legible(content)
    try:
        return found.parse(text, context)
    except (AssertionError, RecursionError):
        # Malicious documents can cause assertions in lxml and deep recursion in several parsers.
        raise Rejected(
            "content", f"is too deeply nested or malformed to be read as {found.NAME}"
        ) from None


def _format(content: str, name: str | None, context: Context) -> Format:
    if name is None:
        return detect(content, context)
    if name not in FORMATS:
        raise Rejected("format", f"{name!r} is not one of {', '.join(FORMATS)}")
    return FORMATS[name]
