"""Keywords: the phrases that an article is found under, as they stand in it."""

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

#: So many phrases by what they are worth are looked at word by word.
_LOOKED_AT = 60
#: Words of a phrase that need not be repeated.
_SHORT = 2
#: Languages whose phrases are shown without spaces.
_UNSPACED = frozenset(["ja", "th", "zh"])
#: Fewer keywords are not enough in other languages than Arabic, whose phrases are told more surely.
_FEWEST_ELSEWHERE = 3
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
    #: How much the count of its single words counts.
    words_power: float = 0.2
    #: Opening like a participle.
    participle: float = 0.6
    #: With the name of a month or weekday.
    dated: float = 0.15
    #: Of three words or more, and only once in the text.
    once: float = 0.6


_WEIGHTS = Weights()
#: How participles end and few nouns do: `interpellée`, `denunciado`.
_PARTICIPLES = {
    "fr": ("ué", "uée", "ués", "uées", "ié", "iés", "iées", "lée", "lées", "née", "nées", "isé"),
    "es": ("ciado", "ciada", "cido", "cida", "izado", "izada", "tado", "tada"),
}


def keywords(
    text: str, *, title: str = "", language: str | None = None, limit: int = 8
) -> list[str]:
    """At most `limit` phrases of one to four words, the most telling first.

    After the family of KP-Miner (El-Beltagy and Rafea, 2009): phrases that no stop word or mark
    interrupts, by frequency, length and place of first occurrence; a part of a better phrase is
    left out unless it leads a life of its own.
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
    """`forms` without those that are a part of a better one, in a language without spaces."""
    return [
        form for at, form in enumerate(forms) if not any(form in better for better in forms[:at])
    ]


def _worths(found: Phrases, language: str) -> dict[tuple[str, ...], float]:
    """What each phrase is worth by how often and where it occurs; other languages than Arabic
    go without mere pieces of clauses.
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
    """Phrases with their fitness, by their worth and that, the best first; they come by worth
    alone. How fit one is takes long to tell, and is told of no more than are asked for.
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
    """How fit a phrase is by the words that it is made of, 1 for the most."""
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
