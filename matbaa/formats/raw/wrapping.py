"""Joins hard-wrapped text, which a printed page or terminal broke into rows of one width.

Such a text is recognised by its rows alone: hardly any row is longer than the width, most rows with
another one below reach it, and most of these stop in the middle of a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from matbaa.formats import byline_words
from matbaa.prose.datelines import place_of

#: Characters of scripts that are twice as wide as a letter and have no spaces between words.
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff01-\uff60]")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_SENTENCE_ENDS = tuple(".!?…。！？؟۔।॥።")
_ENDS = (*_SENTENCE_ENDS, ":")
_CLOSERS = "\"'»«”’“)]）」』】 "
_BULLET = re.compile(r"(?:[•●▪■◦‣⁃*·–—-]|(?P<number>\d{1,2}[.)-]))\s+\S")
#: A page number, with the text that newsroom systems print around it.
_PAGE = re.compile(
    r"(?!-30-)\W{0,3}(?:\d{1,4}|(?:page|seite|página|pagina|sayfa|strona|стр\.?|صفحة|صفحه|ص)\s*\d{1,4}"
    r"(?:\s*(?:of|/|von|sur|de|di|van|z|из|من|از)\s*\d{1,4})?)\W{0,3}",
    re.I,
)
#: The least and greatest width, in letters; the least length of a row that counts.
_NARROWEST, _WIDEST, _SHORTEST = 28, 125, 20
_LONGER, _FEW = 1.2, 0.1
#: The share of the width from which a row is full: printed letters differ in width.
_FULL = 0.82
_MOST, _MANY, _SOME, _LEAST = 0.6, 0.55, 0.4, 3
#: Words before which a hyphen is kept: `Nord- und Südsee`.
_ANDS = re.compile(r"(?:und|oder|bis|sowie|bzw|en|of|och|eller|og|i|ve|and|or|to)\b")


@dataclass(frozen=True, slots=True)
class _Row:
    text: str
    #: The number of spaces before it.
    indent: int

    @property
    def width(self) -> int:
        return len(self.text) + len(_WIDE.findall(self.text))

    @property
    def is_finished(self) -> bool:
        return is_finished(self.text)


def is_finished(row: str) -> bool:
    """Whether a row ends a sentence, or announces what is below it."""
    return row.rstrip(_CLOSERS).endswith(_ENDS)


def whole_rows(text: list[str]) -> list[str]:
    """One row per paragraph: `unwrapped`, if possible; otherwise with broken sentences joined."""
    whole = unwrapped(text)
    return _joined_rows([" ".join(row.split()) for row in text]) if whole is None else whole


def unwrapped(text: list[str]) -> list[str] | None:
    """One row per paragraph, with blank rows where `text` has them; None if its rows have no common
    width.

    Page numbers, and the text that is repeated beside them, are left out.
    """
    rows = [_Row(" ".join(row.split()), _indent(row)) for row in text]
    width = _width_of(rows)
    return _joined_rows(_paragraphs(_without_pages(rows), width)) if width else None


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip())


def _width_of(rows: list[_Row]) -> int:
    """The width at which rows were broken; 0 if they were not."""
    pairs = [pair for pair in pairwise(rows) if _is_inner(*pair)]
    if len(pairs) < _LEAST:
        return 0
    widths = sorted(above.width for above, _ in pairs)
    width = widths[int(len(widths) * 0.85)]
    full = [pair for pair in pairs if _is_full(*pair, width)]
    broken = [below.text for above, below in full if not above.is_finished]
    is_wrapped = (
        _NARROWEST <= width <= _WIDEST
        and not _has_longer(rows, width)
        and len(full) >= _MOST * len(pairs)
        and len(broken) >= max(_LEAST, _MANY * len(full))
        and sum(_may_go_on(text) for text in broken) >= _SOME * len(broken)
    )
    return width if is_wrapped else 0


def _is_inner(above: _Row, below: _Row) -> bool:
    return above.width >= _SHORTEST and bool(below.text) and _BULLET.match(below.text) is None


def _has_longer(rows: list[_Row], width: int) -> bool:
    """Whether more than a small share of the text is in rows that are too long."""
    longer = sum(row.width for row in rows if row.width > _LONGER * width)
    return longer > _FEW * sum(row.width for row in rows)


def _may_go_on(text: str) -> bool:
    """Whether the text may continue a sentence: it does not begin with a capital."""
    return not text[:1].isupper()


def _is_full(above: _Row, below: _Row, width: int) -> bool:
    """Whether the next word would not have fitted into the row."""
    word = below.text.split(" ", 1)[0]
    room = 0 if _UNSPACED.match(word) else min(len(word) + 1, width // 3)
    return above.width + room >= _FULL * width if room else above.width >= _FULL * width


def _without_pages(rows: list[_Row]) -> list[_Row | None]:
    """The rows, with None for the end of a page: its number and the text printed beside it."""
    told = [place for place, row in enumerate(rows) if row.text]
    pages = {place for place in told if _is_page_number(rows, place)}
    times = Counter(rows[place].text for place in told)
    beside = {
        told[at]
        for number, place in enumerate(told)
        if place in pages
        for at in range(max(number - 2, 0), min(number + 3, len(told)))
    }
    running = {rows[at].text for at in beside if times[rows[at].text] > 1}
    return [
        None if place in pages or row.text in running else row for place, row in enumerate(rows)
    ]


def _is_page_number(rows: list[_Row], place: int) -> bool:
    """Whether it is one, and not a year that ends the sentence in the row above."""
    ends_text = rows[place].is_finished and place > 0 and rows[place - 1].text
    return not ends_text and _PAGE.fullmatch(rows[place].text) is not None


def _paragraphs(rows: list[_Row | None], width: int) -> list[str]:
    """The paragraphs: rows that continue in the next one are joined, also across pages."""
    words = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", " ".join(r.text for r in rows if r)))
    out: list[str] = []
    last: _Row | None = None
    blank = turned = False
    for place, row in enumerate(rows):
        if row is None or not row.text:
            blank, turned = True, turned or row is None
            continue
        after = next((each for each in rows[place + 1 : place + 2] if each and each.text), None)
        is_more = last is not None and _goes_on(out[-1], last, row, after, width)
        if is_more and (not blank or (turned and last is not None and not last.is_finished)):
            out[-1] = _joined(out[-1], row.text, words)
        else:
            out += [""] if blank and out else []
            out.append(row.text)
        last, blank, turned = row, False, False
    return _with_whole_headline(out)


def _goes_on(text: str, above: _Row, below: _Row, after: _Row | None, width: int) -> bool:
    """Whether `below` belongs to the paragraph `text`, whose last row is `above`."""
    is_full = _is_full(above, below, width)
    if _is_divided(text, below.text):
        return True
    if _starts_anew(text, above, below, is_full):
        return False
    if is_full:
        is_indented = above.is_finished and below.indent >= above.indent + 2
        is_other = is_indented or _is_heading(above, below, after, width)
        return not is_other and not _is_byline(below, width)
    return not above.is_finished and below.text[:1].islower() and after is None


def _is_divided(text: str, more: str) -> bool:
    """Whether a word is divided at the end of `text`, as in a headline, whose rows are not full."""
    return text.endswith("-") and text[-2:-1].isalpha() and more[:1].islower()


def _is_heading(above: _Row, row: _Row, after: _Row | None, width: int) -> bool:
    """Whether it is a heading: a row that is neither full nor finished, and not continued."""
    is_short = after is not None and not _is_full(row, after, width)
    return (
        is_short
        and above.is_finished
        and not row.is_finished
        and after is not None
        and not after.text[0].islower()
    )


def _starts_anew(text: str, above: _Row, below: _Row, is_full: bool) -> bool:
    """Whether `below` is a list item or begins with a dateline."""
    bullet = _BULLET.match(below.text)
    if bullet and (above.is_finished or not is_full or _BULLET.match(text)):
        return not (bullet["number"] and is_full and not above.is_finished)
    return place_of(below.text) is not None and not above.text.endswith("-")


def _is_byline(row: _Row, width: int) -> bool:
    label = byline_words.opening().match(row.text)
    return label is not None and not row.text[0].islower() and row.width < 0.7 * width


def _joined(text: str, more: str, words: Counter[str]) -> str:
    """Two rows joined. A word divided at the hyphen becomes whole, unless it has one elsewhere."""
    if _is_divided(text, more):
        if _ANDS.match(more):
            return f"{text} {more}"
        start, end = re.split(r"[^\w-]", text[-60:])[-1], re.split(r"[^\w-]", more[:60])[0]
        return f"{text}{more}" if words[start + end] else f"{text[:-1]}{more}"
    if _UNSPACED.match(text[-1:]) and _UNSPACED.match(more[:1]):
        return text + more
    return f"{text} {more}"


_LONGEST_HEADLINE, _NEAR_TOP = 110, 10
_YEAR = re.compile(r"(?:\d{4}|[\u0660-\u0669\u06f0-\u06f9]{4})\b")


def _with_whole_headline(rows: list[str]) -> list[str]:
    """The rows, with a first block of two joined as a headline; a standfirst would be longer."""
    rows = _with_whole_capitals(rows)
    block = list(_block(rows))
    text = " ".join(block)
    is_headline = (
        len(block) == 2
        and len(block[1]) <= len(block[0]) * 1.1
        and len(text) <= _LONGEST_HEADLINE
        and not any(row.endswith(_ENDS) or "/" in row or _YEAR.search(row) for row in block)
        and not any(byline_words.label().match(row) or row.isupper() for row in block)
    )
    return [text, *rows[2:]] if is_headline else rows


def _with_whole_capitals(rows: list[str]) -> list[str]:
    """The rows, with a headline in capitals of two or three rows near the top joined."""
    out = rows[:1]
    for place, row in enumerate(rows[1:], 1):
        is_more = place <= _NEAR_TOP and row.isupper() and out[-1].isupper()
        is_more = is_more and "," not in row and byline_words.label().match(row) is None
        whole = f"{out[-1]} {row}"
        if is_more and len(whole) <= _LONGEST_HEADLINE and not _YEAR.search(whole):
            out[-1] = whole
        else:
            out.append(row)
    return out


def _block(rows: list[str]) -> Iterator[str]:
    for row in rows:
        if not row:
            return
        yield row


#: A byline in lower case, which does not continue the row before it: `di Chiara Neri`.
_NAMED = re.compile(
    r"[^\W\d_]{1,3}:?(?: [A-ZÀ-ÖØ-Þ][^\s\d,.:;!?]+){2,4}(?:\s?[,|–—·-].{0,40}\d{4}.{0,20})?"
)
_URL = re.compile(r"(?:https?://|www\.)\S+")
#: The least and most characters of a row that was broken because it was full.
_FULL_ROW, _WIDEST_ROW = 36, 120


def _joined_rows(rows: list[str]) -> list[str]:
    """The rows, with those joined that were broken within a sentence, or after a kicker."""
    joined: list[str] = []
    width = 0
    for row in rows:
        is_more = bool(joined) and _is_continued(joined[-1], width, row)
        if is_more or (joined and 0 < width <= _WIDEST_ROW and row.startswith(": ")):
            joined[-1] += f" {row}" if is_more else row
        else:
            joined.append(row)
        width = len(row)
    return joined


def _is_continued(before: str, width: int, row: str) -> bool:
    """Whether `row` continues `before`: the last row of that, of `width`, was full and unfinished,
    and `row` starts in lower case.
    """
    if not _FULL_ROW <= width <= _WIDEST_ROW or not row[:1].islower():
        return False
    if _URL.fullmatch(row) or _NAMED.fullmatch(row):
        return False
    return not before.rstrip(_CLOSERS).endswith(_SENTENCE_ENDS)
