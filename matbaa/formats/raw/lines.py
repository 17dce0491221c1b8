"""The lines of a copied page, each classified by its form."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum, auto
from functools import cached_property
from itertools import pairwise

from matbaa.formats.base import Context
from matbaa.formats.raw import boxes, words
from matbaa.formats.raw.tables import TABLE_SIGN
from matbaa.language.dates import FoundDate, find_dates, parse_date
from matbaa.language.normalize import fold

#: Characters of these scripts count as two and a half letters of an alphabet.
_DENSE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_DENSITY = 2.5
#: Syllables of these scripts count as one and a half letters of an alphabet.
_SYLLABLES = re.compile("[\u1200-\u135a]")
_SYLLABIC = 1.5
_ENDS = tuple(".!?…。！？؟۔।॥።")
_CLOSERS = "\"'»«”’“‘›)]）」』】"
#: Emoji after the last sentence of a post; the reporter's name in brackets, as in Japanese papers.
_SIGNED = re.compile(
    "(?<=[.!?…。！？؟۔।॥።\"'»”’])[\\s\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d]+$|"
    "(?<=[。！？])[（(][^()（）]{2,20}[)）]$"
)
#: A quotation and who said it, in scripts that have no full stop.
_ATTRIBUTED = re.compile('\\s*["“«][^"”»]{12,}["”»]\\s?[\u0e00-\u0eff\u1780-\u17ff].{3,}')
_BULLET = re.compile(r"\s*(?:[•●▪■◦‣⁃*·–—-]|\d{1,2}[.)-])\s+(?=\S)")
_REFERENCE = re.compile(r"(?:\[\d{1,3}\])+$")
_COUNTERS = re.compile(r"\W*\d[\d,.]{0,9}\W*(?:\s+\W*\d[\d,.]{0,9}\W*){0,3}")
_URL = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CLOCK = re.compile(r"\W*\d{1,2}[:h]\d{2}(?:\s?(?:[ap]\.?m\.?|Uhr|GMT|[صم]))?\W*", re.I)
#: The separators of the two dates of a life, and the least time between them.
_DASHES, _YEARS = frozenset("-–—/"), timedelta(days=800)
#: A line of hashtags only; a short line with a link.
_HASHTAGS = re.compile(r"(?:#\w[\w&-]*[\s,،]*)+")
_LINK = re.compile(
    r"\W*[^.!?؟\n]{0,60}?\s*(?:https?://|www\.|t\.me/|wa\.me/|bit\.ly/)\S+[^\w.]*", re.I
)
_LONGEST_CLOCK = 20
#: A live report has at least this many times above its entries.
_FEWEST_TIMES = 3
#: A date that was joined to the element before it: "Associated PressApril 28".
_RUN_TOGETHER = re.compile(
    r"(?<=[^\W\d_A-Z])(?=[A-Z]\w{2,9}\.? \d)|(?<=[a-z])(?=\d{1,2}[ /.-]\w+[ /.-]\d{4})"
)
#: The length of the longest line that may be a date with labels, a button or a byline.
_LABEL = 120
#: Dates are only looked for in this many first lines.
_FAR = 1_000


class Kind(Enum):
    """The kind of a line, judged without its neighbours."""

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


#: Kinds of lines that can start an entry of a live report, below its time.
_ENTRY = {Kind.PROSE, Kind.SHORT, Kind.BULLET}


@dataclass(frozen=True)
class Line:
    """One line without surrounding white space."""

    text: str
    #: Number of blank lines before it.
    gap: int
    #: Its index among the lines that are not blank.
    place: int
    #: How often the same line occurs in the document.
    times: int
    context: Context = field(repr=False)
    language: str = field(repr=False, default="und")

    @cached_property
    def folded(self) -> str:
        """The folded text with single spaces, for comparisons."""
        return " ".join(fold(self.text).split())

    @cached_property
    def length(self) -> float:
        """The number of characters, in which those of dense scripts count more."""
        dense = len(_DENSE.findall(self.text))
        syllables = len(_SYLLABLES.findall(self.text))
        return len(self.text) + dense * (_DENSITY - 1) + syllables * (_SYLLABIC - 1)

    @cached_property
    def ends_sentence(self) -> bool:
        """Whether it ends like a sentence, perhaps with the number of a note."""
        text = _REFERENCE.sub("", self.text) if self.text.endswith("]") else self.text
        if text.rstrip(_CLOSERS + " ").endswith(_ENDS):
            return True
        if text.isascii():
            return False
        return _SIGNED.search(text, max(len(text) - 60, 0)) is not None or (
            _ATTRIBUTED.fullmatch(text) is not None
        )

    @property
    def is_address(self) -> bool:
        """Whether it is nothing but a web or mail address."""
        return _URL.fullmatch(self.text) is not None

    @cached_property
    def is_span(self) -> bool:
        """Whether it has the dates of a life or an era: two, years apart, with a dash between."""
        if len(self.dates) != 2 or self.length > _LABEL:
            return False
        first, second = self.dates
        between = self.text[first.end : second.start].strip()
        return between in _DASHES and second.when - first.when > _YEARS

    @property
    def asks(self) -> bool:
        """Whether it ends with a question mark."""
        return self.text.endswith(("?", "؟", "？"))

    @cached_property
    def is_call(self) -> bool:
        """Whether it is a call to subscribe or follow, or a notice about cookies."""
        return self.length <= _LABEL and boxes.call().match(self.bare) is not None

    @property
    def is_clock(self) -> bool:
        """Whether it is nothing but a time of day."""
        is_short = len(self.text) <= _LONGEST_CLOCK and not self.text[0].isalpha()
        return is_short and _CLOCK.fullmatch(self.text) is not None

    @cached_property
    def bare(self) -> str:
        """The folded text without decorations of a label: icons, arrows, colons."""
        return self.folded.strip(" :•|·-–—»›<>+↑→←►▶#*()[]/.،,፣፦")

    @cached_property
    def date(self) -> FoundDate | None:
        """The date, if the line is nothing else; None otherwise."""
        if self.place >= _FAR or self.length > _LABEL or not self._may_be_date:
            return None
        zone, received = self.context.zone, self.context.received
        language = self.language
        return parse_date(
            self.text, zone=zone, received=received, language=language, thorough=False
        )

    @cached_property
    def dates(self) -> list[FoundDate]:
        """All dates in the line."""
        if self.length > 2 * _LABEL or TABLE_SIGN in self.text:
            return []
        zone, received = self.context.zone, self.context.received
        found = find_dates(self.text, zone=zone, received=received, language=self.language)
        found = found or ([self.date] if self.date else [])
        if found or _RUN_TOGETHER.search(self.text) is None:
            return found
        apart = _RUN_TOGETHER.sub(" ", self.text)
        return find_dates(apart, zone=zone, received=received, language=self.language)

    @cached_property
    def kind(self) -> Kind:
        """The kind that its form suggests; later its neighbours decide what it is."""
        if TABLE_SIGN in self.text:
            return Kind.TABLE
        if self._is_furniture:
            return Kind.FURNITURE
        if _COUNTERS.fullmatch(self.text):
            return Kind.COUNTERS
        if self.length <= _LABEL and words.tags_label().match(self.folded):
            return Kind.TAGS
        if self.text.startswith("#") and _HASHTAGS.fullmatch(self.text):
            return Kind.TAGS
        if self._is_link:
            return Kind.LINK
        if self.length <= 2 * _LABEL and words.read_also().match(self.folded):
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
        """Whether it is a short line with a link."""
        if "/" not in self.text and "www." not in self.text:
            return False
        is_short = self.length <= _LABEL and not self.ends_sentence
        return is_short and _LINK.fullmatch(self.text) is not None

    @cached_property
    def _may_be_date(self) -> bool:
        """Whether it may be a date, as a quick test: it has a digit, or is short as "yesterday"."""
        return any(letter.isdigit() for letter in self.text) or self.length <= 25

    @cached_property
    def _is_furniture(self) -> bool:
        if self.length > _LABEL:
            return False
        if not any(letter.isalnum() for letter in self.text) or self.is_address:
            return True
        if self.bare in words.furniture() or self.bare in boxes.author_labels():
            return True
        if words.notice().match(self.bare) or self.is_call:
            return True
        return self.times >= 4 and self.length < 60

    @cached_property
    def _has_credit(self) -> bool:
        """Whether it has a label for a picture's source, or ends with an agency, not as
        a sentence.
        """
        if self.length > 400:
            return False
        if words.credit_label().search(self.folded):
            return self.length <= 300 or not self.ends_sentence
        return not self.ends_sentence and words.agency().search(self.folded[-45:]) is not None

    @cached_property
    def _is_prose(self) -> bool:
        if self.length >= 160:
            return True
        asks = self.text.rstrip(_CLOSERS + " ").endswith(("?", "!", "؟", "？", "！"))
        return self.length >= (110 if asks else 60) and self.ends_sentence


def read_lines(rows: list[str], context: Context, language: str) -> list[Line]:
    """The lines of `rows` that are not blank."""
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
    """Whether it is a live report, in which paragraphs have lines with only a time above them."""
    times = (pair for pair in pairwise(lines) if pair[0].kind is Kind.DATE)
    heads = (line for line, below in times if line.is_clock and below.kind in _ENTRY)
    return sum(1 for _ in heads) >= _FEWEST_TIMES
