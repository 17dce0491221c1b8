"""What stands beside a phrase where it occurs: articles, prepositions, capitals, other words."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import regex

from matbaa.language.normalize import fold
from matbaa.language.reading import Word, without_elision
from matbaa.prose.phrases import Phrase

#: Infinitives and their like, which prepositions stand before as well.
_INFINITIVES = {
    "en": regex.compile(r"\p{L}{3}ing$"),
    "es": regex.compile(r"\p{L}{2}[aeií]r(?:se|l[aeo]s?|me|nos)?$"),
    "fr": regex.compile(r"\p{L}{2}(?:er|ir|re)$"),
    "it": regex.compile(r"\p{L}{2}(?:[aei]re|rsi)$"),
    "pt": regex.compile(r"\p{L}{2}[aei]r(?:-se|-l[ao]s?)?$"),
}
#: So many places in the text tell enough of a phrase.
_PLACES = 6


class Beside(NamedTuple):
    """The folded words that stand beside nouns in one language."""

    articles: frozenset[str]
    prepositions: frozenset[str]
    postpositions: frozenset[str]
    objects: frozenset[str]


class Surroundings(NamedTuple):
    """What stands right beside a phrase where it occurs."""

    #: Somewhere an article, preposition or postposition does.
    proved: bool
    #: Everywhere in the text: a capital behind it; before it; some word that tells something behind
    #: it; nothing before it, the sentence begins; the article of an object behind it.
    torn: bool
    headless: bool
    dependent: bool
    opens: bool
    takes_object: bool
    #: On how many sides it always has the same word.
    bound: int


def around(phrase: Phrase, first: Word, language: str) -> Surroundings:
    """All that is looked for, in one walk: so many phrases are asked about."""
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
    """The words that prove a noun that begins with `first` by standing before it."""
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
    """The words that stand beside nouns in a language; its prepositions with its articles."""
    known = {kind: table.get(language, "") for kind, table in _tables().items()}
    listed = {kind: frozenset(fold(words).split()) for kind, words in known.items()}
    articles = listed["articles"]
    openers = articles | listed["prepositions"]
    return Beside(articles, openers, listed["postpositions"], listed["objects"])


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("matbaa.prose") / "noun_phrases.toml").read_text("utf-8"))
