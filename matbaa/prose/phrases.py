"""Phrases: runs of content words within a clause, counted over their inflections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import regex

from matbaa.language.normalize import fold
from matbaa.language.stopwords import stopwords
from matbaa.language.terms import stems
from matbaa.language.words import primary, segments

#: Words that a phrase has at most.
LONGEST = 4

_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}\u0640\u200c]*(?:['’\-][\p{L}\p{M}\p{N}]+)*")
_HARAKAT = regex.compile("[\u0640\u064b-\u0652\u0670\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: The article with what is written onto it: `وال`, `بال`, `لل`.
_ARTICLE = regex.compile(r"[وف]?(?:[بك]?ال|لل)(?=\p{L}{2})")
_GENITIVE = regex.compile(r"['’]s?$")
_ELISION = regex.compile(r"^(?:[cdjlmnst]|qu|dell|all|nell|sull|un)['’](?=\p{L})", regex.IGNORECASE)


class Word(NamedTuple):
    """A word as it stands, folded, and its stem."""

    text: str
    folded: str
    stem: str
    #: Whether nothing but space stands between it and the word before.
    joined: bool


@dataclass(slots=True)
class Phrase:
    """A phrase, told by the stems of its words."""

    stems: tuple[str, ...]
    #: Number of the word it first starts with.
    first: int
    vocabulary: Counter[str]
    occurrences: list[Sequence[Word]] = field(default_factory=list)
    in_title: bool = False
    in_text: bool = False

    @property
    def count(self) -> int:
        """How often it occurs, in whatever inflection."""
        return len(self.occurrences)

    @property
    def shown(self) -> str:
        """The form it most often has."""
        forms = Counter(self.form(words) for words in self.occurrences)
        return max(forms, key=lambda form: forms[form])

    def add(self, words: Sequence[Word], *, in_title: bool) -> None:
        """Count one occurrence."""
        self.occurrences.append(words)
        self.in_title |= in_title
        self.in_text |= not in_title

    def form(self, words: Sequence[Word]) -> str:
        """One occurrence as it would stand alone."""
        first = _without_clitic(words[0], self.vocabulary)
        return " ".join([first, *(word.text for word in words[1:])])


def phrases(sentences: Iterable[str], title: str, language: str | None) -> list[Phrase]:
    """All phrases of one to four words without a stop word in them, those of the title first."""
    read = [_words(text, language) for text in (title, *sentences)]
    vocabulary = Counter(word.folded for line in read for word in line)
    stop = stopwords(language)
    found: dict[tuple[str, ...], Phrase] = {}
    number = 0
    for line_number, line in enumerate(read):
        for start, run in _runs(line, stop):
            for at, length in _spans(len(run)):
                words = run[at : at + length]
                key = tuple(word.stem for word in words)
                if key not in found:
                    found[key] = Phrase(key, number + start + at, vocabulary)
                found[key].add(words, in_title=line_number == 0)
        number += len(line)
    return list(found.values())


def _words(text: str, language: str | None) -> list[Word]:
    if primary(language) in {"zh", "ja", "th"}:
        texts = segments(text, language)
        joined = [False] * len(texts)
    else:
        text = _HARAKAT.sub("", text)
        matches = list(_WORD.finditer(text))
        texts = [_plain(match.group()) for match in matches]
        ends = [0, *(match.end() for match in matches)]
        joined = [text[end : m.start()].isspace() for end, m in zip(ends, matches, strict=False)]
    folded = [_folded(word) for word in texts]
    stemmed = stems(folded, language)
    return [Word(*of) for of in zip(texts, folded, stemmed, joined, strict=True)]


_folded = lru_cache(maxsize=16_384)(fold)


def _plain(word: str) -> str:
    return _ELISION.sub("", _GENITIVE.sub("", word)) or word


def _runs(line: list[Word], stop: frozenset[str]) -> Iterator[tuple[int, list[Word]]]:
    """Runs of content words that nothing separates, each with its position in the line."""
    run: list[Word] = []
    for at, word in enumerate(line):
        if run and (not word.joined or word.folded in stop):
            yield at - len(run), run
            run = []
        if word.folded not in stop and len(word.folded) > 1 and not word.folded.isdigit():
            run.append(word)
        elif run:
            yield at - len(run), run
            run = []
    if run:
        yield len(line) - len(run), run


def _spans(length: int) -> Iterator[tuple[int, int]]:
    for at in range(length):
        for count in range(1, min(LONGEST, length - at) + 1):
            yield at, count


def _without_clitic(word: Word, vocabulary: Counter[str]) -> str:
    """An Arabic word without the conjunction or preposition written onto it, if it has one: it has
    when it bears the article, or when the article knows its rest better.
    """
    if match := _ARTICLE.match(word.text):
        return "ال" + word.text[match.end() :]
    if word.text[:2] in {"وأ", "وإ", "وآ"}:
        return word.text[1:]
    rest = word.folded[1:]
    if word.folded[:1] in "وفبلك" and len(rest) > 3:
        known = vocabulary[rest] + vocabulary["ال" + rest]
        if known and known >= vocabulary[word.folded]:
            return word.text[1:]
    return word.text
