"""Tells which of the dates in a copied page are those of publication and of the last change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from matbaa.formats.base import Context
from matbaa.formats.raw.lines import Kind, Line
from matbaa.language.dates import (
    FoundDate,
    find_dates,
    is_publication_label,
    is_update_label,
)
from matbaa.prose.datelines import end_of_dateline

#: The number of last lines that may contain the article's date.
_FOOT = 15
#: A date with a lower score is not the article's.
_ENOUGH = 2.0
#: The difference of scores from which an update is taken for the page's only date.
_MUCH = 1.5
_CLOCK = re.compile(r"\W*(\d{1,2}):(\d{2})\W*")
_HOUR = re.compile(r"(?<!\d)([01]?\d|2[0-3])\s?[:hH.]\s?([0-5]\d)(?!\d)")
_NOT_ITS_DATE = re.compile(r"copyright|©|bis zum|verfügbar bis|until|expires?|born|\(c\)|حقوق")
#: The place before the day of a dateline, and the text after it: `Kiel, 26. November 2026. It`,
#: `Nov 26 (Reuters) - It`. A day without a year is a recent one.
_PLACE = re.compile(r"(?:[^\W\d][^\s.!?\d]*\.?[\s,،]+[-–—]?\s*){1,7}")
_DATELINE_END = re.compile(r"[^-–—.:()\d]{0,20}(?:\([^()]{1,30}\)\s*)?[.:/]?\s?[-–—.:/]\W?\s?\w?")
#: The agency after the day: `Nov 26 (Reuters) -`.
_AGENCY = re.compile(r"\s\([^()]{2,30}\)\s[-–—]")
_APART = timedelta(days=3)
_RECENT, _LONGEST_DATELINE = timedelta(days=60), 120


#: Kinds of lines whose dates are not the article's.
_NO_LABELS = {Kind.PROSE, Kind.READ_ALSO, Kind.TABLE}


@dataclass(frozen=True, slots=True)
class _Candidate:
    date: FoundDate
    line: Line
    is_update: bool
    worth: float


def dates_of(
    lines: list[Line], end: int, title: Line | None
) -> tuple[FoundDate | None, FoundDate | None]:
    """The dates of publication and last change, told apart by labels, else by their order.

    `end` is the index of the first line of running text.
    """
    found = [each for each in _candidates(lines, end, title) if each.worth >= _ENOUGH]
    firsts = [each for each in found if not each.is_update]
    changes = [each for each in found if each.is_update]
    best = max(firsts, key=lambda each: each.worth, default=None)
    latest = max(changes, key=lambda each: each.worth, default=None)
    if latest and (
        best is None or (best.worth + _MUCH < latest.worth and not _leads(best, latest))
    ):
        best = latest  # a page that only states the last change
    if best is None:
        return None, None
    if best.is_update:
        return best.date, best.date
    changes = changes or [each for each in found if _follows(each, best)]
    change = next((each.date for each in changes if each.date.when >= best.date.when), None)
    return best.date, change or _changed_that_day(lines, best)


def _changed_that_day(lines: list[Line], best: _Candidate) -> FoundDate | None:
    """An update on the same day, given as a time only: "Updated at 10:02"."""
    for line in lines[best.line.place : best.line.place + 3]:
        start = best.date.end if line is best.line else 0
        clock = _HOUR.search(line.text, start)
        if clock is None or (line.dates and line is not best.line):
            continue
        when = best.date.when.replace(hour=int(clock[1]), minute=int(clock[2]))
        if is_update_label(line.text[start : clock.start()]) and when > best.date.when:
            return replace(best.date, when=when, has_time=True)
    return None


def _leads(first: _Candidate, change: _Candidate) -> bool:
    """Whether `first` is the date right above that of the change, and not later."""
    return (
        first.line.kind is Kind.DATE
        and 0 <= change.line.place - first.line.place <= 2
        and first.date.when <= change.date.when
    )


def _follows(one: _Candidate, other: _Candidate) -> bool:
    """Whether `one` is the next date after `other` in the same header."""
    apart = one.line.place - other.line.place
    is_after = apart > 0 or (apart == 0 and one.date.start > other.date.start)
    is_later = one.date.when > other.date.when  # not a repetition
    return is_after and is_later and apart <= 2 and one.line.kind is Kind.DATE


def _candidates(lines: list[Line], end: int, title: Line | None) -> Iterator[_Candidate]:
    before = ""
    for line in lines:
        is_title = title is not None and line.folded == title.folded
        if not is_title and line.kind not in _NO_LABELS:
            yield from _of_line(line, before, lines, end)
        before = line.text if line.length < 60 else ""


def _of_line(line: Line, before: str, lines: list[Line], end: int) -> Iterator[_Candidate]:
    if line.is_span or line.text.endswith((":", "：")):
        return  # the span of a life, or the date of an item listed below it
    stop = 0
    for found in _in_one_calendar(line.dates):
        label = line.text[stop : found.start] if stop or found.start else before
        stop = found.end
        if not found.has_year and line.kind is not Kind.DATE:
            continue
        date = _with_clock(found, lines[line.place + 1 : line.place + 2])
        worth = _worth(line, found, label, _region(line, lines, end))
        yield _Candidate(date, line, is_update_label(label), worth)


def _in_one_calendar(dates: list[FoundDate]) -> list[FoundDate]:
    """The dates, without those of another calendar that are also told in the Gregorian: months that
    begin with the new moon may differ by a day from what tables say.
    """
    told = [date.when for date in dates if date.calendar == "gregorian"]
    return [
        date
        for date in dates
        if date.calendar == "gregorian" or all(abs(date.when - when) > _APART for when in told)
    ]


def _region(line: Line, lines: list[Line], end: int) -> float:
    """The score for the position: dates are above the text, rarely just below it, hardly within."""
    if line.place < end + 3:
        return 1.5
    return 0.5 if line.place >= len(lines) - _FOOT else 0.0


def _worth(line: Line, found: FoundDate, label: str, region: float) -> float:
    """The score of a date: high if it is labelled, on a line of its own, with a time."""
    worth = region + 2.0 * (line.kind is Kind.DATE) + 1.0 * found.has_time
    worth += 2.5 * (is_publication_label(label) or is_update_label(label))
    worth += 0.8 * (line.length < 60)
    worth -= 1.5 * (not found.has_year)
    worth -= 2.0 * (line.ends_sentence and line.length >= 60 and line.kind is not Kind.DATE)
    worth -= 2.0 * (line.kind is Kind.CREDIT)
    worth -= 4.0 * (_NOT_ITS_DATE.search(line.folded) is not None)
    return worth - 0.004 * line.place


def _with_clock(found: FoundDate, following: list[Line]) -> FoundDate:
    """The date with the time from the next line, if that is nothing but a time."""
    clock = _CLOCK.fullmatch(following[0].text) if following else None
    if found.has_time or clock is None or int(clock[1]) > 23 or int(clock[2]) > 59:
        return found
    when = found.when.replace(hour=int(clock[1]), minute=int(clock[2]))
    return replace(found, when=when, has_time=True)


def day_of_dateline(paragraph: str, context: Context, language: str) -> FoundDate | None:
    """The day in the dateline at the start of a text's first paragraph, or None."""
    start = paragraph[:_LONGEST_DATELINE]
    zone, received = context.zone, context.received
    for found in find_dates(start, zone=zone, received=received, language=language):
        is_recent = found.has_year or abs(received - found.when) <= _RECENT
        if found.start:
            placed = _PLACE.fullmatch(start, 0, found.start)
            is_dateline = placed and _DATELINE_END.match(start, found.end)
        else:
            is_dateline = _AGENCY.match(start, found.end)
        if is_recent and (is_dateline or found.end <= end_of_dateline(paragraph, language)):
            return found
    return None
