"""Finds words in scripts without spaces: a string that a text repeats is probably a word."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import regex

from matbaa.language.stopwords import stopwords
from matbaa.language.words import segments

_CHINESE = regex.compile(r"[\p{Han}·]+|[\p{Latin}\p{N}]{2,}")
#: Scripts of South-East Asia, in which a letter and its vowel signs form a cluster.
_CLUSTERED = regex.compile(
    r"[[\p{Khmer}\p{Lao}\p{Myanmar}]&&[\p{L}\p{M}]]+|[\p{Latin}\p{N}]{2,}", regex.V1
)
_CLUSTER = regex.compile(r"\X(?:(?<=\u17d2)\X)*")
#: The least and greatest length of a word, in characters; `_CLUSTERED_SIZES` in clusters.
_SIZES = {"zh": (2, 7)}
_CLUSTERED_SIZES = (3, 12)
#: Languages to which this method is applied.
LANGUAGES = frozenset(["zh", "km", "lo", "my"])
#: Khmer particles, prepositions and auxiliaries that no word begins or ends with; those that no
#: word contains are in `_KHMER_WITHIN`.
_KHMER = (
    "ទៅ", "ពី", "ឱ្យ", "ឲ្យ", "មាន", "នេះ", "នោះ", "ថា", "ត្រូវ", "នឹង", "របស់",
    "ជាង", "កាល", "មក", "ដល់", "ទៀត", "ហើយ", "ក៏", "លោក", "តាម", "នាក់",
)  # fmt: skip
_KHMER_WITHIN = ("ចំនួន", "ដើម្បី", "ដោយ", "ដែល", "នៃ", "ក្នុង", "និង", "សម្រាប់", "នៅ", "បាន")
#: A string must occur at least this many times as often as any longer string that contains it.
_ALONE = 1.34
#: Characters that Chinese words hardly ever begin or end with: particles, pronouns, prepositions,
#: conjunctions.
_GRAMMAR = "的了是与及或就也都把被这那其她它我你们很更最还又再才着吗呢吧啊但并而且将从等在于为说称·"
_NO_END = _GRAMMAR + "和对会不能可要到有个以向"
_NO_START = _GRAMMAR + "和到个一"


#: Weights of a word's score: by its number of characters; the exponent of its count, the decay by
#: its place, the factor for being in the title.
_BY_LENGTH = (0.2, 1.0, 1.6, 2.0, 1.9, 1.8)
_COUNT_POWER, _DECAY, _TITLE = 0.77, 1.2, 1.5
#: A word must occur more than `_PART` times as often as a chosen word that contains it, and at
#: least `_WHOLE` times as often as a chosen word that it contains.
_PART, _WHOLE = 1.4, 0.5


@dataclass(frozen=True, slots=True)
class _Repeated:
    """A word, its count, and the place of its first occurrence from 0 (beginning) to 1 (end)."""

    text: str
    count: int
    place: float
    in_title: bool
    #: Its length, as a number of Chinese characters.
    size: int

    @property
    def worth(self) -> float:
        """The score of the word."""
        length = _BY_LENGTH[min(self.size, len(_BY_LENGTH)) - 1]
        placed = length * float(self.count**_COUNT_POWER) / (1 + _DECAY * self.place)
        return placed * (_TITLE if self.in_title else 1.0)


def repeated(sentences: Sequence[str], title: str, limit: int, language: str) -> list[str]:
    """At most `limit` words that occur twice or more, best first; for `LANGUAGES` only."""
    chosen: list[_Repeated] = []
    for word in sorted(
        _words(sentences, title, language), key=lambda each: each.worth, reverse=True
    ):
        wholes = (each.count * _PART for each in chosen if word.text in each.text)
        parts = (each.count * _WHOLE for each in chosen if each.text in word.text)
        if word.count > max(wholes, default=0) and word.count >= max(parts, default=0):
            chosen.append(word)
    return [word.text for word in chosen[:limit]]


def is_word(text: str, language: str) -> bool:
    """Whether a Khmer string seems to be a word, not a fragment of a clause; true elsewhere."""
    if language != "km":
        return True
    edges = text.startswith(_KHMER) or text.endswith(_KHMER)
    return not edges and not any(particle in text for particle in _KHMER_WITHIN)


def _words(sentences: Sequence[str], title: str, language: str) -> list[_Repeated]:
    """The words that occur twice or more in title and sentences.

    They are the significant lexical patterns of Chien, "PAT-tree-based keyword extraction for
    Chinese information retrieval" (SIGIR 1997): repeated strings that have different neighbours,
    start a phrase somewhere, and are not contained in a longer string that is nearly as frequent.
    """
    lines = [title, *sentences]
    counts = Counter(piece.text for line in lines for piece in _pieces(line, language))
    first: dict[str, int] = {}
    neighbours: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    opening: set[str] = set()
    number = 0
    for line in lines:
        starts = _starts(line, language) if language == "zh" else None
        for piece in _pieces(line, language):
            if counts[piece.text] > 1:
                first.setdefault(piece.text, number + piece.at)
                before, behind = neighbours[piece.text]
                before.add(piece.before or f"{number + piece.at}")
                behind.add(piece.behind or f"{number + piece.at}")
                if starts is None or piece.at in starts:
                    opening.add(piece.text)
        number += len(line)
    stop = stopwords(language)
    likely = {
        text: counts[text]
        for text, (before, behind) in neighbours.items()
        if len(before) > 1 and len(behind) > 1 and text in opening and text not in stop
        if text[0] not in _NO_START and text[-1] not in _NO_END
        if is_word(text, language)
    }
    return [
        _Repeated(
            text,
            likely[text],
            first[text] / max(number, 1),
            first[text] < len(title),
            len(text) if language == "zh" else len(_CLUSTER.findall(text)) // 2 + 1,
        )
        for text in _complete(likely)
    ]


class _Piece(NamedTuple):
    """A substring of a line, and the characters before and after it within the same run."""

    text: str
    at: int
    before: str
    behind: str


def _pieces(line: str, language: str) -> Iterator[_Piece]:
    shortest, longest = _SIZES.get(language, _CLUSTERED_SIZES)
    for run in (_CHINESE if language == "zh" else _CLUSTERED).finditer(line):
        text, start = run.group(), run.start()
        if text.isascii():
            yield _Piece(text, start, "", "")
            continue
        units = text if language == "zh" else _CLUSTER.findall(text)
        for at in range(len(units)):
            before = "".join(units[max(at - 1, 0) : at])
            for end in range(at + shortest, min(at + longest, len(units)) + 1):
                behind = "".join(units[end : end + 1])
                yield _Piece("".join(units[at:end]), start + at, before, behind)


def _starts(line: str, language: str) -> set[int]:
    """The positions where the phrases of a line start."""
    starts, at = set(), 0
    for phrase in segments(line, language):
        at = line.index(phrase, at)
        starts.add(at)
        at += len(phrase)
    return starts


def _complete(likely: dict[str, int]) -> Iterator[str]:
    """The strings that are not part of a longer one in nearly all of their occurrences."""
    within: dict[str, int] = {}
    for piece, count in likely.items():
        for size in range(2, len(piece)):
            for at in range(len(piece) - size + 1):
                part = piece[at : at + size]
                within[part] = max(within.get(part, 0), count)
    return (piece for piece, count in likely.items() if count > _ALONE * within.get(piece, 0))
