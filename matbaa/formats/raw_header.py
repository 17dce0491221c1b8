"""What stands above a copied article's text: title, standfirst, dates, byline, counters."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from matbaa.formats import byline_words, raw_words
from matbaa.formats.raw_credits import byline_of, correspondent_of, counters_of, section_of
from matbaa.formats.raw_dates import dates_of
from matbaa.formats.raw_lines import Kind, Line
from matbaa.language.dates import FoundDate

#: A header is not longer than this many lines.
LONGEST = 60
#: Among so many lines the headline is looked for.
_LONGEST_HEAD = 500
#: Between a standfirst and the text stand at most this many lines.
_REACH = 14
#: Text begins where so many lines have this part of the prose that the densest have, or so much.
_WINDOW, _DENSE_ENOUGH, _AMPLE = 14, 0.3, 700.0
#: A list of fewer is none.
_FEWEST_POINTS = 2
_WORD = re.compile(r"[^\W\d_]{4,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")
_BREADCRUMB = re.compile(r"[›»>/|]\s|\s[›»>/|]")
#: Words of what is no section's name.
_SENTENCE = 5
#: How calls to the reader and notes of right start.
_CALL = re.compile(
    r"(?:share|teilen|partager|compartir|condividi|deel|register|sign|subscribe|skip|toggle|photo|"
    r"image|video|copyright|©|advert|published in|posted in)"
)
_META = {Kind.DATE, Kind.COUNTERS}


@dataclass(frozen=True, slots=True)
class Header:
    """Where a header ends, and what it says."""

    #: The place of the first line of running text.
    end: int
    title: Line | None
    standfirst: Line | None
    #: The short line right above the title.
    section: str | None
    byline: str | None
    published: FoundDate | None
    updated: FoundDate | None
    comments: int | None
    views: int | None
    #: What a list between title and text says.
    points: list[Line]


def read_header(lines: list[Line]) -> Header:
    """The header of a copied page; its `end` is 0 where text starts at once."""
    end = _first_of_text(lines)
    title = _title(lines[:end], lines)
    if title is None and (later := _next_prose(lines, end + 1)) - end in range(2, 6):
        title = _title(lines[end + 1 : later], lines)  # a note to readers stands above it
        end = later if title else end
    head = lines[:end]
    published, updated = dates_of(lines, end, title)
    comments, views = counters_of(head)
    return Header(
        end=end,
        title=title,
        standfirst=_standfirst(head, title),
        section=section_of(lines, title),
        byline=byline_of(head, title),
        published=published,
        updated=updated,
        comments=comments,
        views=views,
        points=_points(head, title),
    )


def _points(head: list[Line], title: Line | None) -> list[Line]:
    """The items of the one list between the headline and the text, as wires put it there."""
    below = head[title.place + 1 :] if title else []
    items = [line for line in below if line.kind is Kind.BULLET]
    is_list = len(items) >= _FEWEST_POINTS and items[-1].place - items[0].place == len(items) - 1
    return items if is_list and len(below) <= len(items) + _REACH // 2 else []


def _first_of_text(lines: list[Line]) -> int:
    """Prose is a standfirst, not text, while dates, counters or the title again come after it."""
    start = _first_of_dense(lines)
    limit = start + LONGEST
    while start < min(len(lines), limit):
        following = _next_prose(lines, start + 1)
        between = lines[start + 1 : following]
        if following == len(lines) or len(between) > _REACH or not _is_header(between, lines):
            break
        start = following
    return start if start < len(lines) else _first_after_title(lines)


def _first_of_dense(lines: list[Line]) -> int:
    """The first prose that more prose follows; menus have single sentences too."""
    amounts = [line.length if line.kind is Kind.PROSE else 0.0 for line in lines]
    dense = [sum(amounts[place : place + _WINDOW]) for place in range(len(lines))]
    enough = min(_DENSE_ENOUGH * max(dense, default=0.0), _AMPLE)
    found = (place for place, amount in enumerate(amounts) if amount and dense[place] >= enough)
    return next(found, len(lines))


def _is_header(between: list[Line], lines: list[Line]) -> bool:
    if any(line.kind in _META or _is_repeated_title(line) for line in between):
        return not any(line.kind is Kind.READ_ALSO for line in between)
    furniture = sum(line.kind in {Kind.FURNITURE, Kind.CREDIT} for line in between)
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
    head = head[:_LONGEST_HEAD]
    candidates = [line for line in head if _may_be_title(line)]
    if not candidates:
        return None
    words = set(_WORD.findall(" ".join(line.folded for line in lines[len(head) :][:40])))
    return max(candidates, key=lambda line: _title_score(line, head, words))


def _may_be_title(line: Line) -> bool:
    if line.is_address or line.kind in {Kind.DATE, Kind.COUNTERS, Kind.TAGS, Kind.READ_ALSO}:
        return False
    is_furniture = line.kind is Kind.FURNITURE and line.times < 2
    return 4 <= line.length <= 300 and not is_furniture and line.bare not in raw_words.furniture()


def _title_score(line: Line, head: list[Line], words: set[str]) -> float:
    """How much a line is like a headline, by its words, its looks, its place and its neighbours.

    The weights are those of a conditional logit (McFadden 1974), fitted to headers of real pages
    and rounded.
    """
    own = set(_WORD.findall(line.folded))
    at = line.place - head[0].place
    after = head[at + 1 : at + 4]
    looks = (
        (1.8, line.length >= 20 and _is_within_another(line, head)),
        (0.6, line.times >= 2 and line.length >= 20),
        (-1.8, _is_breadcrumb(line.text)),
        (-2.3, line.text.rstrip().endswith((".", "。", "।", "።"))),
        (-1.4, line.kind in {Kind.CREDIT, Kind.PROSE}),
        (-1.0, _CALL.match(line.folded) is not None),
        (-1.5, _is_byline(line)),
        (-1.6, line.length < 200 and _has_another(line, head)),
        (-0.7, bool(line.dates)),
        (-1.7, at > 0 and _is_under(head[at - 1], line)),
        (0.9, any(each.kind is Kind.DATE or each.dates for each in after)),
        (2.0, any(_is_byline(each) for each in after)),
        (0.8, line.place == 0),
    )
    shared = 2.5 * len(own & words) / max(len(own), 3)
    return shared + sum(weight for weight, holds in looks if holds) + _by_size(line, head)


def _by_size(line: Line, head: list[Line]) -> float:
    """Headlines are of 35 to 110 characters, and near the top."""
    length = line.length
    size = 2.2 if 35 <= length <= 110 else -0.5 if 25 <= length < 35 else 0.0
    size += 1.2 if 110 < length <= 150 else 0.0
    size -= 1.9 if length < 15 else 0.3 if length < 25 else 0.0
    return size - 1.9 * line.place / max(len(head), 1) + 0.5 * (line.place <= 2)


def _is_breadcrumb(text: str) -> bool:
    """Names of sections, the last maybe the headline: a single sign may part a kicker from one."""
    signs = _BREADCRUMB.findall(text)
    return len(signs) > 1 or (bool(signs) and len(_BREADCRUMB.split(text)[-1].split()) < _SENTENCE)


def _is_within_another(line: Line, head: list[Line]) -> bool:
    """As in the breadcrumb or share line that ends with the headline."""
    return any(line.folded in other.folded and line.folded != other.folded for other in head)


def _is_under(above: Line, line: Line) -> bool:
    """As a standfirst stands right below the headline, and says more."""
    is_longer = above.length >= 35 and line.length >= 1.25 * above.length
    return is_longer and above.kind is Kind.SHORT and above.times == 1 and not above.dates


def _has_another(line: Line, head: list[Line]) -> bool:
    """As the breadcrumb or share line itself."""
    return any(
        each.length >= 20 and each.folded != line.folded and line.folded.endswith(each.folded)
        for each in head
    )


def _is_byline(line: Line) -> bool:
    if correspondent_of(line):
        return True
    label = byline_words.label().match(line.text)
    return label is not None and (line.length < 60 or label[0].rstrip().endswith(":"))


def _standfirst(head: list[Line], title: Line | None) -> Line | None:
    """What stands between the title and the title again; else the first prose after it, or what
    is nearly prose right under it.
    """
    if title is None:
        return None
    echoes = [line.place for line in head if line.folded == title.folded]
    for first, second in itertools.pairwise(echoes):
        inner = [line for line in head[first + 1 : second] if line.kind in {Kind.PROSE, Kind.SHORT}]
        if len(inner) == 1 and inner[0].place == second - 1:
            return inner[0]
    after = [line for line in head[title.place + 1 :] if line.folded != title.folded]
    for line in after:
        if line.kind is Kind.PROSE:
            return line
        if _is_nearly_prose(line) and line.place <= title.place + 3:
            return line
    return None


def _is_nearly_prose(line: Line) -> bool:
    return line.kind is Kind.SHORT and line.length >= 50 and not line.dates and not _is_byline(line)
