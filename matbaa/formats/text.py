"""Plain text: paragraphs, or raw text copied from a web page."""

from __future__ import annotations

import html
import math
import re
from dataclasses import replace
from itertools import groupby

from matbaa.characters import legible
from matbaa.formats.base import Context
from matbaa.formats.raw import parser as raw
from matbaa.formats.raw.numbers import counts_from_one
from matbaa.formats.raw.wrapping import is_finished, unwrapped
from matbaa.story import Parsed
from matbaa.submission import BodyFormat, Submission

NAME = "text"

#: Text of more lines is not analysed: each line or paragraph becomes a paragraph.
_MOST_LINES = 2_000
#: The fewest characters of a row that continues in the next one: in lower case; otherwise, if blank
#: lines separate the paragraphs.
_FULL, _FULLER = 36, 55
_ITEM = re.compile(r"(?:[•●▪◦‣*·-]|(?P<number>\d{1,2})[.)])\s+(?=\S)")
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
    """Plain text as HTML: paragraphs between blank lines, or one per line if there are none.

    Lines of equal width, and sentences broken over several lines, are joined. Other short lines of
    a paragraph, as in verses and addresses, are kept apart.
    """
    lines = text.replace("\r\n", "\n").strip()
    rows = lines.split("\n")
    whole = unwrapped(rows) if len(rows) <= _MOST_LINES else None
    if whole is not None:
        return "\n".join(_tagged(row) for row in whole if row)
    if _BLANK_LINE.search(lines):
        return "\n".join(map(_blocks, filter(str.strip, _BLANK_LINE.split(lines))))
    return "\n".join(_tagged(row) for row in _joined(lines) if row)


def _blocks(part: str) -> str:
    """The text between two blank lines: lists, and the rows around them."""
    groups = groupby(_joined(part, _FULLER), _list_of)
    return "\n".join(_block(tag, list(rows)) for tag, rows in groups)


def _joined(part: str, fuller: float = math.inf) -> list[str]:
    """The rows of `part`, with each joined to a full one above it that is unfinished."""
    wholes: list[list[str]] = []
    for row in (" ".join(row.split()) for row in part.strip().split("\n")):
        least = _FULL if row[:1].islower() else fuller
        if wholes and _is_open(wholes[-1][-1], least) and not _list_of(row):
            wholes[-1].append(row)
        else:
            wholes.append([row])
    return list(map(" ".join, wholes))


def _is_open(row: str, least: float) -> bool:
    return len(row) >= least and not is_finished(row)


def _list_of(row: str) -> str:
    found = _ITEM.match(row)
    return "" if found is None else "ol" if found["number"] else "ul"


def _block(tag: str, rows: list[str]) -> str:
    if len(rows) > 1 and (tag == "ul" or (tag and counts_from_one(rows))):
        items = (html.escape(_ITEM.sub("", row, count=1), quote=False) for row in rows)
        return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"
    if all(map(is_finished, rows)):
        return "\n".join(map(_tagged, rows))
    return f"<p>{'<br>'.join(html.escape(row, quote=False) for row in rows)}</p>"


def _tagged(row: str) -> str:
    return f"<p>{html.escape(row, quote=False)}</p>"
