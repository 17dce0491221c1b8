"""Examines what adjoins a phrase where it occurs: articles, prepositions, capitals, other words."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import regex

from matbaa.language.normalize import fold
from matbaa.language.reading import Word, without_elision
from matbaa.prose.phrases import Phrase

#: Infinitives and similar forms: a preposition before one does not prove a noun.
_INFINITIVES = {
    "en": regex.compile(r"\p{L}{3}ing$"),
    "es": regex.compile(r"\p{L}{2}[aeií]r(?:se|l[aeo]s?|me|nos)?$"),
    "fr": regex.compile(r"\p{L}{2}(?:er|ir|re)$"),
    "it": regex.compile(r"\p{L}{2}(?:[aei]re|rsi)$"),
    "pt": regex.compile(r"\p{L}{2}[aei]r(?:-se|-l[ao]s?)?$"),
}
#: Only this many occurrences of a phrase are examined.
_PLACES = 6


class Beside(NamedTuple):
    """The folded words that adjoin nouns in one language."""

    articles: frozenset[str]
    prepositions: frozenset[str]
    postpositions: frozenset[str]
    objects: frozenset[str]


class Surroundings(NamedTuple):
    """What adjoins a phrase in its occurrences."""

    #: In some occurrence an article, preposition or postposition adjoins it.
    proved: bool
    #: In every occurrence: a capitalised word follows; one precedes; a content word follows; it is
    #: the start of a sentence; the article of an object follows.
    torn: bool
    headless: bool
    dependent: bool
    opens: bool
    takes_object: bool
    #: The number of sides (0 to 2) on which it always has the same word.
    bound: int


def around(phrase: Phrase, first: Word, language: str) -> Surroundings:
    """The surroundings of a phrase whose first word is `first`, found in one pass for speed."""
    known, size, titled = beside(language), len(phrase.stems), phrase.in_title
    titled = titled if len(phrase.occurrences) > titled else 0
    openers, proved = _openers(first, language), elides(first)
    torn = headless = dependent = opens = takes_object = True
    before, behind = set(), set()
    for number, (_, run, at) in enumerate(phrase.occurrences[: titled + _PLACES]):
        words, end = run.words, at + size
        left = words[at - 1] if at else None
        right = words[end] if end < len(words) else None
        before.add(left.stem if left else "")
        behind.add(right.stem if right else "")
        proved = proved or (not at and run.before in openers)
        proved = proved or (right is None and run.after in known.postpositions)
        if number >= titled:
            torn = torn and right is not None and is_upper(right)
            headless = headless and left is not None and is_upper(left)
            dependent = dependent and right is not None
            opens = opens and run.start + at == 0
            takes_object = takes_object and right is None and run.after in known.objects
    bound = (len(before) == 1 and "" not in before) + (len(behind) == 1 and "" not in behind)
    return Surroundings(proved, torn, headless, dependent, opens, takes_object, bound)


def _openers(first: Word, language: str) -> frozenset[str]:
    """The words that prove a phrase beginning with `first` to be a noun by preceding it."""
    infinitive = _INFINITIVES.get(language)
    if infinitive is not None and infinitive.search(first.folded):
        return beside(language).articles
    return beside(language).prepositions


def elides(word: Word) -> bool:
    return "'" in word.text or "’" in word.text


def has_capitals(word: Word) -> bool:
    first = word.folded[0]
    return first.upper() != first


def is_upper(word: Word) -> bool:
    return word.text[0].isupper() or without_elision(word.text)[0].isupper()


@lru_cache(maxsize=64)
def beside(language: str) -> Beside:
    """The words that adjoin nouns in a language; `prepositions` includes the articles."""
    known = {kind: table.get(language, "") for kind, table in _tables().items()}
    listed = {kind: frozenset(fold(words).split()) for kind, words in known.items()}
    articles = listed["articles"]
    openers = articles | listed["prepositions"]
    return Beside(articles, openers, listed["postpositions"], listed["objects"])


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("matbaa.prose") / "noun_phrases.toml").read_text("utf-8"))
