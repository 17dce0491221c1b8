"""The lines of a copied page, and what each of them looks like."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum, auto
from functools import cached_property
from itertools import pairwise

from matbaa.formats import raw_words
from matbaa.formats.base import Context
from matbaa.formats.raw_tables import TABLE_SIGN
from matbaa.language.dates import FoundDate, find_dates, parse_date
from matbaa.language.normalize import fold

#: Characters of one of these say as much as two and a half of an alphabet.
_DENSE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_DENSITY = 2.5
#: A syllable each; one says as much as one and a half of an alphabet.
_SYLLABLES = re.compile("[\u1200-\u135a]")
_SYLLABIC = 1.5
_ENDS = tuple(".!?…。！？؟۔।॥።")
_CLOSERS = "\"'»«”’“)]）」』】"
_BULLET = re.compile(r"\s*(?:[•●▪■◦‣⁃*·–—-]|\d{1,2}[.)-])\s+(?=\S)")
_REFERENCE = re.compile(r"(?:\[\d{1,3}\])+$")
_COUNTERS = re.compile(r"\W*\d[\d,.]{0,9}\W*(?:\s+\W*\d[\d,.]{0,9}\W*){0,3}")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_CLOCK = re.compile(r"\W*\d{1,2}[:h]\d{2}(?:\s?(?:[ap]\.?m\.?|Uhr|GMT|[صم]))?\W*", re.I)
#: What parts the dates of a life, and how far they are apart at least.
_DASHES, _YEARS = frozenset("-–—/"), timedelta(days=800)
#: A line of these alone; one that leads elsewhere, and says so in a few words.
_HASHTAGS = re.compile(r"(?:#\w[\w&-]*[\s,،]*)+")
_LINK = re.compile(
    r"\W*[^.!?؟\n]{0,60}?\s*(?:https?://|www\.|t\.me/|wa\.me/|bit\.ly/)\S+[^\w.]*", re.I
)
_LONGEST_CLOCK = 20
#: So many of them head the entries of a live report.
_FEWEST_TIMES = 3
#: Where two elements of a page have run together, the latter a date: "Associated PressApril 28".
_RUN_TOGETHER = re.compile(
    r"(?<=[^\W\d_A-Z])(?=[A-Z]\w{2,9}\.? \d)|(?<=[a-z])(?=\d{1,2}[ /.-]\w+[ /.-]\d{4})"
)
#: Longest line that may be a date with its labels, a button or a byline.
_LABEL = 120
#: Lines from the top, beyond which none is looked at for a date.
_FAR = 1_000
#: Characters of a row that was broken because it was full.
_FULL_ROW, _WIDEST_ROW = 36, 120


class Kind(Enum):
    """What a line is taken for, by itself."""

    PROSE = auto()
    SHORT = auto()
    DATE = auto()
    COUNTERS = auto()
    FURNITURE = auto()
    READ_ALSO = auto()
    CREDIT = auto()
    TAGS = auto()
    BULLET = auto()
    TABLE = auto()
    LINK = auto()


#: What an entry of a live report begins with, below its time.
_ENTRY = {Kind.PROSE, Kind.SHORT, Kind.BULLET}


@dataclass(frozen=True)
class Line:
    """One line, without the white space around it."""

    text: str
    #: Blank lines before it.
    gap: int
    #: Place among the lines that are not blank.
    place: int
    #: How often the same line stands in the document.
    times: int
    context: Context = field(repr=False)
    language: str = field(repr=False, default="und")

    @cached_property
    def folded(self) -> str:
        """For comparing: folded, single spaces."""
        return " ".join(fold(self.text).split())

    @cached_property
    def length(self) -> float:
        """Characters, those of dense scripts counted for more."""
        dense = len(_DENSE.findall(self.text))
        syllables = len(_SYLLABLES.findall(self.text))
        return len(self.text) + dense * (_DENSITY - 1) + syllables * (_SYLLABIC - 1)

    @cached_property
    def ends_sentence(self) -> bool:
        """Whether it closes as a sentence does, the number of a note behind it maybe."""
        text = _REFERENCE.sub("", self.text) if self.text.endswith("]") else self.text
        return text.rstrip(_CLOSERS + " ").endswith(_ENDS)

    @property
    def is_address(self) -> bool:
        """Whether it is a web address and nothing else."""
        return _URL.fullmatch(self.text) is not None

    @cached_property
    def is_span(self) -> bool:
        """Whether it is the dates of a life, or of an age: two that a dash parts, years apart."""
        if len(self.dates) != 2 or self.length > _LABEL:
            return False
        first, second = self.dates
        between = self.text[first.end : second.start].strip()
        return between in _DASHES and second.when - first.when > _YEARS

    @property
    def is_clock(self) -> bool:
        """Whether it is a time of the day and nothing else."""
        is_short = len(self.text) <= _LONGEST_CLOCK and not self.text[0].isalpha()
        return is_short and _CLOCK.fullmatch(self.text) is not None

    @cached_property
    def bare(self) -> str:
        """Folded, without what may decorate a label: icons, arrows, colons."""
        return self.folded.strip(" :•|·-–—»›<>+↑→←►▶#*()[]/.،,፣፦")

    @cached_property
    def date(self) -> FoundDate | None:
        """The date that the line as a whole is."""
        if self.place >= _FAR or self.length > _LABEL or not self._may_be_date:
            return None
        zone, received = self.context.zone, self.context.received
        language = self.language
        return parse_date(
            self.text, zone=zone, received=received, language=language, thorough=False
        )

    @cached_property
    def dates(self) -> list[FoundDate]:
        """The dates that stand in it, among other words maybe."""
        if self.length > 2 * _LABEL or TABLE_SIGN in self.text:
            return []
        zone, received = self.context.zone, self.context.received
        found = find_dates(self.text, zone=zone, received=received, language=self.language)
        if found or _RUN_TOGETHER.search(self.text) is None:
            return found
        apart = _RUN_TOGETHER.sub(" ", self.text)
        return find_dates(apart, zone=zone, received=received, language=self.language)

    @cached_property
    def kind(self) -> Kind:
        """What it looks like; of what it is, its neighbours decide."""
        if TABLE_SIGN in self.text:
            return Kind.TABLE
        if self._is_furniture:
            return Kind.FURNITURE
        if _COUNTERS.fullmatch(self.text):
            return Kind.COUNTERS
        if self.length <= _LABEL and raw_words.tags_label().match(self.folded):
            return Kind.TAGS
        if self.text.startswith("#") and _HASHTAGS.fullmatch(self.text):
            return Kind.TAGS
        if self._is_link:
            return Kind.LINK
        if self.length <= 2 * _LABEL and raw_words.read_also().match(self.folded):
            return Kind.READ_ALSO
        if self.date is not None or self.is_clock:
            return Kind.DATE
        if self._has_credit:
            return Kind.CREDIT
        if _BULLET.match(self.text) and self.length > 3:
            return Kind.BULLET
        return Kind.PROSE if self._is_prose else Kind.SHORT

    @property
    def _is_link(self) -> bool:
        """Whether it leads elsewhere, and says so in a few words."""
        if "/" not in self.text and "www." not in self.text:
            return False
        is_short = self.length <= _LABEL and not self.ends_sentence
        return is_short and _LINK.fullmatch(self.text) is not None

    @cached_property
    def _may_be_date(self) -> bool:
        """Cheap: a digit, or so short that it may be "yesterday"."""
        return any(letter.isdigit() for letter in self.text) or self.length <= 25

    @cached_property
    def _is_furniture(self) -> bool:
        if self.length > _LABEL:
            return False
        if not any(letter.isalnum() for letter in self.text) or self.is_address:
            return True
        if self.bare in raw_words.furniture():
            return True
        if raw_words.notice().match(self.bare):
            return True
        return self.times >= 4 and self.length < 60

    @cached_property
    def _has_credit(self) -> bool:
        """A label of a picture's source; or an agency's name at the end of what is no sentence."""
        if self.length > 400:
            return False
        if raw_words.credit_label().search(self.folded):
            return self.length <= 300 or not self.ends_sentence
        return not self.ends_sentence and raw_words.agency().search(self.folded[-45:]) is not None

    @cached_property
    def _is_prose(self) -> bool:
        if self.length >= 160:
            return True
        asks = self.text.rstrip(_CLOSERS + " ").endswith(("?", "!", "؟", "？", "！"))
        return self.length >= (110 if asks else 60) and self.ends_sentence


def read_lines(rows: list[str], context: Context, language: str) -> list[Line]:
    """The lines of `rows` that are not blank; what goes on in the next row is one line again."""
    rows = _unwrapped(rows)
    times = Counter(row for row in rows if row)
    lines: list[Line] = []
    gap = 0
    for row in rows:
        if not row:
            gap += 1
            continue
        lines.append(Line(row, gap, len(lines), times[row], context, language))
        gap = 0
    return lines


def is_running(lines: list[Line]) -> bool:
    """Whether times alone on their lines stand above paragraphs, as in a live report."""
    times = (pair for pair in pairwise(lines) if pair[0].kind is Kind.DATE)
    heads = (line for line, below in times if line.is_clock and below.kind in _ENTRY)
    return sum(1 for _ in heads) >= _FEWEST_TIMES


def _unwrapped(rows: list[str]) -> list[str]:
    """Rows that go on in the middle of a sentence, joined."""
    joined: list[str] = []
    width = 0
    for row in rows:
        if joined and _goes_on(joined[-1], width, row):
            joined[-1] = f"{joined[-1]} {row}"
        elif joined and 0 < width <= _WIDEST_ROW and row.startswith(": "):
            joined[-1] += row  # a kicker and its headline
        else:
            joined.append(row)
        width = 0 if TABLE_SIGN in row else len(row)
    return joined


#: `di Chiara Neri`: a byline in lower case goes on with nothing.
_NAMED = re.compile(
    r"[^\W\d_]{1,3}:?(?: [A-ZÀ-ÖØ-Þ][^\s\d,.:;!?]+){2,4}(?:\s?[,|–—·-].{0,40}\d{4}.{0,20})?"
)


def _goes_on(before: str, width: int, row: str) -> bool:
    """`width` is that of the last row of `before`: a full one, and `row` starts in lower case."""
    if not _FULL_ROW <= width <= _WIDEST_ROW or not row[:1].islower() or _URL.fullmatch(row):
        return False
    if _NAMED.fullmatch(row) or TABLE_SIGN in row:
        return False
    return not before.rstrip(_CLOSERS + " ").endswith(_ENDS)
