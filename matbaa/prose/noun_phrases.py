"""Scores how suitable a phrase is for a keyword in languages other than Arabic, by its words and
those around it: names must be whole; an article or preposition before a word shows it is a noun.
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
    """Factors of a phrase's fitness; see `docs/summaries.md`. A phrase is "proved" if an article,
    preposition or postposition next to it shows that it is a noun phrase.
    """

    #: With a finite verb; right before an object; in German, not ending with a noun.
    verb: float = 0.12
    #: A name without its end: a capitalised word always follows.
    torn: float = 0.1
    #: A name without its beginning; a phrase that always has the same word before or after it.
    headless: float = 0.5
    #: A name and nothing else.
    name: float = 1.3
    #: A name that only occurs before other words, like adjectives of nationality.
    adjective: float = 0.5
    #: A name together with other words, not proved.
    mixed: float = 0.12
    #: A title before a name that can stand alone: `presidente Moss`.
    titled: float = 0.5
    #: Not proved by any of its occurrences.
    unproved: float = 0.3
    #: The same, but occurring more than once, in languages whose nouns need no article.
    unproved_bare: float = 0.6
    #: In a case that keywords do not have (German, Hindi); two nouns after an article (German).
    oblique: float = 0.3
    #: Of three words or more, occurring once.
    long: float = 0.5
    #: With a case ending before the last word, which names do not have but clauses do.
    clause: float = 0.12
    #: With a word so long that it must be a clause without spaces.
    endless: float = 0.01
    #: A single syllable (Vietnamese).
    syllable: float = 0.5


_WEIGHTS = Weights()
#: The highest value that `fitness` returns.
FITTEST = _WEIGHTS.name
#: Case endings that the last word of a name may have, but an earlier word only in a clause.
_CASES = {
    "bn": regex.compile("(?:তে|কে|য়ে|থেকে)$"),
    "ko": regex.compile("[가-힣](?:[은는을를]|[가-힣][이가]|에서|에게|으로)$"),
    "tr": regex.compile(r"\p{L}{3}(?:[dt][ea]n?|[ıiuü]nd[ea]n?|[ıiuü]n[ae])$"),
}
#: Endings of a last word that is no noun: `ban overturned`, `meteorólogos esperan`.
_PREDICATES = {
    "en": regex.compile(r"\p{L}{3}(?<!e|hundr|sacr)ed$|\p{L}{3}(?<!ami|semb|supp|po)ly$"),
    "es": regex.compile(r"\p{L}{4}an$"),
}
#: Languages whose nouns rarely occur without an article or preposition.
_ARTICLES_NEEDED = frozenset(["es", "fr", "it", "pt"])
#: Thai words with fewer letters can hardly be distinguished from fragments of longer ones.
_SHORTEST_THAI = 4
#: An article proves at most this many words after it.
_SURE = 2
#: Languages without capitals, in which a word that occurs once may be a name.
_CHARACTERS = frozenset(["ja", "km", "lo", "my", "zh"])
#: The most characters of a word; German has long ones.
_LONGEST_WORD = 32
#: An elided article or pronoun, or an infinitive, within a clause: `mesuré l'étendue`.
_ELIDED = regex.compile(
    r"(?:[lsnjmtc]|qu|all|nell|sull|un)['’]\p{L}|d['’]\p{L}+(?:er|ir|re)$", regex.IGNORECASE
)
_NEVER = regex.compile(r"(?!)")
#: A Hebrew word with the conjunction `ו` attached.
_JOINED = regex.compile("ו[א-ת]{3}")
#: Endings of adjectives in cases that tags are not in.
_OBLIQUE = {
    "cs": regex.compile(r"^\p{Ll}{2,}(?:ého|ému|ých|ými?|ích|ím)$"),
    "pl": regex.compile(r"^\p{Ll}{2,}(?:ego|emu|[yi]ch|[yi]mi?|ą)$"),
    "ru": regex.compile(r"^\p{Ll}{2,}(?:[ое]го|[ое]му|[ыи]х|[ыи]ми|ым|(?<!реж)им|[ую]ю)$"),
    "uk": regex.compile(r"^\p{Ll}{2,}(?:ого|ому|[иі]х|[иі]ми|им|ую)$"),
}
_GERMAN_ADJECTIVE = regex.compile(r"\p{L}{2}(?:e|en|er|es|em)$")


def is_mere(occurrence: Occurrence, size: int, language: str) -> bool:
    """Whether `size` words that occur only once are a mere fragment of a name or clause.

    Whole names are not. Others are if other content words adjoin them, if they are not proved to be
    a noun phrase, or if they are a single word without a capital.
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
    """The fitness of a phrase in a language other than Arabic, `FITTEST` at most, 1 usually."""
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
    if _is_oblique(words, language):
        worth *= _WEIGHTS.oblique
    return worth * _bounded(words, beside_it, language) if len(words) > 1 else worth


def _is_oblique(words: list[Word], language: str) -> bool:
    """Whether it begins with an adjective in a case that tags are not in."""
    endings = _OBLIQUE.get(language)
    return endings is not None and endings.search(words[0].text) is not None


def _shaped(phrase: Phrase, words: list[Word], found: Surroundings) -> float:
    """The factor for what nouns and names look like in the language."""
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
    """The factor for capitals, in languages that capitalise only names, and for being proved."""
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
    """The factor for a phrase whose words are capitalised."""
    if len(phrase.stems) > 1:
        loose = found.opens and found.dependent and len(phrase.occurrences) == 1
        loose = loose or all(word.text.isupper() for word in phrase.words)
        return _WEIGHTS.mixed if loose else _WEIGHTS.name
    if found.opens:
        return 1.0 if len(phrase.occurrences) - phrase.in_title > 1 else _WEIGHTS.unproved
    return _WEIGHTS.adjective if found.dependent else _WEIGHTS.name


def _german(phrase: Phrase, words: list[Word], found: Surroundings) -> float:
    """The factor for German: a phrase must end with a noun, preceded only by nouns and adjectives,
    and be in the nominative.
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
    """The factor for Hebrew: a noun precedes a definite one, or is definite like its adjectives. A
    definite noun before an indefinite word is the subject of a clause.
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
    """The factor for fragments of clauses, and for phrases always next to the same word."""
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
