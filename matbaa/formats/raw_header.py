"""What stands above a copied article's text: title, standfirst, dates, byline, counters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from matbaa.formats import raw_words
from matbaa.formats.raw_lines import Kind, Line
from matbaa.language.dates import FoundDate, is_update_label

#: A header is not longer than this many lines.
LONGEST = 60
#: Between a standfirst and the text stand at most this many lines.
_REACH = 14
_WORD = re.compile(r"[^\W\d_]{4,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")
_BREADCRUMB = re.compile(r"[›»>/|]\s|\s[›»>/|]")
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){1,4}")
_META = {Kind.DATE, Kind.COUNTERS}


@dataclass(frozen=True, slots=True)
class Header:
    """Where a header ends, and what it says."""

    #: The place of the first line of running text.
    end: int
    title: Line | None
    standfirst: Line | None
    byline: str | None
    published: FoundDate | None
    updated: FoundDate | None
    comments: int | None
    views: int | None


def read_header(lines: list[Line]) -> Header:
    """The header of a copied page; its `end` is 0 where text starts at once."""
    end = _first_of_text(lines)
    head = lines[:end]
    title = _title(head, lines)
    published, updated = _dates(head, lines[end:], title)
    comments, views = _counters(head)
    return Header(
        end=end,
        title=title,
        standfirst=_standfirst(head, title),
        byline=_byline(head, title),
        published=published,
        updated=updated,
        comments=comments,
        views=views,
    )


def _first_of_text(lines: list[Line]) -> int:
    """Prose is a standfirst, not text, while dates, counters or the title again come after it."""
    start = _next_prose(lines, 0)
    while start < min(len(lines), LONGEST):
        following = _next_prose(lines, start + 1)
        between = lines[start + 1 : following]
        if following == len(lines) or len(between) > _REACH or not _is_header(between, lines):
            break
        start = following
    return start if start < len(lines) else _first_after_title(lines)


def _is_header(between: list[Line], lines: list[Line]) -> bool:
    if any(line.kind in _META or _is_repeated_title(line) for line in between):
        return not any(line.kind is Kind.READ_ALSO for line in between)
    furniture = sum(line.kind is Kind.FURNITURE for line in between)
    return furniture >= 3 and between[0].place < LONGEST // 2


def _is_repeated_title(line: Line) -> bool:
    return line.times >= 2 and line.length >= 20 and line.bare not in raw_words.furniture()


def _next_prose(lines: list[Line], start: int) -> int:
    found = (line.place for line in lines[start:] if line.kind is Kind.PROSE)
    return next(found, len(lines))


def _first_after_title(lines: list[Line]) -> int:
    """Of a text without prose, all but its first line."""
    return min(1, max(len(lines) - 1, 0))


def _title(head: list[Line], lines: list[Line]) -> Line | None:
    candidates = [line for line in head if _may_be_title(line)]
    if not candidates:
        return None
    words = set(_WORD.findall(" ".join(line.folded for line in lines[len(head) :][:40])))
    return max(candidates, key=lambda line: _title_score(line, head, words))


def _may_be_title(line: Line) -> bool:
    if line.kind in {Kind.DATE, Kind.COUNTERS, Kind.TAGS} or line.length > 300:
        return False
    return (
        line.length >= 4
        and line.bare not in raw_words.furniture()
        and line.kind is not (Kind.READ_ALSO)
    )


def _title_score(line: Line, head: list[Line], words: set[str]) -> float:
    """How much a line is like a headline: length, echo in the text and header, place."""
    own = set(_WORD.findall(line.folded))
    score = 3.0 * len(own & words) / max(len(own), 3)
    score += 2.0 * (line.times >= 2) + 1.0 * any(
        line.folded in other.folded and line is not other and line.folded != other.folded
        for other in head
    )
    score += 1.0 if 30 <= line.length <= 150 else -2.0 if line.length < 15 else -0.3
    score -= 1.5 * (line.text.rstrip().endswith((".", "。", "।", "。")))
    score -= 2.0 * (line.kind in {Kind.CREDIT, Kind.FURNITURE} and line.times < 2)
    score -= 1.5 * bool(_BREADCRUMB.search(line.text))
    score -= 2.0 * bool(line.dates)
    score -= 1.0 * bool(raw_words.byline_label().match(line.folded) and line.length < 40)
    return score - 0.12 * line.place


def _standfirst(head: list[Line], title: Line | None) -> Line | None:
    """The first prose after the title, or what is nearly prose right under it."""
    if title is None:
        return None
    after = [line for line in head[title.place + 1 :] if line.folded != title.folded]
    for line in after:
        if line.kind is Kind.PROSE:
            return line
        if line.kind is Kind.SHORT and line.length >= 50 and line.place <= title.place + 3:
            return line
    return None


def _dates(
    head: list[Line], rest: list[Line], title: Line | None
) -> tuple[FoundDate | None, FoundDate | None]:
    """Published and updated: by their labels, else in the order in which they stand."""
    for lines in (head, rest[:4], reversed(rest[-12:]), rest[4:]):
        found = list(_labelled(list(lines), title))
        published = next((date for date, is_update in found if not is_update), None)
        updated = next((date for date, is_update in found if is_update), None)
        if published is None and updated is None:
            continue
        if updated is None and len(found) > 1 and found[1][0].when >= found[0][0].when:
            updated = found[1][0]
        return published or updated, updated if published else None
    return None, None


def _labelled(lines: list[Line], title: Line | None) -> Iterator[tuple[FoundDate, bool]]:
    """The dates of short lines, and whether a label says that it is that of an update."""
    before = ""
    for place, line in enumerate(lines):
        is_title = title is not None and line.folded == title.folded
        if not is_title and line.kind not in {Kind.PROSE, Kind.READ_ALSO, Kind.CREDIT}:
            end = 0
            for found in line.dates:
                label = line.text[end : found.start] if end or found.start else before
                end = found.end
                yield _with_clock(found, lines[place + 1 :][:1]), is_update_label(label)
        before = line.text if line.length < 60 else ""


def _with_clock(found: FoundDate, following: list[Line]) -> FoundDate:
    """A day whose time stands on the next line alone."""
    clock = re.fullmatch(r"\W*(\d{1,2}):(\d{2})\W*", following[0].text) if following else None
    if found.has_time or clock is None or int(clock[1]) > 23 or int(clock[2]) > 59:
        return found
    return replace(
        found, when=found.when.replace(hour=int(clock[1]), minute=int(clock[2])), has_time=True
    )


def _byline(head: list[Line], title: Line | None) -> str | None:
    """A line that says "by", else a name beside the date."""
    for line in head:
        label = raw_words.byline_label().match(line.folded)
        if label and line is not title and line.length <= 80 and not line.dates:
            name = line.text[_cut(line.text, label.end()) :].strip(" :-|/")
            if _NAME.fullmatch(name):
                return name
    beside = (
        head[place]
        for line in head
        if line.kind is Kind.DATE
        for place in (line.place - 1, line.place + 1)
        if 0 <= place < len(head)
    )
    return next((line.text for line in beside if _is_name(line, title)), None)


def _cut(text: str, folded_end: int) -> int:
    """Where in the line the label ends; folding changes no length in the labels there are."""
    return min(folded_end, len(text))


def _is_name(line: Line, title: Line | None) -> bool:
    words = line.text.split()
    return (
        line.kind is Kind.SHORT
        and line is not title
        and line.length <= 40
        and 2 <= len(words) <= 4
        and all(word[0].isupper() for word in words)
        and _NAME.fullmatch(line.text) is not None
    )


def _counters(head: list[Line]) -> tuple[int | None, int | None]:
    """Two numbers on a line are comments, then views; that is how the pages they come from do."""
    for line in head:
        numbers = re.findall(r"\d[\d,.]*", line.text)
        if line.kind is Kind.COUNTERS and len(numbers) == 2:
            comments, views = (int(re.sub(r"\D", "", number)) for number in numbers)
            return comments, views
    return None, None
