"""Phrases: runs of content words within a clause, counted over their inflections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

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


@dataclass(slots=True)
class Phrase:
    """A phrase, told by the stems of its words."""

    stems: tuple[str, ...]
    #: Number of the word it first starts with.
    first: int
    count: int = 0
    in_title: bool = False
    forms: Counter[str] = field(default_factory=Counter)

    @property
    def shown(self) -> str:
        """The form it most often has."""
        return max(self.forms, key=lambda form: self.forms[form])


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    folded: str
    stem: str
    #: Whether nothing but space stands between it and the word before.
    joined: bool


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
                _count(
                    found, run[at : at + length], number + start + at, line_number == 0, vocabulary
                )
        number += len(line)
    return list(found.values())


def _words(text: str, language: str | None) -> list[_Word]:
    if primary(language) in {"zh", "ja", "th"}:
        texts = segments(text, language)
        joined = [False] * len(texts)
    else:
        text = _HARAKAT.sub("", text)
        matches = list(_WORD.finditer(text))
        texts = [_plain(match.group()) for match in matches]
        ends = [0, *(match.end() for match in matches)]
        joined = [text[end : m.start()].isspace() for end, m in zip(ends, matches, strict=False)]
    folded = [fold(word) for word in texts]
    stemmed = stems(folded, language)
    return [_Word(*of) for of in zip(texts, folded, stemmed, joined, strict=True)]


def _plain(word: str) -> str:
    return _ELISION.sub("", _GENITIVE.sub("", word)) or word


def _runs(line: list[_Word], stop: frozenset[str]) -> Iterator[tuple[int, list[_Word]]]:
    """Runs of content words that nothing separates, each with its position in the line."""
    run: list[_Word] = []
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


def _count(
    found: dict[tuple[str, ...], Phrase],
    words: list[_Word],
    number: int,
    in_title: bool,
    vocabulary: Counter[str],
) -> None:
    key = tuple(word.stem for word in words)
    phrase = found.setdefault(key, Phrase(key, number))
    phrase.count += 1
    phrase.in_title |= in_title
    first = _without_clitic(words[0], vocabulary)
    phrase.forms[" ".join([first, *(word.text for word in words[1:])])] += 1


def _without_clitic(word: _Word, vocabulary: Counter[str]) -> str:
    """An Arabic word without the conjunction or preposition written onto it, if it has one: it has
    when it bears the article, or when the article knows its rest better.
    """
    if match := _ARTICLE.match(word.text):
        return "ال" + word.text[match.end() :]
    rest = word.folded[1:]
    if word.folded[:1] in "وفبلك" and len(rest) > 3:
        known = vocabulary[rest] + vocabulary["ال" + rest]
        if known and known >= vocabulary[word.folded]:
            return word.text[1:]
    return word.text
