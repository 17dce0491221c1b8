"""Running text out of what was pasted: by the shape of its lines, not by their wording."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import regex

from matbaa.language.normalize import fold
from matbaa.language.sentences import sentence_spans
from matbaa.language.words import count_words
from matbaa.prose.datelines import without_dateline

_LINE = regex.compile(r"[^\r\n\u0085\u2028\u2029\v\f]+")
_CONTROLS = regex.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad\u061c]")
_SPACES = regex.compile(r"[\s\u00a0\u202f]+")
_ENDED = regex.compile(r"[.!?؟。！？…。｡।॥۔][\"'”’»›)\]」』）]*\s*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the running text, fit to be shown."""

    text: str
    #: Its number among `split_sentences` of the whole source text.
    index: int
    #: Number of its paragraph, from 0, and whether it starts that.
    paragraph: int
    first: bool


@dataclass(frozen=True, slots=True)
class Article:
    """What is left of a source text: its sentences, and a standfirst found above them."""

    sentences: tuple[Sentence, ...]
    standfirst: str | None = None


def shown(text: str) -> str:
    """`text` on one line, without the invisible controls of the place it was pasted from."""
    return _SPACES.sub(" ", _CONTROLS.sub("", text)).strip()


def is_finished(text: str) -> bool:
    """Whether `text` ends as a sentence does."""
    return bool(_ENDED.search(text))


@lru_cache(maxsize=4)
def running_text(text: str, title: str = "", language: str | None = None) -> Article:
    """The sentences of `text` without the lines that are not prose: title, dates, counters,
    bylines, headings, captions, links, notices.
    """
    lines = [
        _Line(shown(match.group()), match.start(), match.end()) for match in _LINE.finditer(text)
    ]
    kept = _prose(lines, fold(shown(title)), language)
    spans = list(sentence_spans(text, language))
    sentences: list[Sentence] = []
    for paragraph, line in enumerate(kept):
        own = [(i, a, b) for i, (a, b) in enumerate(spans) if line.start <= a and b <= line.end]
        for at, (index, start, end) in enumerate(own):
            piece = shown(text[start:end])
            if paragraph == 0 and at == 0:
                piece = without_dateline(piece)
            sentences.append(Sentence(piece, index, paragraph, at == 0))
    return Article(tuple(sentences))


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int
    end: int


def _prose(lines: Iterable[_Line], title: str, language: str | None) -> list[_Line]:
    seen: set[str] = {title}
    kept = []
    for line in lines:
        key = fold(line.text)
        if key in seen:
            continue
        seen.add(key)
        if count_words(line.text, language) >= 4 and is_finished(line.text):
            kept.append(line)
    return kept or [line for line in lines if fold(line.text) != title and fold(line.text)]
