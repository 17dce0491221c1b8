"""How fit for a keyword a phrase is in languages other than Arabic, told by its words and by what
stands around it: a name is not cut, an article or a preposition tells a noun from a verb.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import regex

from matbaa.language.reading import Word
from matbaa.prose.phrases import Occurrence, Phrase
from matbaa.prose.surroundings import (
    Surroundings,
    around,
    beside,
    elides,
    has_capitals,
    is_upper,
)
from matbaa.prose.verb_forms import is_verb


@dataclass(frozen=True, slots=True)
class Weights:
    """What a phrase is worth by its shape; see `docs/summaries.md`."""

    #: With a finite verb; German: not ending with a noun; right before an object.
    verb: float = 0.12
    #: A name without its end, which is always written behind it.
    torn: float = 0.1
    #: ... or without its beginning; a phrase always behind or before the same word.
    headless: float = 0.5
    #: Nothing but a name.
    name: float = 1.3
    #: A name that only stands before other words, as adjectives of nations do.
    adjective: float = 0.5
    #: A name and a word that is none, with nothing that proves them a noun.
    mixed: float = 0.12
    #: Ending with a name that can stand alone: `presidente Moss`.
    titled: float = 0.5
    #: Without an article, preposition or postposition beside it wherever it occurs.
    unproved: float = 0.3
    #: ... told more than once, in languages whose nouns can stand without.
    unproved_bare: float = 0.6
    #: In a case that no tag is in (German, Hindi), or two nouns behind an article (German).
    oblique: float = 0.3
    #: Of three words or more, and told once.
    long: float = 0.5
    #: With a case ending within that clauses have, not names.
    clause: float = 0.12
    #: So long that it is a clause without spaces.
    endless: float = 0.01
    #: One syllable (Vietnamese).
    syllable: float = 0.5


_WEIGHTS = Weights()
#: No phrase is more fit.
FITTEST = _WEIGHTS.name
#: Cases that the last word of a name may be in, and others in clauses only.
_CASES = {
    "bn": regex.compile("(?:তে|কে|য়ে|থেকে)$"),
    "ko": regex.compile("[가-힣](?:[은는을를]|[가-힣][이가]|에서|에게|으로)$"),
    "tr": regex.compile(r"\p{L}{3}(?:[dt][ea]n?|[ıiuü]nd[ea]n?|[ıiuü]n[ae])$"),
}
#: How the last word of a clause ends that is no noun: `ban overturned`, `meteorólogos esperan`.
_PREDICATES = {
    "en": regex.compile(r"\p{L}{3}(?<!e|hundr|sacr)ed$|\p{L}{3}(?<!ami|semb|supp|po)ly$"),
    "es": regex.compile(r"\p{L}{4}an$"),
}
#: Languages whose nouns hardly stand without an article or preposition.
_ARTICLES_NEEDED = frozenset(["es", "fr", "it", "pt"])
#: Thai words with fewer letters are hardly told from pieces of longer ones.
_SHORTEST_THAI = 4
#: An article proves so many words behind it.
_SURE = 2
#: Languages in which a word that is told once may be a name, though no capital tells so.
_CHARACTERS = frozenset(["ja", "km", "lo", "my", "zh"])
#: Characters of the longest word; German has long ones.
_LONGEST_WORD = 32
#: An article or pronoun that a clause has within, or an infinitive: `mesuré l'étendue`.
_ELIDED = regex.compile(
    r"(?:[lsnjmtc]|qu|all|nell|sull|un)['’]\p{L}|d['’]\p{L}+(?:er|ir|re)$", regex.IGNORECASE
)
_NEVER = regex.compile(r"(?!)")
#: A Hebrew word behind an `and`.
_JOINED = regex.compile("ו[א-ת]{3}")
_GERMAN_ADJECTIVE = regex.compile(r"\p{L}{2}(?:e|en|er|es|em)$")


def is_mere(occurrence: Occurrence, size: int, language: str) -> bool:
    """Whether so many words, told but once, are a piece of a name or clause, and no noun: they
    stand among others that tell something, without what proves them, or are but one small word.
    """
    _, run, at = occurrence
    words, end = run.words, at + size
    if language == "th":
        return True
    if size == 1:
        return language not in _CHARACTERS and not is_upper(words[at])
    upper = is_upper(words[end - 1])
    if upper and end < len(words) and is_upper(words[end]):
        return True
    if upper and is_upper(words[at]):
        return False
    if at or end < len(words):
        return True
    if language == "de" or not has_capitals(words[at]):
        return False
    proved = run.before in beside(language).prepositions or elides(words[at])
    return upper or not proved


def fitness(phrase: Phrase, language: str) -> float:
    """How fit a phrase is in a language other than Arabic, 1 for most."""
    words = phrase.shown_words
    worth = 1.0
    for word in words:
        if is_verb(word.folded, language):
            worth = _WEIGHTS.verb
        if len(word.text) > _LONGEST_WORD:
            return _WEIGHTS.endless
        if word.text[0].isdigit() and not word.text[-1].isupper():
            worth = _WEIGHTS.verb
    beside_it = around(phrase, words[0], language)
    worth *= _shaped(phrase, words, beside_it)
    return worth * _bounded(words, beside_it, language) if len(words) > 1 else worth


def _shaped(phrase: Phrase, words: list[Word], found: Surroundings) -> float:
    """By what its language's nouns and names look like."""
    language = phrase.source.language
    if language == "he":
        return _hebrew(phrase, words, found)
    if not has_capitals(words[0]):
        short = language == "th" and len(phrase.shown) < _SHORTEST_THAI
        if found.takes_object or short:
            return _WEIGHTS.verb
        if language in ("ko", "hi") and len(phrase.occurrences) == 1 and len(words) > _SURE + 1:
            return _WEIGHTS.unproved
        return 1.0 if len(words) == 1 or found.proved else _WEIGHTS.unproved_bare
    upper = is_upper(words[-1])
    if upper and found.torn:
        return _WEIGHTS.torn
    if language == "de":
        return _german(phrase, words, found)
    if language == "vi" and len(words) == 1 and not upper:
        return _WEIGHTS.syllable
    worth = _written(phrase, words, found)
    if found.headless and is_upper(words[0]):
        worth *= _WEIGHTS.headless if len(words) > 1 else _WEIGHTS.clause
    return worth


