"""Splits text into sentences, for many scripts and with the abbreviations of news."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

import regex

from matbaa.language.words import primary

_CLOSERS = "\"'”’»›)\\]}」』）】"
#: A run of stops with closing quotes and brackets. Full-width stops, the danda and the Urdu stop
#: need no space after them.
_STOP = regex.compile(
    rf"(?:[.!?؟…]+(?:\[\d+\])*[{_CLOSERS}]*(?=[\s\u200e\u200f\u202a-\u202e]|$)"
    rf"|[.!?][”»\"]?(?=\p{{Lu}}\p{{Ll}})"
    rf"|(?<=\p{{Ll}}{{3}}|\d{{4}})[.!?][”»\"]?(?=\p{{Lu}}(?:['’]\p{{Lu}}|\s\p{{Ll}}))"
    rf"|(?<=\p{{Arabic}}{{3}})[.؟!][”»\"]*(?=[\"«“]?\p{{Arabic}}{{2}})"
    rf"|[。！？｡।॥۔።។៕။]+[{_CLOSERS}]*)"
)
_STOP_MARK = re.compile("[.!?؟…。！？｡।॥۔።។៕။]")
_LINE = re.compile(r"[^\r\n\u0085\u2028\u2029\v\f]+")
#: Bounded, so that a line consisting of stops is not read to its end from each of them.
_NEXT = regex.compile(r"[\s\p{P}\p{S}\p{Cf}]{0,100}+(\p{L}|\p{N})?")
_LAST = regex.compile(r"[\p{L}\p{M}\p{N}.\-]*$")

#: Scripts in which a space ends a sentence, but also a clause. A space is taken for the end of a
#: sentence only if at least `_CLAUSE` characters are on either side.
_UNSTOPPED = regex.compile(r"[\p{Thai}\p{Lao}]{4}")
#: Not next to a number, which Thai sets off by spaces, nor before a mark of the preceding word.
_SPACE = re.compile(r"(?<!\d)\s+(?![\d(\u0e46])")
_CLAUSE = 80

#: The final verb of a sentence, with no continuation after it: many texts are pasted without stops.
_VERBS = {
    "hi": regex.compile(
        r"(?<![\p{L}\p{M}])(?:है|हैं|था|थी|थे|थीं)(?=\s)"
        r"(?!\s+(?:कि|और|जो|जिस\p{M}*|जिन\p{M}*|तो|ताकि|लेकिन|मगर|या|भी|ही|जबकि|क्योंकि|न|नहीं)(?![\p{L}\p{M}]))"
    ),
    "ur": regex.compile(
        r"(?<!\p{L})(?:ہے|ہیں|تھا|تھی|تھے|تھیں|گا|گی|گے)(?=\s)"
        r"(?!\s+(?:کہ|اور|جو|جس|جن|تو|تاکہ|لیکن|مگر|یا|بھی|ہی|جبکہ|کیونکہ|تھا|تھی|تھے|ہے|ہیں|نہ|نہیں)(?!\p{L}))"
    ),
}
#: A longer span between quotation marks is a speech, within which sentences may end.
_LONGEST_QUOTATION = 320

#: The closing marks for each opening mark. `”` and `»` can also open, in Swedish and German books.
_PAIRS = {
    "«": "»", "»": "«", "“": "”", "”": "”", "„": "“”", "‹": "›", "(": ")", "[": "]", "（": "）",
    "「": "」", "『": "』", '"': '"',
}  # fmt: skip
_MARKS = re.compile(r"[«»“”„‹›()\[\]（）「」『』\"]")

#: Languages that write ordinal numbers with a full stop.
_ORDINALS = {
    "de",
    "tr",
    "da",
    "no",
    "nb",
    "nn",
    "fi",
    "is",
    "cs",
    "sk",
    "pl",
    "hu",
    "hr",
    "sr",
    "sl",
    "bs",
    "et",
    "lv",
}
#: Languages that write full stops only after abbreviations.
_WITHOUT_STOPS = {"th", "lo"}
#: Words that start a new sentence after an abbreviation such as `U.S.`.
_STARTERS = {
    "the",
    "in",
    "he",
    "she",
    "it",
    "they",
    "we",
    "but",
    "and",
    "a",
    "an",
    "this",
    "that",
    "his",
    "her",
    "on",
    "at",
    "for",
    "i",
}


def split_sentences(text: str, language: str | None = None) -> list[str]:
    """The sentences of `text`, verbatim, without surrounding white space.

    A line break always ends a sentence. A stop does not if it belongs to an abbreviation, an
    initial or an ordinal, or is within a quotation or bracket of at most 320 characters.
    """
    return [text[start:end] for start, end in sentence_spans(text, language)]


def sentence_spans(text: str, language: str | None = None) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence in `text`, in code points."""
    for line in _LINE.finditer(text):
        yield from _line_spans(line.group(), line.start(), primary(language))


def _line_spans(line: str, offset: int, language: str) -> Iterator[tuple[int, int]]:
    start, quoted = 0, quotations(line)
    for stop in _stops(line):
        inside = any(a < stop.start() < b and stop.end() < b for a, b in quoted)
        if inside or not _ends_sentence(line, start, stop, language):
            continue
        yield from _stripped(line, start, stop.end(), offset, language)
        start = stop.end()
    yield from _stripped(line, start, len(line), offset, language)


