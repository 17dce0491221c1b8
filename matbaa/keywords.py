"""Keywords: phrases taken verbatim from an article that say what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush

from matbaa.language.calendar_words import calendar_words
from matbaa.language.words import primary
from matbaa.prose import arabic_phrases, noun_phrases
from matbaa.prose.cleaning import running_text
from matbaa.prose.nesting import FEWEST, distinct
from matbaa.prose.phrases import Phrase, Phrases
from matbaa.prose.repeats import LANGUAGES, is_word, repeated

#: Only this many phrases, those that score highest, are analysed word by word.
_LOOKED_AT = 60
#: A phrase of more words than this loses score if it occurs only once.
_SHORT = 2
#: Languages whose phrases are written without spaces between words.
_UNSPACED = frozenset(["ja", "th", "zh"])
#: Doubtful phrases fill up to this many keywords; in Arabic, whose rules are surer, to `FEWEST`.
_FEWEST_ELSEWHERE = 3
#: Only this many sentences are read: the first ones say what an article is about.
_HORIZON = 200


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of a phrase's score. They were found by random search over Arabic documents whose
    keyphrases readers had chosen, see `docs/summaries.md`. Unless said otherwise each is a factor.
    """

    #: The base score of a phrase of one, two, three or four words.
    length: tuple[float, ...] = (0.6, 2.2, 2.4, 2.0)
    #: The exponent of the number of its occurrences.
    count_power: float = 0.77
    #: How fast the score falls the later the phrase first occurs.
    decay: float = 1.2
    #: For phrases that are in the title and in the text, and single words in the title.
    title: float = 1.5
    #: For phrases that are only in the title: probably a fragment of a headline.
    title_only: float = 0.2
    #: For a single letter.
    single_letter: float = 0.2
    #: The exponent of the mean frequency of its words.
    words_power: float = 0.2
    #: For phrases whose first word ends like a participle.
    participle: float = 0.6
    #: For phrases with the name of a month or weekday.
    dated: float = 0.15
    #: For phrases of three words or more that occur only once.
    once: float = 0.6


_WEIGHTS = Weights()
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
    code = primary(language) or "en"
    told = repeated(sentences, title, limit, code) if code in LANGUAGES else []
    if len(told) >= min(limit, FEWEST):
        return told
    found = Phrases(sentences, title, language)
    worth = _worths(found, code)
    likely = sorted(worth, key=worth.__getitem__, reverse=True)[:_LOOKED_AT]
    candidates = ((found.phrase(stems), worth[stems]) for stems in likely)
    ranked = _ranked(candidates, code)
    fewest = FEWEST if code == "ar" else _FEWEST_ELSEWHERE
    others = [_display(form, language) for form in distinct(ranked, limit, fewest)]
    if code in LANGUAGES:
        limit = min(limit, FEWEST)
        others = [form for form in others if is_word(form, code)]
    shown = list(dict.fromkeys(told + others))[:limit]
    return _wholes(shown) if code in _UNSPACED else shown


def _wholes(forms: list[str]) -> list[str]:
    """`forms`, best first, without those that are substrings of a better one."""
    return [
        form for at, form in enumerate(forms) if not any(form in better for better in forms[:at])
    ]


def _worths(found: Phrases, language: str) -> dict[tuple[str, ...], float]:
    """The score of each phrase by how often and where it occurs. In languages other than Arabic,
    mere fragments of clauses are left out.
    """
    mere = None if language == "ar" else noun_phrases.is_mere
    given, occurrences = _WEIGHTS, found.occurrences
    last = max((places[0][0] for places in occurrences.values()), default=0) + 1
    counts = {stems[0]: len(places) for stems, places in occurrences.items() if len(stems) == 1}
    worths = {}
    for stems, places in occurrences.items():
        size = len(stems)
        if mere and len(places) == 1 and mere(places[0], size, language):
            continue
        worth = given.length[size - 1] * float(len(places) ** given.count_power)
        worth /= 1 + given.decay * places[0][0] / last
        if size > _SHORT and len(places) == 1:
            worth *= given.once
        mean = sum([counts[stem] for stem in stems]) / size
        worths[stems] = worth * float(mean**given.words_power)
    for stems in found.in_title.keys() & worths.keys():
        count = found.in_title[stems]
        told = len(occurrences[stems]) > count or len(stems) == 1
        worths[stems] *= given.title if told else given.title_only
    for stem in counts:
        if len(stem) < 2 and (stem,) in worths:
            worths[stem,] *= given.single_letter
    return worths


def _ranked(
    candidates: Iterable[tuple[Phrase, float]], language: str
) -> Iterator[tuple[Phrase, float]]:
    """Phrases with their fitness, in descending order of score times fitness. The candidates must
    come in descending order of score. Fitness is expensive, so it is computed lazily: only for as
    many candidates as the caller's consumption requires.
    """
    dates = calendar_words(language)
    fittest = arabic_phrases.FITTEST if language == "ar" else noun_phrases.FITTEST
    waiting: list[tuple[float, int, Phrase, float]] = []
    for number, (phrase, worth) in enumerate(candidates):
        while waiting and -waiting[0][0] >= worth * fittest:
            yield heappop(waiting)[2:]
        fitness = _fitness(phrase, language, dates)
        heappush(waiting, (-worth * fitness, number, phrase, fitness))
    while waiting:
        yield heappop(waiting)[2:]


def _fitness(phrase: Phrase, language: str, dates: frozenset[str]) -> float:
    """A factor for how suitable the words of a phrase are for a keyword; 1 for most phrases."""
    words, given, worth = phrase.words, _WEIGHTS, 1.0
    if any(word.folded in dates for word in words):
        worth *= given.dated
    if words[0].text.endswith(_PARTICIPLES.get(language, ())):
        worth *= given.participle
    if language == "ar":
        return worth * arabic_phrases.fitness(phrase)
    return worth * noun_phrases.fitness(phrase, language)


def _display(form: str, language: str | None) -> str:
    return form.replace(" ", "") if primary(language) in _UNSPACED else form
