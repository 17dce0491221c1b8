"""The requirements for a description: length, completeness, what it must say of the title."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import regex

from matbaa.language.sentences import is_balanced
from matbaa.language.terms import terms
from matbaa.language.words import primary
from matbaa.prose.lines import is_finished
from matbaa.prose.trimming import Kind, shortenings

#: The shortest acceptable description, as a share of the limit.
SHORTEST = 0.46
#: A shortened sentence must keep this share of the title's terms that the whole sentence has.
_TELLING = 0.6
#: A sentence repeats the title if more than this share of its terms are the title's.
_REPEATS_TITLE = 0.8
#: The final stop by language; `.` in all others.
_STOPS = {
    "ur": "۔",
    "hi": "।",
    "bn": "।",
    "mr": "।",
    "ne": "।",
    "am": "።",
    "ti": "።",
    "zh": "。",
    "ja": "。",
    "th": "",
    "lo": "",
    "km": "។",
    "my": "။",
}
#: Factor of the least lengths in scripts that say more per character.
_DENSE = {"zh": 0.5, "ja": 0.55, "ko": 0.7}

_GRAPHEME = regex.compile(r"\X")
#: Text whose characters are grapheme clusters each: the commonest scripts, no combining marks.
_SINGLE = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u0559\u05d0-\u05ea\u060c\u061b\u061f-\u064a"
    "\u0660-\u066f\u0671-\u06d4\u06f0-\u06ff\u1e00-\u1fff\u2010-\u2027\u20a0-\u20bf\u3000-\u3029"
    "\u3040-\u3096\u309b-\u30ff\u4e00-\u9fff\uff01-\uff60]*"
)
_ELLIPSIS = re.compile(r"(?:…|\.\.\.?)$")


def length(text: str) -> int:
    """Length of `text` in grapheme clusters, that is characters as a reader counts them."""
    return len(text) if _SINGLE.fullmatch(text) else len(_GRAPHEME.findall(text))


def bare(text: str) -> str:
    """`text` without its final stop."""
    return text.rstrip(".。۔। ")


def joined(beginning: str, ending: str) -> str:
    """Two sentences, one after the other."""
    return f"{beginning}{'' if beginning[-1] in '。！？' else ' '}{ending}"


#: Tells whether a piece of a sentence is acceptable; called only for pieces of the right length.
Holds = Callable[[str], bool]


class Fitting(NamedTuple):
    """A possible description, the piece that it was made of, and the test of that piece."""

    whole: str
    piece: str
    holds: Holds


def _always(_piece: str) -> bool:
    return True


class Fit:
    """The requirements for a description of one article, and the filters that apply them."""

    def __init__(self, limit: int, language: str | None, title: frozenset[str]) -> None:
        self.limit = limit
        self.language = language
        self.density = _DENSE.get(primary(language), 1.0)
        self.title = title
        #: Shorter forms of the lead, kind by kind; filled while they are tried.
        self.lead: list[Kind] = []

    def finished(self, piece: str) -> str:
        """`piece` without a leading list mark, and with a final stop."""
        piece = piece.strip().lstrip("-–—•▪*· ")
        return piece if is_finished(piece) else piece.rstrip(" ،,;؛:-–—") + self._stop

    @property
    def _stop(self) -> str:
        return _STOPS.get(primary(self.language), ".")

    def shortened(self, sentence: str, before: str = "") -> Iterator[Kind]:
        """Shorter forms of `sentence`, the safest kind of cut first. Not every form that is far too
        long, alone or after `before`, is among them.
        """
        text = bare(sentence)
        if _SINGLE.fullmatch(text):
            return shortenings(text, self.language, longest=self.limit - length(before))
        return shortenings(text, self.language)

    def first(
        self, pieces: Iterable[str], *, least: float = SHORTEST, holds: Holds = _always
    ) -> Iterator[str]:
        """The longest acceptable piece, if there is one; `least` is a share of the limit."""
        yield from self.longest(self.fitting(pieces, least=least, holds=holds))

    def fitting(
        self,
        pieces: Iterable[str],
        *,
        before: str = "",
        least: float = SHORTEST,
        holds: Holds = _always,
    ) -> Iterator[Fitting]:
        """The pieces of the right length once they are finished and follow `before`."""
        fewest = least * self.limit * self.density
        for piece in pieces:
            if not before and piece.rstrip().endswith(":"):
                continue
            whole = self.finished(piece)
            whole = joined(before, whole) if before else whole
            if fewest <= len(whole) and self._has_room(whole) and fewest <= length(whole):
                yield Fitting(whole, piece, holds)

    def _has_room(self, text: str) -> bool:
        if len(text) <= self.limit:
            return True
        return not _SINGLE.fullmatch(text, 0, self.limit + 1) and length(text) <= self.limit

    def longest(self, pieces: Iterable[Fitting]) -> Iterator[str]:
        """The longest piece that passes its test and does not repeat the title, if there is one.
        The test is expensive, so longer pieces are tried first and the others not at all.
        """
        for whole, piece, holds in sorted(pieces, key=lambda each: len(each.whole), reverse=True):
            if holds(piece) and self._is_good(whole):
                yield whole
                return

    def telling(self, sentence: str, holds: Holds = _always) -> Holds:
        """A test for pieces that pass `holds` and keep most of the title's terms in `sentence`: who
        did what.
        """
        known = self.title.intersection(terms(sentence, self.language))

        def tells(piece: str) -> bool:
            if not holds(piece):
                return False
            kept = known and known.intersection(terms(piece, self.language))
            return len(kept) >= _TELLING * len(known)

        return tells

    def partly(self) -> str | None:
        """The acceptable short form of the lead that has most terms of the title, if any."""
        pieces = [piece for kind in self.lead for piece in self.first(kind.forms, holds=kind.holds)]
        return max(pieces, key=self.told, default=None)

    def told(self, piece: str) -> int:
        """The number of the title's terms in `piece`."""
        return len(self.title.intersection(terms(piece, self.language)))

    def _is_good(self, piece: str) -> bool:
        return is_balanced(piece) and not _ELLIPSIS.search(piece) and not self.repeats_title(piece)

    def repeats_title(self, piece: str) -> bool:
        """Whether nearly all terms of `piece` are also in the title."""
        own = frozenset(terms(piece, self.language))
        return bool(own) and len(own & self.title) > _REPEATS_TITLE * len(own)