def _stops(line: str) -> Iterator[regex.Match[str]]:
    """The matches of `_STOP`, tried only where its first character occurs, for speed."""
    end = 0
    for mark in _STOP_MARK.finditer(line):
        if mark.start() >= end and (stop := _STOP.match(line, mark.start())):
            yield stop
            end = stop.end()


def _stripped(
    line: str, start: int, end: int, offset: int, language: str
) -> Iterator[tuple[int, int]]:
    """The text between two stops, split further where sentences end without a stop."""
    for space in _breaks(line, start, end, language):
        if space - start >= _CLAUSE and end - space >= _CLAUSE:
            yield from _shown(line, start, space, offset)
            start = space
    yield from _shown(line, start, end, offset)


def _breaks(line: str, start: int, end: int, language: str) -> Iterator[int]:
    """Positions where a sentence may end without a stop: at spaces in scripts that separate clauses
    by them, after the verb in languages whose verb comes last.
    """
    if end - start > 2 * _CLAUSE and _UNSTOPPED.search(line, start, end):
        yield from (space.start() for space in _SPACE.finditer(line, start, end))
    elif end - start > _LONGEST_QUOTATION and language in _VERBS:
        yield from (verb.end() for verb in _VERBS[language].finditer(line, start, end))


def _shown(line: str, start: int, end: int, offset: int) -> Iterator[tuple[int, int]]:
    piece = line[start:end]
    if any(char.isalnum() for char in piece):
        left = len(piece) - len(piece.lstrip())
        yield offset + start + left, offset + start + len(piece.rstrip())


def _ends_sentence(line: str, start: int, stop: regex.Match[str], language: str) -> bool:
    following = _NEXT.match(line, stop.end())
    letter = following.group(1) if following else None
    if letter is None:
        return True
    if letter.islower() and letter.upper() != letter:
        return False
    if stop.group()[0] != "." or stop.group().startswith(".."):
        return True
    if language in _WITHOUT_STOPS:
        return False
    match = _LAST.search(line, max(start, stop.start() - 24), stop.start())
    return _is_final(match.group() if match else "", line, stop.end(), language, letter)


def _is_final(word: str, line: str, end: int, language: str, letter: str) -> bool:
    """Whether the full stop after `word` ends the sentence; `letter` is the next letter."""
    lower = word.lower().lstrip(".-")
    if lower in _abbreviations(language):
        return False
    if word.isdigit() and len(word) <= 2:
        return language not in _ORDINALS
    if len(word) == 1 and word.isalpha() and not _is_han(word):
        return False
    if "." in word and len(word.replace(".", "")) <= 4 and not any(map(str.isdigit, word)):
        after = regex.match(r"\s*[\"“]?(\w+)", line[end : end + 24])
        return bool(after and after.group(1).lower() in _STARTERS and letter.isupper())
    return True


def _is_han(char: str) -> bool:
    return char >= "\u2e80"


@lru_cache(maxsize=64)
def _abbreviations(language: str) -> frozenset[str]:
    """Abbreviations that end in a full stop, in lower case and without that stop."""
    listed = tomllib.loads((files("matbaa.language") / "abbreviations.toml").read_text("utf-8"))
    known: dict[str, str] = listed["abbreviations"]
    return frozenset(f"{known['any']} {known.get(language, '')}".split())


def quotations(line: str) -> list[tuple[int, int]]:
    """Start and end (after the closing mark) of each quotation and bracket that is closed within
    the line and not too long. Nested ones are left out.
    """
    spans, _ = _paired(line)
    short = sorted((a, -b) for a, b in spans if b - a <= _LONGEST_QUOTATION)
    outermost: list[tuple[int, int]] = []
    for start, end in short:
        if not outermost or start >= outermost[-1][1]:
            outermost.append((start, -end))
    return outermost


def speeches(line: str) -> list[tuple[int, int]]:
    """Start and end of direct speech whose sentences have no quotation marks of their own: a
    quotation longer than `_LONGEST_QUOTATION`, or a line whose opening mark is never closed.
    """
    if not any(mark in line for mark in '«“„"「'):
        return []
    spans, unpaired = _paired(line)
    long = [(a, b) for a, b in spans if b - a > _LONGEST_QUOTATION and line[a] not in "([（"]
    opened = unpaired and line[:1] in '«“„"「' and not any(a == 0 for a, _ in spans)
    return [*long, (0, len(line))] if opened else long


def is_balanced(text: str) -> bool:
    """Whether all quotation marks and brackets in `text` are paired."""
    _, unpaired = _paired(text)
    return unpaired == 0


@lru_cache(maxsize=256)
def _paired(line: str) -> tuple[list[tuple[int, int]], int]:
    """The spans between paired marks, and the number of unpaired marks."""
    spans: list[tuple[int, int]] = []
    waiting: list[tuple[int, str]] = []
    stray = 0
    for match in _MARKS.finditer(line):
        mark, at = match.group(), match.start()
        if waiting and mark in waiting[-1][1]:
            spans.append((waiting.pop()[0], at + 1))
        elif mark in _PAIRS:
            waiting.append((at, _PAIRS[mark]))
        else:
            stray += 1
    return spans, stray + len(waiting)
