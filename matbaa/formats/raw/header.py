"""The header of a copied article: finds where the text begins, and title, standfirst and so on."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from itertools import takewhile

from matbaa.formats.raw import words
from matbaa.formats.raw.counters import counters_of
from matbaa.formats.raw.credits import (
    byline_of,
    names_author,
    place_of_byline,
    section_of,
)
from matbaa.formats.raw.dates import dates_of
from matbaa.formats.raw.headings import first_heading
from matbaa.formats.raw.lines import Kind, Line, is_running
from matbaa.formats.raw.places import place_of_row, written_by
from matbaa.formats.raw.runs import facts_at_end, is_rating
from matbaa.formats.raw.speech import speakers_of
from matbaa.formats.raw.title import is_byline, title_of
from matbaa.language.dates import FoundDate

#: A header has at most this many lines.
LONGEST = 60
#: At most this many lines are between a standfirst and the text.
_REACH = 14
#: Text begins where `_WINDOW` lines contain at least this share of the prose in the densest window,
#: or at least `_AMPLE` characters of prose.
_WINDOW, _DENSE_ENOUGH, _AMPLE = 14, 0.3, 700.0
#: The most lines from the time of an entry to its first paragraph: it may have a headline.
_ENTRY = 2
#: A conversation has at least this many lines with a speaker; kinds of lines in it.
_CONVERSATION, _TOLD = 3, {Kind.SHORT, Kind.PROSE}
_LONGEST_PLACE = 20
#: A list of key points has at least this many items.
_FEWEST_POINTS = 2
#: The end of a caption that names the source of its picture.
_SOURCED = re.compile(
    r"\((?:quelle|source|fonte|fuente|bron|kaynak|źródło|источник|المصدر|منبع)\s?: [^()]{2,60}\)"
    r"\W*$",
    re.I,
)
_META = {Kind.DATE, Kind.COUNTERS}


@dataclass(frozen=True, slots=True)
class Header:
    """Where a header ends, and what it contains."""

    #: The index of the first line of running text.
    end: int
    title: Line | None
    standfirst: Line | None
    #: The short line right above the title.
    section: str | None
    byline: str | None
    #: The post of the author, from the line below the byline.
    post: str | None
    #: The place of writing, if it is on a line of its own above the text: "ANKARA".
    place: str | None
    published: FoundDate | None
    updated: FoundDate | None
    comments: int | None
    views: int | None
    #: The items of a list of key points between title and text, or labelled facts above the text.
    points: list[Line]
    #: The rating of a review.
    rating: Line | None


def read_header(lines: list[Line]) -> Header:
    """The header of a copied page; its `end` is 0 if there is none."""
    end = min(_first_of_text(lines), _first_of_other(lines))
    title = title_of(lines[:end], lines)
    later = _next_prose(lines, end + 1)
    is_list = any(line.kind is Kind.BULLET for line in lines[end + 1 : later])
    if title is None and not is_list and later - end in range(2, 6):
        title = title_of(lines[end + 1 : later], lines)  # below a note to readers
        end = later if title else end
    published, updated = dates_of(lines, end, title)
    byline, post = byline_of(lines[:end], title, lines[end:])
    comments, views = counters_of(lines[:end])
    points = _points(lines[:end], title)
    if title and not (points and points[-1].place == end - 1):
        end = first_heading(lines, end, title)
    head = lines[:end]
    facts = facts_at_end(head[title.place + 1 :]) if title else []
    return Header(
        end=end,
        title=title,
        standfirst=_standfirst(head[: end - len(facts)], title),
        section=section_of(lines, title),
        byline=byline,
        post=post,
        place=_place(head, title),
        published=published,
        updated=updated,
        comments=comments,
        views=views,
        points=points or facts,
        rating=next((line for line in head if is_rating(line)), None),
    )


def _place(head: list[Line], title: Line | None) -> str | None:
    """The place: before the name in a byline such as `بيروت - من سلمى حداد`, or one or two words in
    capitals right above the text, as Turkey's agency writes it.
    """
    others = (written_by(each.text) for each in head if each is not title)
    if placed := next(filter(None, others), None):
        return placed[0]
    dated = (place_of_row(each.text) for each in head)
    if named := place_of_byline(head, title) or next(filter(None, dated), None):
        return named
    line = head[-1] if title and head and head[-1].place > title.place + 1 else None
    if line is None or line.kind is not Kind.SHORT or len(line.text) > _LONGEST_PLACE:
        return None
    is_name = line.text.isupper() and line.text.replace(" ", "").isalpha()
    return line.text if is_name and len(line.text.split()) <= 2 else None


def _first_of_other(lines: list[Line]) -> int:
    """The start of a text that does not begin with a paragraph, but with direct speech, the first
    entry of a live report, or a table of figures with the line above it; else `len(lines)`.
    """
    tables = (line for line in lines[2:] if line.kind is Kind.TABLE)
    table = next((line.place for line in tables if any(map(str.isdigit, line.text))), len(lines))
    is_headed = table < len(lines) and table > 2 and lines[table - 1].kind is Kind.SHORT
    return min(_first_spoken(lines), _first_entry(lines), table - 1 if is_headed else table)


def _first_entry(lines: list[Line]) -> int:
    """The line with the time above the first entry of a live report; else `len(lines)`."""
    entries = (
        line.place
        for line in lines[1:]
        if line.is_clock and _next_prose(lines, line.place + 1) - line.place <= _ENTRY
    )
    return next(entries, len(lines)) if is_running(lines) else len(lines)


def _first_spoken(lines: list[Line]) -> int:
    """The start of a conversation, in which most lines have a speaker; else `len(lines)`."""
    spoken = speakers_of(lines[1:])
    if len(spoken) < _CONVERSATION:
        return len(lines)
    told = [line for line in lines[min(spoken) : max(spoken) + 1] if line.kind in _TOLD]
    return min(spoken) if 2 * len(spoken) >= len(told) else len(lines)


def _points(head: list[Line], title: Line | None) -> list[Line]:
    """The items of a list between the headline and the text, as wires have it, or below words such
    as "Key points".
    """
    below = head[title.place + 1 :] if title else []
    label = next((at for at, line in enumerate(below) if line.bare in words.points()), None)
    if label is not None:
        named = takewhile(lambda line: line.kind in {Kind.SHORT, Kind.BULLET}, below[label + 1 :])
        return list(named)
    items = [line for line in below if line.kind is Kind.BULLET]
    is_list = len(items) >= _FEWEST_POINTS and items[-1].place - items[0].place == len(items) - 1
    return items if is_list and len(below) <= len(items) + _REACH // 2 else []


def _first_of_text(lines: list[Line]) -> int:
    """The start of the text. Prose that dates, counters or the title follow is a standfirst."""
    start = _first_of_dense(lines)
    limit = start + LONGEST
    is_live = is_running(lines)
    while start < min(len(lines), limit):
        following = _next_prose(lines, start + 1)
        between = lines[start + 1 : following]
        if following == len(lines) or len(between) > _REACH or not _is_header(between, is_live):
            break
        if _answers(lines[:start]):
            break
        start = following
    return start if start < len(lines) else _first_after_title(lines)


def _answers(above: list[Line]) -> bool:
    """Whether the lines above a paragraph end with the date and a question: it is no standfirst."""
    last = above[-2:]
    is_dated = len(last) > 1 and last[0].kind is Kind.DATE
    return is_dated and last[1].kind is Kind.SHORT and last[1].asks


def _first_of_dense(lines: list[Line]) -> int:
    """The first prose that more prose follows; menus may contain single sentences."""
    amounts = [line.length if line.kind is Kind.PROSE else 0.0 for line in lines]
    dense = [sum(amounts[place : place + _WINDOW]) for place in range(len(lines))]
    enough = min(_DENSE_ENOUGH * max(dense, default=0.0), _AMPLE)
    found = (place for place, amount in enumerate(amounts) if amount and dense[place] >= enough)
    return next(found, len(lines))


def _is_header(between: list[Line], is_live: bool) -> bool:
    """Whether lines belong to the header. Times in a live report do not, and a byline does only
    near the top.
    """
    is_near = bool(between) and between[0].place < LONGEST // 2
    if any(
        (line.kind in _META and not (is_live and line.is_clock))
        or _is_repeated_title(line)
        or (is_near and names_author(line))
        for line in between
    ):
        return not any(line.kind is Kind.READ_ALSO for line in between)
    furniture = sum(
        line.kind in {Kind.FURNITURE, Kind.CREDIT} and not line.is_call for line in between
    )
    return furniture >= 3 and between[0].place < LONGEST // 2


def _is_repeated_title(line: Line) -> bool:
    return line.times >= 2 and line.length >= 20 and line.bare not in words.furniture()


def _next_prose(lines: list[Line], start: int) -> int:
    found = (line.place for line in lines[start:] if line.kind is Kind.PROSE)
    return next(found, len(lines))


def _first_after_title(lines: list[Line]) -> int:
    """The start of a text without prose: the line after the first and after bylines."""
    signed = sum(1 for _ in takewhile(names_author, lines[1:]))
    return min(1 + signed, max(len(lines) - 1, 0))


def _standfirst(head: list[Line], title: Line | None) -> Line | None:
    """The standfirst: the text between the title and its repetition, else the first prose after the
    title, or a line right under it that is nearly prose.
    """
    if title is None:
        return None
    if head[-1].place > title.place and head[title.place + 1 - head[0].place].is_span:
        return head[title.place + 1 - head[0].place]  # the dates of a life
    echoes = [line.place for line in head if line.folded == title.folded]
    for first, second in itertools.pairwise(echoes):
        inner = [line for line in head[first + 1 : second] if line.kind in {Kind.PROSE, Kind.SHORT}]
        if len(inner) == 1 and inner[0].place == second - 1:
            return inner[0]
    after = [line for line in head[title.place + 1 :] if line.folded != title.folded]
    for line in after:
        if _is_caption(line, head):
            continue
        if line.kind is Kind.PROSE:
            return line
        if _is_nearly_prose(line) and line.place <= title.place + 3:
            return line
    return None


def _is_caption(line: Line, head: list[Line]) -> bool:
    """Whether it is a caption: it ends with a source, or is no sentence and has a
    credit below it.
    """
    below = head[line.place + 1 - head[0].place :][:1]
    is_credited = any(each.kind is Kind.CREDIT and each.length < 60 for each in below)
    return _SOURCED.search(line.text) is not None or (is_credited and not line.ends_sentence)


def _is_nearly_prose(line: Line) -> bool:
    return line.kind is Kind.SHORT and line.length >= 50 and not line.dates and not is_byline(line)
