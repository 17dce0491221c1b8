"""Recognises pointers to other articles within a pasted text: "Read also", and the titles below."""

from __future__ import annotations

from itertools import zip_longest

from matbaa.formats.raw.credits import names_author
from matbaa.formats.raw.lines import Kind, Line
from matbaa.formats.raw.persons import looks_like_name

#: A longer line with a full stop is text; a label is at most so long.
_SENTENCE, _LONGEST_LABEL = 30, 40
_FULL_STOPS, _QUOTES = tuple(".。۔।॥።"), " \"'»”’"
_SURE = {Kind.PROSE, Kind.BULLET, Kind.TABLE}
#: A heading has at most this share of the length of the titles above it, and so many characters.
_SHORTER, _LONGEST_HEADING = 0.6, 40


def pointers_in(lines: list[Line]) -> set[int]:
    """The places of the lines that point to other articles: labels, and titles below a label."""
    places: set[int] = set()
    titles: list[Line] | None = None
    for line, below in zip_longest(lines, lines[1:]):
        if line.kind is Kind.READ_ALSO:
            titles = [] if _names_none(line) else None
        elif titles is None or _is_of_text(line) or _is_heading(line, below, titles):
            titles = None
            continue
        elif line.kind is Kind.SHORT:
            titles.append(line)
        places.add(line.place)
    return places


def _names_none(line: Line) -> bool:
    """Whether it is only the label "Read also:" for titles on the lines below it."""
    return len(line.bare) <= _LONGEST_LABEL and not line.folded.partition(":")[2].strip()


def _is_of_text(line: Line) -> bool:
    """Whether a line is text and no headline: headlines are no lists and have no full stop."""
    if line.kind in _SURE:
        return True
    return line.length > _SENTENCE and line.text.rstrip(_QUOTES).endswith(_FULL_STOPS)


def _is_heading(line: Line, below: Line | None, titles: list[Line]) -> bool:
    """Whether it is the heading of the paragraph below it and not the last of the titles: it is
    shorter than these, or a blank line is between.
    """
    if not titles or below is None or below.kind is not Kind.PROSE or line.kind is not Kind.SHORT:
        return False
    is_apart = line.gap > 0 and not any(title.gap for title in titles[1:])
    if line.length > _LONGEST_HEADING or looks_like_name(line.text) or names_author(line):
        return False
    is_shorter = all(line.length <= _SHORTER * title.length for title in titles)
    return is_shorter or (is_apart and not below.gap)