def _written(phrase: Phrase, words: list[Word], found: Surroundings) -> float:
    """By its capitals, in languages that write only names with them, and by its proof."""
    language = phrase.source.language
    opens = found.opens and phrase.begins_small
    if all(map(is_upper, words[opens:])) and (len(words) > 1 or not opens):
        return _WEIGHTS.titled if opens else _name(phrase, found)
    worth = _WEIGHTS.verb if found.takes_object else 1.0
    if is_upper(words[-1]) and len(words) > 1:
        return worth * (_WEIGHTS.titled if found.proved else _WEIGHTS.mixed)
    once, needed = len(phrase.occurrences) == 1, language in _ARTICLES_NEEDED
    if _PREDICATES.get(language, _NEVER).search(words[-1].text) and len(words) > 1:
        return _WEIGHTS.clause
    _, run, _ = phrase.occurrences[0]
    if once and needed and is_upper(words[0]) and run.before not in beside(language).articles:
        return worth * _WEIGHTS.mixed  # `el ministerio de Cultura aporta ...`
    if found.proved:
        if not once or len(words) <= _SURE:
            return worth
        return worth * (_WEIGHTS.long if beside(language).articles else _WEIGHTS.unproved)
    if needed and is_upper(words[0]):
        return worth * _WEIGHTS.mixed
    return worth * (_WEIGHTS.unproved if needed or once else _WEIGHTS.unproved_bare)


def _name(phrase: Phrase, found: Surroundings) -> float:
    """What has capitals, and not only because a sentence begins with it."""
    if len(phrase.stems) > 1:
        loose = found.opens and found.dependent and len(phrase.occurrences) == 1
        loose = loose or all(word.text.isupper() for word in phrase.words)
        return _WEIGHTS.mixed if loose else _WEIGHTS.name
    if found.opens:
        return 1.0 if len(phrase.occurrences) - phrase.in_title > 1 else _WEIGHTS.unproved
    return _WEIGHTS.adjective if found.dependent else _WEIGHTS.name


def _german(phrase: Phrase, words: list[Word], found: Surroundings) -> float:
    """German words must end with a noun, and have but nouns and adjectives before it; tags are in
    the nominative.
    """
    *before, last = words
    adjectives = [word for word in before if not is_upper(word)]
    if not is_upper(last) or not all(_GERMAN_ADJECTIVE.search(word.text) for word in adjectives):
        return _WEIGHTS.verb
    if adjectives:
        nominative = all(word[:1].isupper() or word.endswith("e") for word in phrase.shown.split())
        return 1.0 if nominative else _WEIGHTS.oblique
    once = len(phrase.occurrences) == 1
    if before and once and found.proved and not _GERMAN_ADJECTIVE.search(before[0].text):
        return _WEIGHTS.oblique
    return _WEIGHTS.name if before and len(phrase.occurrences) > phrase.in_title + 1 else 1.0


def _hebrew(phrase: Phrase, words: list[Word], found: Surroundings) -> float:
    """Hebrew nouns go before a definite one, or are definite as their adjectives are; a definite
    one before what is not is the subject of a clause.
    """
    if _JOINED.match(words[0].folded) and _JOINED.match(phrase.shown):
        return _WEIGHTS.clause
    if len(words) == 1:
        return 1.0
    definite = [word.folded.startswith("ה") for word in words]
    if (True, False) in pairwise(definite):
        return _WEIGHTS.clause
    once = len(phrase.occurrences) == 1
    if once and len(words) > _SURE:
        return _WEIGHTS.unproved
    if definite[-1] or found.proved:
        return 1.0
    return _WEIGHTS.unproved if once else _WEIGHTS.unproved_bare


def _bounded(words: list[Word], found: Surroundings, language: str) -> float:
    """Less for a piece of a clause, and for what always has the same word beside it."""
    worth = float(_WEIGHTS.headless**found.bound)
    cases = _CASES.get(language)
    if cases is not None and any(cases.search(word.folded) for word in words[:-1]):
        worth *= _WEIGHTS.clause
    if language == "hi" and words[-1].text.endswith("ों"):
        worth *= _WEIGHTS.oblique
    for word in words[1:]:
        joined = language == "he" and _JOINED.match(word.folded)
        if joined or (elides(word) and _ELIDED.match(word.text)):
            worth *= _WEIGHTS.clause
    return worth
