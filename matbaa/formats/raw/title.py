"""Chooses the headline among the lines above a copied article's text."""

from __future__ import annotations

import re

from matbaa.formats import byline_words
from matbaa.formats.raw import words
from matbaa.formats.raw.credits import (
    correspondent_of,
    crumbs_of,
    is_name_and_date,
    is_newsroom_and_name,
)
from matbaa.formats.raw.lines import Kind, Line
from matbaa.formats.raw.persons import looks_like_name
from matbaa.formats.raw.runs import runs_of

#: The headline is looked for in this many first lines.
_LONGEST_HEAD = 500
_WORD = re.compile(r"[^\W\d_]{4,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")
_BREADCRUMB = re.compile(r"[›»>/|]\s|\s[›»>/|]")
#: The number of words from which a text is not the name of a section; that of a person's name.
_SENTENCE, _NAME = 5, 2
#: Starts of calls to the reader and copyright notices.
_CALL = re.compile(
    r"(?:share|teilen|partager|compartir|condividi|deel|register|sign|subscribe|skip|toggle|photo|"
    r"image|video|copyright|©|advert|published in|posted in)"
)
#: Texts that notices say about themselves: "Issued by the Met Office at 10:30".
_NAMES_ONE = re.compile(
    r"(?:issued|released|valid|compiled|last updated)\s(?:by|at|on|from|until)\b"
)
_NO_TITLES = {
    Kind.DATE,
    Kind.COUNTERS,
    Kind.TAGS,
    Kind.READ_ALSO,
    Kind.TABLE,
    Kind.LINK,
}


def title_of(head: list[Line], lines: list[Line]) -> Line | None:
    """The line of `head`, which is the part of `lines` above the text, most like a headline."""
    head = head[:_LONGEST_HEAD]
    candidates = [line for line in head if _may_be_title(line)]
    if not candidates:
        return None
    opening = set(_WORD.findall(" ".join(line.folded for line in lines[len(head) :][:40])))
    facts = runs_of(head)
    return max(candidates, key=lambda line: _title_score(line, head, opening, facts))


def _may_be_title(line: Line) -> bool:
    if line.is_address or line.kind in _NO_TITLES or crumbs_of(line.text):
        return False
    is_furniture = line.kind is Kind.FURNITURE and line.times < 2
    return 4 <= line.length <= 300 and not is_furniture and line.bare not in words.furniture()


def _title_score(line: Line, head: list[Line], opening: set[str], facts: set[int]) -> float:
    """The score of a line as a headline, by its words, its form, its position and its neighbours.
    `facts` are the places of lines in a run of scores and the like.

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
        (-2.5, _NAMES_ONE.match(line.folded) is not None or _is_name(line.text)),
        (-1.5, is_byline(line)),
        (-1.6, line.length < 200 and _has_another(line, head)),
        (-0.7, bool(line.dates)),
        (-1.7, at > 0 and _is_under(head[at - 1], line)),
        (0.9, any(each.kind is Kind.DATE or each.dates for each in after)),
        (2.0, any(is_byline(each) for each in after)),
        (0.8, line.place == 0),
        (-2.5, line.place in facts and line.place > 0),
    )
    shared = 2.5 * len(own & opening) / max(len(own), 3)
    return shared + sum(weight for weight, holds in looks if holds) + _by_size(line, head)


def _is_name(text: str) -> bool:
    """Whether it is a person's name, as above a column; three words may also be a headline."""
    return len(text.split()) == _NAME and looks_like_name(text)


def _by_size(line: Line, head: list[Line]) -> float:
    """The score for length and position: headlines have 35 to 110 characters and are
    near the top.
    """
    length = line.length
    least = 25 if _is_quoted(line.text) else 35
    size = 2.2 if least <= length <= 110 else -0.5 if 25 <= length < 35 else 0.0
    size += 1.2 if 110 < length <= 150 else 0.0
    size -= 1.9 if length < 15 else 0.3 if length < 25 else 0.0
    return size - 1.9 * line.place / max(len(head), 1) + 0.5 * (line.place <= 2)


def _is_quoted(text: str) -> bool:
    """Whether it is a quotation, like many headlines of interviews."""
    return text[:1] in "\"“«„‘'" and text[-1:] in "\"”»“’'"


def _is_breadcrumb(text: str) -> bool:
    """Whether it is a breadcrumb. A single separator may also follow the kicker of a headline."""
    signs = _BREADCRUMB.findall(text)
    return len(signs) > 1 or (bool(signs) and len(_BREADCRUMB.split(text)[-1].split()) < _SENTENCE)


def _is_within_another(line: Line, head: list[Line]) -> bool:
    """Whether another line contains it, e.g. a breadcrumb or share line with the headline."""
    return any(line.folded in other.folded and line.folded != other.folded for other in head)


def _is_under(above: Line, line: Line) -> bool:
    """Whether it is right below a probable headline and longer, like a standfirst."""
    least = 20 if _is_quoted(above.text) else 35
    is_longer = above.length >= least and line.length >= 1.25 * above.length
    return is_longer and above.kind is Kind.SHORT and above.times == 1 and not above.dates


def _has_another(line: Line, head: list[Line]) -> bool:
    """Whether it ends with another line, like a breadcrumb or share line with the headline."""
    return any(
        each.length >= 20 and each.folded != line.folded and line.folded.endswith(each.folded)
        for each in head
    )


def is_byline(line: Line) -> bool:
    """Whether it begins like a byline."""
    if correspondent_of(line) or is_newsroom_and_name(line) or is_name_and_date(line):
        return True
    label = byline_words.label().match(line.text)
    return label is not None and (line.length < 60 or label[0].rstrip().endswith(":"))
