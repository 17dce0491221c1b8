"""Text wires from before XML: IPTC 7901 and ANPA 1312, as satellites and teleprinters had them."""

from __future__ import annotations

import re
from typing import Any

from matbaa.formats.base import Context
from matbaa.formats.bylines import authors_of
from matbaa.formats.draft import draft, paragraphs
from matbaa.story import Parsed

NAME = "wire"

#: SOH header, STX text, ETX end: control characters of both standards.
_FRAME = re.compile(
    r"\x01(?P<header>[^\x02]{0,400})\x02(?P<text>[^\x03]*)(?:\x03(?P<end>[^\x04]{0,80}))?"
)
_LINES = re.compile(r"<?[ \t]*\r?\n|<(?=\s*\^)")
_INDENTED = re.compile(r"(?:\t|  )\s*[^\s^]")
_DATELINE = re.compile(
    r"^(?P<place>[^\s(][^()\n]{1,60}?)\s*\((?P<agency>[^()]{2,20})\)\s*[-–—_]+\s*"
)
_ENDED = re.compile(r"(?P<day>\d\d)(?P<clock>\d{4}) GMT (?P<month>[A-Z][a-z]{2}) (?P<year>\d\d)")
#: What a slug line has before and after its keywords.
_SLUG = re.compile(r"^[A-Z]{2,3}-+(?:[A-Z]{2,3}--)?|,\s?\d{0,5}$")
_NOTE = re.compile(r"^\(?(?:Eds?:|AP Photo|\(?Achtung)", re.I)


def can_parse(content: str, context: Context) -> bool:
    """A start-of-header and a start-of-text control character near the beginning."""
    return _FRAME.search(content[:2_000]) is not None


def parse(content: str, context: Context) -> list[Parsed]:
    """The one article of a transmission: slug lines, headline, byline, dateline, paragraphs."""
    frame = _FRAME.search(content)
    if frame is None:
        return [draft(NAME, {"body": paragraphs(content.split("\n\n"))})]
    head, texts = _split(frame["text"])
    return [draft(NAME, {**_fields(head, texts), "published": _ended(frame["end"] or "")})]


def _split(text: str) -> tuple[list[str], list[str]]:
    """Head lines, and paragraphs: an indented line, or one after a blank line, starts one."""
    head: list[str] = []
    texts: list[str] = []
    blank = False
    for raw in _LINES.split(text):
        line = raw.strip(" \t\r\x0c^\x1f\x12\x13")
        indented = _INDENTED.match(raw) is not None
        if not texts and not indented and not (blank and head) and line:
            head.append(line)
        elif line and (indented or blank or not texts):
            texts.append(line)
        elif line:
            texts[-1] += " " + line
        blank = not line
    return (head, texts) if texts else ([], head)


def _fields(head: list[str], texts: list[str]) -> dict[str, Any]:
    lines = [line.rstrip(" =") for line in head if not _NOTE.match(line)]
    signed = next((at for at, line in enumerate(lines) if re.match(r"By\s", line)), len(lines))
    told = [line for line in lines[:signed] if not _is_slug(line)]
    slugs = [_SLUG.sub("", line) for line in lines[:signed] if _is_slug(line)]
    dateline = _DATELINE.match(texts[0]) if texts else None
    return {
        "title": next(iter([*told, *reversed(slugs)]), ""),
        "description": told[1] if len(told) > 1 else "",
        "authors": _authors(lines[signed:]),
        "place": dateline["place"] if dateline else "",
        "source": dateline["agency"] if dateline else "",
        "body": paragraphs(texts),
    }


def _authors(lines: list[str]) -> list[dict[str, str]]:
    """A byline, with the post that stands under it."""
    authors = authors_of(lines[0]) if lines else []
    if len(authors) == 1 and len(lines) > 1:
        authors[0].setdefault("role", lines[1])
    return authors


def _is_slug(line: str) -> bool:
    """`BC-US--Giant Lobster Death, 1st Ld-Writethru,127`, `1ST LEAD`, `*9006`."""
    return bool(
        re.match(r"[A-Z]{2,3}-\S|\*\d|\d*[A-Z]{2} LEAD|REFILE", line)
        or re.search(r",\s?\d{0,5}$", line)
    )


def _ended(end: str) -> str:
    found = _ENDED.search(end)
    if found is None:
        return ""
    day, clock, month, year = found.groups()
    return f"{day} {month} 20{year} {clock[:2]}:{clock[2:]} +0000"
