"""Tells a text that somebody typed from one that was copied from a page.

A page has buttons, counters, links and headlines of other articles around its text, which are left
out. In a text without any of these every line was written for readers, and is kept.
"""

from __future__ import annotations

from itertools import takewhile

from matbaa.formats.raw.credits import credits_below, crumbs_of
from matbaa.formats.raw.header import Header
from matbaa.formats.raw.lines import Kind, Line
from matbaa.formats.raw.title import is_byline

_OF_PAGES = {Kind.FURNITURE, Kind.READ_ALSO, Kind.LINK, Kind.COUNTERS}
#: Short lines that occur this often may be repeated by a page; shorter ones are scores and answers.
_TWICE, _SHORTEST = 2, 20
#: The fewest headlines of other articles, and words of one.
_TITLES, _WORDS = 3, 3
#: Kinds of lines between the headline and the text that give a field.
_GIVEN = {Kind.DATE, Kind.CREDIT, Kind.TAGS}


def is_typed(lines: list[Line], header: Header) -> bool:
    """Whether no line is one that only pages have."""
    has_counters = header.comments is not None or header.views is not None
    return not has_counters and not any(map(_is_of_page, lines))


def _is_of_page(line: Line) -> bool:
    if line.kind in _OF_PAGES:
        return not line.is_address and any(map(str.isalnum, line.text))
    if line.times >= _TWICE and line.length >= _SHORTEST:
        return True
    return line.kind is Kind.SHORT and bool(crumbs_of(line.text))


def without_titles(lines: list[Line]) -> list[Line]:
    """`lines` without the names of author and editor behind labels at their end, and without
    headlines of other articles there: several short lines of some words each, without figures.
    Names below a letter have fewer words, and scores have figures.
    """
    told = credits_below(lines)
    lines = [line for line in lines if line not in told]
    last = list(takewhile(_may_be_title, reversed(lines)))
    return lines[: -len(last)] if len(last) >= _TITLES else lines


def _may_be_title(line: Line) -> bool:
    is_short = line.kind is Kind.SHORT and not line.ends_sentence
    is_plain = not any(char.isdigit() or char in ":：" for char in line.text)
    return is_short and is_plain and len(line.text.split()) >= _WORDS


def end_of_header(header: Header, lines: list[Line]) -> int:
    """The index of the first line of a typed text's body: the one after the last that gives a field
    of the `header`.
    """
    if header.title is None:
        return header.end
    below = lines[header.title.place : header.end]
    return 1 + max(line.place for line in below if line is header.title or _is_used(line, header))


def _is_used(line: Line, header: Header) -> bool:
    if line.kind in _GIVEN or line is header.standfirst or line is header.rating:
        return True
    days = {found.when.date() for found in (header.published, header.updated) if found}
    told = (header.byline, header.post, header.place)
    return (
        line in header.points
        or is_byline(line)
        or any(found.when.date() in days for found in line.dates)
        or any(each and each in line.text for each in told)
    )
