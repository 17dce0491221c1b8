"""Recognises lists without bullets in pasted text: runs of labelled facts, of chapters with times,
of results with figures. Also the rating of a review.
"""

from __future__ import annotations

import re
from itertools import groupby, pairwise, takewhile

from matbaa.formats import byline_words
from matbaa.formats.raw import words
from matbaa.formats.raw.lines import Kind, Line
from matbaa.language.dates import is_publication_label, is_update_label

#: The fewest rows of a run, and the most characters of one and of a heading.
_FEWEST, _LONGEST, _LONGEST_HEAD = 3, 200, 60
#: `Referee: Jane Roe`, and the most words of such a label.
_LABEL, _WORDS = re.compile(r"(?P<name>[^\W\d_][^\d:：\n]{1,38}?)\s?[:：]\s?(?=\S)"), 5
#: Kinds of lines that may be facts. The last player of a team may have the name of an agency.
_LABELLED = {Kind.SHORT, Kind.DATE, Kind.CREDIT}
#: `05:10 The cold rooms`
_TIMED = re.compile(
    r"[\[(]?(?P<time>(?:\d{1,2}:)?\d{1,2}:\d{2})[\])]?\s(?:[-–—]\s)?(?=\W?[^\W\d_])"
)
#: `Jane Roe (Greens) 14.2 %`, `Hills – Harbour 2:1`; not a year, with which headlines may end.
_FIGURED = re.compile(
    r"[^\W\d_].{1,60}[\s(:](?!(?:19|20)\d\d\W*$)[+−-]?[\d.,]*\d(?:\s?[:–-]\s?\d{1,3}|\s?[%٪％])?"
    r"(?:\s(?:percent|per cent|prozent|pour cent|por ciento|per cento|por cento|procent|points?|"
    r"pts)\b)?\W*",
    re.I,
)
_LONGEST_FIGURED = 70
#: The most other lines between a text and a run that belongs to it.
NEAR = 2
_RATING = re.compile(
    r"\W*(?:[★☆⭐✩✭✮]\ufe0f?\s?){3,10}[^\n]{0,30}|"
    r"(?:our )?(?:rating|verdict|bewertung|wertung|note|calificación|valoración|valutazione|voto|"
    r"nota|puan|ocena|cijfer|beoordeling|оценка|оцінка|التقييم|تقييمنا|امتیاز|ציון|評価|评分|評分|평점|"
    r"रेटिंग|penilaian)\s?[:：]\s?[^\n]{0,20}?(?:\d|[★☆⭐])[^\n]{0,20}|"
    r"\d{1,2}(?:[.,]\d)?(?: out of |\s?/\s?| sur | von | su | de | из )\d{1,2} "
    r"(?:stars|étoiles|sterne|sternen|stelle|estrellas|estrelas|звёзд)",
    re.I,
)


def runs_of(lines: list[Line]) -> set[int]:
    """The places of the lines in such runs."""
    places: set[int] = set()
    for likeness, run in groupby(lines, _likeness):
        rows = list(run)
        if likeness and len(rows) >= _FEWEST and _is_one(likeness, rows):
            places |= {line.place for line in rows}
    return places


def heads_of_runs(lines: list[Line], runs: set[int]) -> set[int]:
    """The places of short lines right above such a run, which are its headings."""
    return {
        above.place
        for above, line in pairwise(lines)
        if line.place in runs and not line.gap and above.place not in runs and _may_head(above)
    }


def _may_head(line: Line) -> bool:
    is_plain = line.kind is Kind.SHORT and not line.ends_sentence and not line.text.endswith(":")
    return is_plain and line.length <= _LONGEST_HEAD


def facts_at_end(lines: list[Line]) -> list[Line]:
    """The labelled facts at the end of `lines`; empty if there are fewer than two, or if a label
    occurs twice.
    """
    facts = list(takewhile(lambda line: line.kind is Kind.SHORT and _label(line), lines[::-1]))
    are_facts = len(facts) > 1 and len({_label(line) for line in facts}) == len(facts)
    return facts[::-1] if are_facts else []


def is_rating(line: Line) -> bool:
    """Whether it is the rating of a review, in stars or points."""
    return len(line.text) <= 60 and _RATING.fullmatch(line.text) is not None


def _likeness(line: Line) -> str:
    if line.length > _LONGEST or line.ends_sentence:
        return ""
    if line.kind in {Kind.SHORT, Kind.DATE} and _TIMED.match(line.text):
        return "time"
    if line.kind in _LABELLED and _label(line):
        return "label"
    if line.kind is Kind.SHORT and len(line.text) <= _LONGEST_FIGURED:
        return "figure" if _FIGURED.fullmatch(line.text) else ""
    return ""


def _label(line: Line) -> str:
    """The label of a fact; empty if there is none, or if it is one of author, date or tags."""
    if ":" not in line.text[:45] and "：" not in line.text[:45]:
        return ""
    found = _LABEL.match(line.text)
    if found is None or len(found["name"].split()) > _WORDS:
        return ""
    is_of_page = (
        byline_words.label().match(line.text)
        or words.tags_label().match(line.folded)
        or words.credit_label().search(line.folded)
        or is_publication_label(found[0])
        or is_update_label(found[0])
    )
    return "" if is_of_page else found["name"]


def _is_one(likeness: str, rows: list[Line]) -> bool:
    """Whether the labels of such rows differ, or their times ascend."""
    if likeness == "label":
        return len({_label(line) for line in rows}) == len(rows)
    if likeness == "time":
        times = [_minutes(line) for line in rows]
        return all(first < second for first, second in pairwise(times))
    return True


def _minutes(line: Line) -> tuple[int, ...]:
    found = _TIMED.match(line.text)
    parts = [int(part) for part in found["time"].split(":")] if found else []
    return (len(parts), *parts)
