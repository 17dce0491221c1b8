"""Text wires from before XML: IPTC 7901 and ANPA 1312, as sent by satellite and teleprinter."""

from __future__ import annotations

import re
from typing import Any

from matbaa.formats.base import Context
from matbaa.formats.bylines import authors_of
from matbaa.formats.draft import draft, paragraphs
from matbaa.formats.raw.ends import up_to_end
from matbaa.formats.raw.tables import paragraphs_and_tables
from matbaa.story import Parsed

NAME = "wire"

#: The frame of both standards: control characters SOH (header), STX (text), ETX (end).
_FRAME = re.compile(
    r"\x01(?P<header>[^\x02]{0,400})\x02(?P<text>[^\x03]*)(?:\x03(?P<end>[^\x04]{0,80}))?"
)
_LINES = re.compile(r"<?[ \t]*\r?\n|<(?=\s*\^)")
_INDENTED = re.compile(r"(?:\t|  )\s*[^\s^]")
_DATELINE = re.compile(
    r"^(?P<place>[^\s(][^()\n]{1,60}?)\s*\((?P<agency>[^()]{2,20})\)\s*[-–—_]+\s*"
)
_ENDED = re.compile(r"(?P<day>\d\d)(?P<clock>\d{4}) GMT (?P<month>[A-Z][a-z]{2}) (?P<year>\d\d)")
#: The time in ANPA 1312, as AP writes it: `AP-WF-08-29-16 1626GMT`.
_ENDED_AP = re.compile(r"-(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d) (?P<clock>\d{4})GMT")
#: Replacements for the dash and the directed quotation marks, which ANPA 1312 does not have.
_TYPED = (("``", "“"), ("''", "”"), (" _ ", " — "))
_RULE = re.compile(r"[_*=\s-]{3,}")
#: The parts of a slug line before and after its keywords.
_SLUG = re.compile(r"^[A-Z]{2,3}-+(?:[A-Z]{2,3}--)?|,\s?\d{0,5}$")
_NOTE = re.compile(r"^\(?(?:Eds?:|AP Photo|\(?Achtung)", re.I)


def can_parse(content: str, context: Context) -> bool:
    """Whether it has the control characters SOH and STX near the beginning."""
    return _FRAME.search(content[:2_000]) is not None


def parse(content: str, context: Context) -> list[Parsed]:
    """The one article of a transmission: slug lines, headline, byline, dateline, paragraphs."""
    frame = _FRAME.search(content)
    if frame is None:
        return [draft(NAME, {"body": paragraphs(content.split("\n\n"))})]
    text = frame["text"]
    for typed, meant in _TYPED:
        text = text.replace(typed, meant)
    head, texts = _split(text)
    return [draft(NAME, {**_fields(head, texts), "published": _ended(frame["end"] or "")})]


def _split(text: str) -> tuple[list[str], list[str]]:
    """The lines of the head, and the paragraphs: an indented line, or one after a blank line,
    starts a paragraph.
    """
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
    return (head, texts) if texts else _parted(head)


def _parted(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines up to the headline and the rest, in a text without paragraphs."""
    titled = next((at + 1 for at, line in enumerate(lines) if not _is_slug(line)), 0)
    return (lines[:titled], lines[titled:]) if titled < len(lines) else ([], lines)


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
        "body": paragraphs_and_tables(_for_readers(texts)),
    }


def _for_readers(texts: list[str]) -> list[str]:
    """The texts without separator lines, up to the mark of the end."""
    return [text for text in up_to_end(texts) if text and not _RULE.fullmatch(text)]


def _authors(lines: list[str]) -> list[dict[str, str]]:
    """The authors in a byline, with the role on the line below it."""
    authors = authors_of(lines[0]) if lines else []
    if len(authors) == 1 and len(lines) > 1:
        authors[0].setdefault("role", lines[1])
    return authors


def _is_slug(line: str) -> bool:
    """Whether it is a slug line: `BC-US--Giant Lobster Death, 1st Ld-Writethru,127`, `1ST LEAD`."""
    return bool(
        re.match(r"[A-Z]{2,3}-\S|\*\d|\d*[A-Z]{2} LEAD|REFILE", line)
        or re.search(r",\s?\d{0,5}$", line)
    )


def _ended(end: str) -> str:
    """The time of transmission, which the systems of agencies write after the text."""
    if found := _ENDED.search(end):
        return "{day} {month} 20{year} {clock} +0000".format(**_clocked(found))
    if found := _ENDED_AP.search(end):
        return "20{year}-{month}-{day}T{clock}Z".format(**_clocked(found))
    return ""


def _clocked(found: re.Match[str]) -> dict[str, str]:
    told = found.groupdict()
    return {**told, "clock": f"{told['clock'][:2]}:{told['clock'][2:]}"}
