"""Keywords: phrases taken verbatim from an article that say what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush

import regex

from matbaa.language.calendar_words import calendar_words
from matbaa.language.words import primary
from matbaa.prose import arabic_phrases, noun_phrases
from matbaa.prose.cleaning import running_text
from matbaa.prose.named_countries import named_countries
from matbaa.prose.nesting import FEWEST, distinct
from matbaa.prose.phrases import Phrase, Phrases
from matbaa.prose.repeats import LANGUAGES, is_word, repeated
from matbaa.prose.worth import likely

#: Languages whose phrases are written without spaces between words.
_UNSPACED = frozenset(["ja", "th", "zh"])
#: Doubtful phrases fill up to this many keywords; in Arabic, whose rules are surer, to `FEWEST`.
_FEWEST_ELSEWHERE = 3
#: Only this many sentences are read: the first ones say what an article is about.
_HORIZON = 200


@dataclass(frozen=True, slots=True)
class Weights:
    """Factors of a phrase's fitness in any language; see `docs/summaries.md`."""

    #: For phrases whose first word ends like a participle.
    participle: float = 0.6
    #: For phrases with the name of a month or weekday.
    dated: float = 0.15


_WEIGHTS = Weights()
#: The beginning or end of a piece of a word: a mark or vowel that needs the letter before it, or a
#: joiner or vowel that needs the letter after it.
_TORN = regex.compile("^[\\p{M}ะาำๅๆฯ]|[เแโใไ\u1039\u17d2\u200c\u200d]$")
#: Endings of participles that few nouns share: `interpellée`, `denunciado`.
_PARTICIPLES = {
    "fr": ("ué", "uée", "ués", "uées", "ié", "iés", "iées", "lée", "lées", "née", "nées", "isé"),
    "es": ("ciado", "ciada", "cido", "cida", "izado", "izada", "tado", "tada"),
}


def keywords(
    text: str, *, title: str = "", language: str | None = None, limit: int = 8
) -> list[str]:
    """At most `limit` phrases of one to four words, the best first.

    The method follows KP-Miner (El-Beltagy and Rafea, 2009): candidates are runs of words without
    a stop word or punctuation mark, scored by frequency, length and place of first occurrence. A
    phrase that is part of a better one is dropped unless it also occurs often enough without it.
    `language` is a BCP 47 tag.
    """
    sentences = [s.text for s in running_text(text, title, language).sentences[:_HORIZON]]
    title = _recased(title, sentences) if title.isupper() else title
    code = primary(language) or "en"
    told = repeated(sentences, title, limit, code) if code in LANGUAGES else []
    told = [form for form in told if not _TORN.search(form)]
    if len(told) >= min(limit, FEWEST):
        return told
    ranked = _ranked(Phrases(sentences, title, language), code)
    fewest = FEWEST if code == "ar" else _FEWEST_ELSEWHERE
    others = [_display(form, language) for form in distinct(ranked, limit, fewest)]
    if code in LANGUAGES:
        limit = min(limit, FEWEST)
        others = [form for form in others if is_word(form, code)]
    shown = [form for form in dict.fromkeys(told + others) if not _TORN.search(form)][:limit]
    return _wholes(shown) if code in _UNSPACED else shown


def _recased(title: str, sentences: list[str]) -> str:
    """A title in capitals with its words as the text writes them, or in lower case."""
    known = {word.lower(): word for text in sentences for word in text.split()}
    return " ".join(known.get(word, word) for word in title.lower().split())


def _wholes(forms: list[str]) -> list[str]:
    """`forms`, best first, without those that are substrings of a better one."""
    return [
        form for at, form in enumerate(forms) if not any(form in better for better in forms[:at])
    ]


def _ranked(found: Phrases, language: str) -> Iterator[tuple[Phrase, float]]:
    """Phrases with their fitness, in descending order of score times fitness. Fitness is expensive,
    so it is computed lazily: only for as many candidates as the caller's consumption requires.
    """
    fittest = arabic_phrases.FITTEST if language == "ar" else noun_phrases.FITTEST
    waiting: list[tuple[float, int, Phrase, float]] = []
    countries = named_countries(found)
    for number, (stems, worth) in enumerate(likely(found, countries)):
        while waiting and -waiting[0][0] >= worth * fittest:
            yield heappop(waiting)[2:]
        phrase = found.phrase(stems)
        fitness = 1.0 if stems in countries else _fitness(phrase, language)
        heappush(waiting, (-worth * fitness, number, phrase, fitness))
    while waiting:
        yield heappop(waiting)[2:]


def _fitness(phrase: Phrase, language: str) -> float:
    """A factor for how suitable the words of a phrase are for a keyword; 1 for most phrases."""
    worth, dates = 1.0, calendar_words(language)
    for word in phrase.words:
        if word.folded in dates:
            worth = _WEIGHTS.dated
    if language == "ar":
        return worth * arabic_phrases.fitness(phrase)
    if phrase.words[0].text.endswith(_PARTICIPLES.get(language, ())):
        worth *= _WEIGHTS.participle
    return worth * noun_phrases.fitness(phrase, language)


def _display(form: str, language: str | None) -> str:
    return form.replace(" ", "") if primary(language) in _UNSPACED else form
