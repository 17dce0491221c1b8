"""Keywords: the phrases that an article is found under, as they stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappop, heappush
from itertools import pairwise

import regex

from matbaa.language.calendar_words import calendar_words
from matbaa.language.reading import Word
from matbaa.language.words import primary
from matbaa.prose import arabic
from matbaa.prose.cleaning import running_text
from matbaa.prose.connectives import openings, verbs
from matbaa.prose.nesting import FEWEST, distinct
from matbaa.prose.phrases import Phrase, Phrases, clitic
from matbaa.prose.repeats import repeated
from matbaa.prose.verb_forms import is_verb

#: So many phrases by what they are worth are looked at word by word.
_LOOKED_AT = 120
#: Words of a phrase that need not be repeated.
_SHORT = 2
#: Sentences that are read; what an article is about, its first ones say.
_HORIZON = 200


@dataclass(frozen=True, slots=True)
class Weights:
    """What a phrase is worth; found by random search over Arabic documents with keyphrases chosen
    by readers, see `docs/summaries.md`.
    """

    #: By its number of words.
    length: tuple[float, ...] = (0.6, 2.2, 2.4, 2.0)
    count_power: float = 0.77
    #: How fast its worth falls with the place of its first occurrence.
    decay: float = 1.2
    title: float = 1.5
    #: A phrase of the title that the text never has is rather a piece of a headline.
    title_only: float = 0.2
    #: A phrase that is but one letter.
    single_letter: float = 0.2
    #: Arabic: definite at its end, and an indefinite word behind a definite one.
    definite: float = 1.2
    disagreeing: float = 0.6
    #: How much the count of its single words counts.
    words_power: float = 0.2
    #: Arabic: nothing but an adjective of belonging.
    related: float = 0.4
    #: Opening like a participle.
    participle: float = 0.6
    #: Arabic: opening like an imperfect verb.
    verb: float = 0.7
    #: Arabic: opening like a perfect verb, or with an imperfect one within.
    finite: float = 0.25
    #: Arabic: opening with a preposition, or with one that seems written onto its word.
    prepositional: float = 0.25
    clitic: float = 0.4
    #: Arabic: with one written onto its last word; with a pronoun written onto a word before it.
    late_clitic: float = 0.8
    owned: float = 0.5
    #: Arabic: with only the first or last part of a name: `الطاهر بن`.
    half_name: float = 0.05
    #: Arabic: always behind the same word.
    torn: float = 0.7
    #: Arabic: with a preposition written onto a word within.
    inner_clitic: float = 0.5
    #: Arabic: broken off behind an `and`.
    broken: float = 0.3
    #: With the name of a month or weekday.
    dated: float = 0.15
    #: Of three words or more, and only once in the text.
    once: float = 0.6


_WEIGHTS = Weights()
_BEFORE_IMPERFECT = frozenset("ويت")
_OPENING = regex.compile(r"و?[يت]\p{L}{3}")
#: A word within that no name or noun is: an imperfect, a plural perfect (`ظهروا`).
_CLAUSAL = regex.compile(
    rf"(?:{arabic.WAITING.pattern}|{arabic.FUTURE.pattern}|\p{{L}}{{3,}}وا$)"
).match
#: How participles end and few nouns do: `interpellée`, `denunciado`.
_PARTICIPLES = {
    "fr": ("ué", "uée", "ués", "uées", "ié", "iés", "iées", "lée", "lées", "née", "nées", "isé"),
    "es": ("ciado", "ciada", "cido", "cida", "izado", "izada", "tado", "tada"),
}
#: An adjective of belonging, which tells little alone: `الروسية`, `الأمريكي`.
_RELATED = regex.compile(r"ال\p{L}{3,}ي(?:ه|ين|ون)?$")
_SONS = frozenset(["بن", "ابن", "ابو"])
#: With a pronoun written onto it: `اختارها`, `مغادرته`.
_OWNED = regex.compile(r"\p{L}{3}(?:ها|هم|ته)$")
#: A feminine perfect: `أمرت`, `وضربت`; not `أصوات`, `بيروت`, `تصويت`.
_PERFECT = regex.compile(r"\p{L}{3,}(?<![اوي])ت$")


def keywords(
    text: str, *, title: str = "", language: str | None = None, limit: int = 8
) -> list[str]:
    """At most `limit` phrases of one to four words, the most telling first.

    After the family of KP-Miner (El-Beltagy and Rafea, 2009): phrases that no stop word or mark
    interrupts, by frequency, length and place of first occurrence; a part of a better phrase is
    left out unless it leads a life of its own.
    """
    sentences = [s.text for s in running_text(text, title, language).sentences[:_HORIZON]]
    told = repeated(sentences, title, limit) if primary(language) == "zh" else []
    if len(told) >= min(limit, FEWEST):
        return told
    found = Phrases(sentences, title, language)
    worth = _worths(found)
    likely = sorted(worth, key=worth.__getitem__, reverse=True)[:_LOOKED_AT]
    candidates = ((found.phrase(stems), worth[stems]) for stems in likely)
    ranked = _ranked(candidates, primary(language) or "en")
    others = [_display(form, language) for form in distinct(ranked, limit)]
    return list(dict.fromkeys(told + others))[:limit]


def _worths(found: Phrases) -> dict[tuple[str, ...], float]:
    """What each phrase is worth by how often and where it occurs."""
    given, occurrences = _WEIGHTS, found.occurrences
    last = max((places[0][0] for places in occurrences.values()), default=0) + 1
    counts = {stems[0]: len(places) for stems, places in occurrences.items() if len(stems) == 1}
    worths = {}
    for stems, places in occurrences.items():
        size = len(stems)
        worth = given.length[size - 1] * float(len(places) ** given.count_power)
        worth /= 1 + given.decay * places[0][0] / last
        if size > _SHORT and len(places) == 1:
            worth *= given.once
        mean = sum([counts[stem] for stem in stems]) / size
        worths[stems] = worth * float(mean**given.words_power)
    for stems, count in found.in_title.items():
        told = len(occurrences[stems]) > count or len(stems) == 1
        worths[stems] *= given.title if told else given.title_only
    for stem in counts:
        if len(stem) < 2:
            worths[stem,] *= given.single_letter
    return worths


def _ranked(
    candidates: Iterable[tuple[Phrase, float]], language: str
) -> Iterator[tuple[Phrase, float]]:
    """Phrases with their fitness, by their worth and that, the best first; they come by worth
    alone. How fit one is takes long to tell, and is told of no more than are asked for.
    """
    dates = calendar_words(language)
    fittest = max(1.0, _WEIGHTS.definite)
    waiting: list[tuple[float, int, Phrase, float]] = []
    for number, (phrase, worth) in enumerate(candidates):
        while waiting and -waiting[0][0] >= worth * fittest:
            yield heappop(waiting)[2:]
        fitness = _fitness(phrase, language, dates)
        heappush(waiting, (-worth * fitness, number, phrase, fitness))
    while waiting:
        yield heappop(waiting)[2:]


def _fitness(phrase: Phrase, language: str, dates: frozenset[str]) -> float:
    """How fit a phrase is by the words that it is made of, 1 for the most."""
    words, given, worth = phrase.words, _WEIGHTS, 1.0
    if any(word.folded in dates for word in words):
        worth *= given.dated
    if words[0].text.endswith(_PARTICIPLES.get(language, ())):
        worth *= given.participle
    if language == "ar":
        return worth * _arabic_fitness(phrase, words)
    if any(is_verb(word.folded, language) for word in words):
        worth *= _WEIGHTS.finite
    if language == "de" and not _is_german_noun(words):
        worth *= _WEIGHTS.finite
    return worth


def _is_german_noun(words: list[Word]) -> bool:
    """Whether German words end with a noun, and have but nouns and adjectives before it."""
    *before, last = words
    return last.text[:1].isupper() and all(
        word.text[:1].isupper() or word.text.endswith(("e", "en", "er", "es", "em"))
        for word in before
    )


def _arabic_fitness(phrase: Phrase, words: list[Word]) -> float:
    definite = [word.definite for word in words]
    worth = _WEIGHTS.definite if definite[-1] else 1.0
    if (True, False) in pairwise(definite):
        worth *= _WEIGHTS.disagreeing
    if _is_clause(words) or _only_opens(phrase, words):
        worth *= _WEIGHTS.finite
    if words[0].folded in _prepositions():
        worth *= _WEIGHTS.prepositional
    elif clitic().match(words[0].folded) and phrase.keeps_clitic:
        worth *= _WEIGHTS.clitic
    if len(words) > 1:
        worth *= _ending(words)
    elif _RELATED.match(words[0].folded):
        worth *= _WEIGHTS.related
    before = phrase.follows
    if not _SONS.isdisjoint((words[0].folded, words[-1].folded, before)):
        worth *= _WEIGHTS.half_name
    if len(words) > 1 and words[-2].definite and arabic.CONJOINED.match(words[-1].folded):
        worth *= _WEIGHTS.broken
    if before:
        worth *= _WEIGHTS.torn
    return worth * _WEIGHTS.verb if _is_verbal(words[0].folded) else worth


def _ending(words: list[Word]) -> float:
    worth = 1.0
    if not words[-1].definite and clitic().match(words[-1].folded):
        worth *= _WEIGHTS.late_clitic
    if any(not word.definite and clitic().match(word.folded) for word in words[1:-1]):
        worth *= _WEIGHTS.inner_clitic
    if any(_OWNED.search(word.text) for word in words[:-1]):
        worth *= _WEIGHTS.owned
    return worth


def _is_clause(words: list[Word]) -> bool:
    """Whether a verb opens Arabic words, or stands among them."""
    if len(words) > 1 and not words[0].definite and _PERFECT.match(words[0].folded):
        return True
    return any(_CLAUSAL(word.folded) or _inflected().match(word.folded) for word in words)


def _only_opens(phrase: Phrase, words: list[Word]) -> bool:
    """Whether it stands nowhere but where Arabic sentences have their verb."""
    return not words[0].definite and phrase.only_opens


@lru_cache(maxsize=1)
def _inflected() -> regex.Pattern[str]:
    """The commonest verbs, in the persons of a report."""
    return regex.compile(rf"[وف]?(?:{'|'.join(verbs('ar'))})(?:ت|وا|تا|ا)?$")


@lru_cache(maxsize=1)
def _prepositions() -> frozenset[str]:
    known = openings("ar")
    return frozenset(one for one, *others in known.prepositions | known.trailing if not others) | {
        "تحت", "فوق", "نحو", "شمال", "جنوب", "شرق", "غرب", "شرقي", "غربي", "شمالي", "جنوبي",
    }  # fmt: skip


def _is_verbal(folded: str) -> bool:
    """Whether an Arabic word opens like an imperfect."""
    return folded[0] in _BEFORE_IMPERFECT and _OPENING.match(folded) is not None


def _display(form: str, language: str | None) -> str:
    return form.replace(" ", "") if primary(language) in {"zh", "ja", "th"} else form
