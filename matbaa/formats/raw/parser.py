"""Raw text as copied from a page, without markup: finds title, byline, dates, counters and text.

The rules rely on structure more than on wording: which lines are prose, which stand alone, which
are repeated, and where.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from matbaa.errors import Rejected
from matbaa.formats.base import Context
from matbaa.formats.bylines import authors_of
from matbaa.formats.labelled_rows import fields_of
from matbaa.formats.raw.body import Body, read_body
from matbaa.formats.raw.dates import day_of_dateline
from matbaa.formats.raw.flash import desk_of, unmarked_headline
from matbaa.formats.raw.header import Header, read_header
from matbaa.formats.raw.lines import read_lines
from matbaa.formats.raw.marks import Copy
from matbaa.formats.raw.others import warnings_of_others
from matbaa.formats.raw.places import byline_before, place_before
from matbaa.formats.raw.rows import read_rows, without_pictures
from matbaa.formats.raw.tables import is_table
from matbaa.formats.raw.typed import end_of_header, is_typed, without_titles
from matbaa.language.dates import FoundDate, find_dates
from matbaa.language.detect import detect_language
from matbaa.language.normalize import fold
from matbaa.prose.datelines import place_of
from matbaa.story import Parsed
from matbaa.submission import BodyFormat, Submission

NAME = "raw"

#: The reporter in the dateline of Chinese and Korean agencies: `新华社福州11月26日电（记者 张三）`,
#: `(푸른시=연합뉴스) 김민수 기자 =`.
_REPORTER, _DATELINE = (
    re.compile(
        r"[(（]记者[\s:：]*(?P<name>[^()（）]{2,30})[)）]|"
        r"[)\]】]\s*(?P<korean>[가-힣]{2,4}(?:[·\s,]{1,2}[가-힣]{2,4}){0,3})\s?(?:선임)?(?:기자|특파원)\s?="
    ),
    80,
)
_SPACED = re.compile("(?<=[\u3400-\u9fff]{2})[ \u3000](?=[\u3400-\u9fff]{2})")
#: The outlet's address behind the place of a dateline: `Bandung, Example.id`.
_OUTLET = re.compile(r",\s*[\w-]+\.(?:id|com|net|co\.id|news|tv)$", re.I)
#: The fewest rows of a text that was pasted twice.
_LEAST_ROWS = 3
#: The number of characters from which the language is detected.
_SAMPLE = 4_000


def can_parse(content: str, context: Context) -> bool:
    """Whether it is not empty: raw text is tried last."""
    return bool(content.strip())


def parse(content: str, context: Context) -> list[Parsed]:
    """One article. Raises Rejected if there is no text, or too much."""
    if len(content.encode()) > context.limits.max_body_bytes:
        raise Rejected("body", f"is larger than {context.limits.max_body_bytes} bytes")
    copy = read_rows(_headed(content, context.title))
    copy.rows = _once(copy.rows)
    language = detect_language(_longest_lines(copy.rows), context.language)
    lines = read_lines(copy.rows, context, language)
    if not lines:
        raise Rejected("body", "is empty")
    header = read_header(lines)
    if typed := is_typed(lines, header):
        header = replace(header, end=end_of_header(header, lines))
        lines = without_titles(lines)
    said = {line.folded for line in lines[: header.end] if line.length >= 15}
    body = read_body(lines[header.end :], said, header.points, header.rating, keeps_all=typed)
    until, warnings = _embargo(copy, context, language)
    signed = _signed(body)
    found = {
        **_of_header(header, copy, body, language),
        **_of_body(body, context, language, header),
        **until,
    }
    found |= {**signed, **fields_of(copy.labelled, context, language), "language": language}
    fields = {name: value for name, value in found.items() if value not in (None, "", (), [])}
    submission = Submission(body=body.html, format=BodyFormat.HTML, **fields)
    warnings += warnings_of_others(lines[header.end :])
    return [Parsed(submission, NAME, frozenset(fields), warnings)]


def _once(rows: list[str]) -> list[str]:
    """The rows without the second half, if it repeats the first: a text that was pasted twice."""
    told = [place for place, row in enumerate(rows) if row]
    half, odd = divmod(len(told), 2)
    again = ((rows[one], rows[other]) for one, other in zip(told, told[half:], strict=False))
    is_twice = not odd and half >= _LEAST_ROWS and all(one == other for one, other in again)
    return rows[: told[half]] if is_twice else rows


def _headed(content: str, title: str | None) -> str:
    """The text with its headline above it, so that its first line is not taken for the headline."""
    if not title or fold(title) in fold(content[:_SAMPLE]):
        return content
    return f"{title}\n\n{content}"


def _longest_lines(rows: list[str]) -> str:
    """The longest lines: prose shows the language better than the labels around it."""
    prose = [row for row in rows[:2_000] if not is_table(row)] or rows
    return " ".join(sorted(prose, key=len, reverse=True)[:8])[:_SAMPLE]


def _of_header(header: Header, copy: Copy, body: Body, language: str) -> dict[str, Any]:
    standfirst = header.standfirst.text[:2_000] if header.standfirst else None
    desk, title = desk_of(_headline(header.title.text)) if header.title else ("", None)
    return {
        "title": title,
        "subtitle": standfirst,
        "description": None if header.standfirst and header.standfirst.is_span else standfirst,
        "section": header.section or desk,
        "authors": _authors(header, copy, _first_paragraph(body)[:_DATELINE], language),
        "published": _when(header.published),
        "updated": _when(header.updated),
        "comments": header.comments,
        "views": header.views,
    }


def _authors(header: Header, copy: Copy, text: str, language: str) -> list[dict[str, str]]:
    told = _REPORTER.search(text)
    byline = (
        header.byline
        or copy.reporter
        or ((told["name"] or re.sub(r"[·\s]+", "; ", told["korean"])) if told else "")
    )
    if language.startswith("zh"):
        byline = _SPACED.sub("; ", byline)  # spaces separate names, but also letters of one
    authors = authors_of(byline)
    if len(authors) == 1 and header.post:
        authors[0].setdefault("role", header.post)
    return authors


def _signed(body: Body) -> dict[str, Any]:
    """The place and the author before the first sentence of the body, from which the name is
    removed.
    """
    at = next((at for at, (name, _) in enumerate(body.blocks) if name == "p"), None)
    found = byline_before(body.blocks[at][1]) if at is not None else None
    if at is None or found is None:
        return {}
    place, author, body.blocks[at] = found[0], found[1], ("p", found[2])
    return {"place": place, "authors": authors_of(author)}


def _headline(text: str) -> str:
    return without_pictures(unmarked_headline(without_pictures(text)))[:2_000].strip(" :|=") or text


def _of_body(body: Body, context: Context, language: str, header: Header) -> dict[str, Any]:
    """The fields from the body: the place of the dateline, its day if no other is
    given, the tags.
    """
    first = _first_paragraph(body)
    day = day_of_dateline(first, context, language)
    place = place_of(first, language) or header.place or (place_before(first, day) if day else None)
    place = _OUTLET.sub("", place) if place else None
    found: dict[str, Any] = {"tags": tuple(body.tags[:20]), "place": place}
    if header.published is None and day:
        found["published"] = day.when
    return found


def _first_paragraph(body: Body) -> str:
    return next((text for name, text in body.blocks if name == "p"), "")


def _embargo(copy: Copy, context: Context, language: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The embargo, if it has not passed, as a field and a warning."""
    if copy.embargo is None:
        return {}, ()
    dates = find_dates(
        copy.embargo, zone=context.zone, received=context.received, language=language
    )
    until = next((date.when for date in dates if date.when > context.received), None)
    if until is None and dates:
        return {}, ()
    held = f"held until {until.isoformat()}" if until else "not held; set publish_at to hold it"
    return {"publish_at": until}, (f"The text mentions an embargo ({copy.embargo[:80]}): {held}.",)


def _when(found: FoundDate | None) -> datetime | None:
    return found.when if found else None
