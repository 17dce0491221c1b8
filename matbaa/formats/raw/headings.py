"""Finds the first heading of a pasted text, which stands between its header and its text."""

from __future__ import annotations

import re
from itertools import islice, pairwise

from matbaa.formats.raw.credits import names_author
from matbaa.formats.raw.lines import Kind, Line
from matbaa.formats.raw.persons import looks_like_name
from matbaa.formats.raw.title import is_byline

#: The fewest other headings of a text for the line above its first paragraph to be one, the most
#: characters of a heading, and the fewest of a sentence below one.
_OTHERS, _LONGEST, _SENTENCE = 2, 80, 40
#: In scripts without capitals, a line of fewer words may be a name.
_WORDS = 3
_FIRST = re.compile(r"1[.)]\s")
_LATER = re.compile(r"[2-9][.)]\s")


def first_heading(lines: list[Line], end: int, title: Line) -> int:
    """The index of the first line of the text whose first paragraph is at `end`: that of the line
    above, if it is a heading and the text has other headings; of the first question with a short
    answer; or of the first numbered heading.
    """
    below = lines[title.place + 1 : end]
    for line, following in pairwise(below):
        if _is_numbered_head(line, following, lines[following.place :]):
            return line.place
    is_apart = title.place + 2 < end < len(lines) or _is_attached(lines, end, title)
    end = end - 1 if is_apart and _is_first(lines[end - 1], lines[end:]) else end
    while end - 2 > title.place and _is_answered(lines[end - 2], lines[end - 1], lines[end:]):
        end -= 2
    return end


def _is_attached(lines: list[Line], end: int, title: Line) -> bool:
    """Whether the only line between the title and the text belongs to the text: blank lines
    separate it from the title alone.
    """
    is_only = title.place + 2 == end < len(lines)
    return is_only and lines[end - 1].gap > 0 and lines[end].gap == 0


def _is_numbered_head(line: Line, following: Line, text: list[Line]) -> bool:
    """Whether it is the first of several numbered headings, as in minutes, not of a list."""
    is_first = line.kind is Kind.BULLET and _FIRST.match(line.text) is not None
    return is_first and following.kind is not Kind.BULLET and _has_later(text)


def _has_later(text: list[Line]) -> bool:
    return any(each.kind is Kind.BULLET and _LATER.match(each.text) for each in text)


def _is_first(line: Line, text: list[Line]) -> bool:
    if line.kind is Kind.BULLET and _FIRST.match(line.text):
        return _has_later(text)
    if _asks(line):
        return sum(map(_asks, text)) >= _OTHERS - 1 and not names_author(line)
    return _is_short(line) and _has_others(text) and _may_head(line)


def _is_answered(question: Line, answer: Line, text: list[Line]) -> bool:
    """Whether two lines are a question and a short answer, and the text goes on with a question."""
    is_answer = answer.kind is Kind.SHORT and answer.ends_sentence and not answer.asks
    return is_answer and _asks(question) and any(map(_asks, text[:1]))


def _asks(line: Line) -> bool:
    """Whether it is a short question, as in an interview."""
    return line.kind is Kind.SHORT and line.asks


def _has_others(text: list[Line]) -> bool:
    heads = (True for line, below in pairwise(text) if _is_text(below) and _is_short(line))
    return sum(islice(heads, _OTHERS)) == _OTHERS


def _is_text(line: Line) -> bool:
    is_sentence = line.kind is Kind.SHORT and line.ends_sentence and line.length >= _SENTENCE
    return is_sentence or line.kind is Kind.PROSE


def _is_short(line: Line) -> bool:
    return line.kind is Kind.SHORT and not line.ends_sentence and line.length <= _LONGEST


def _may_head(line: Line) -> bool:
    """Whether it may be a heading and is not a byline."""
    if names_author(line) or is_byline(line) or line.dates:
        return False
    return not _may_be_name(line.text)


def _may_be_name(text: str) -> bool:
    has_capitals = text.lower() != text.upper()
    words = text.split()
    return looks_like_name(text) if has_capitals else 1 < len(words) < _WORDS
