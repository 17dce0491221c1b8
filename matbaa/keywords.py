"""Keywords: the phrases that an article is found under, as they stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from matbaa.language.normalize import fold
from matbaa.language.words import primary
from matbaa.prose.cleaning import running_text
from matbaa.prose.phrases import Phrase, phrases

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
    #: Arabic: definite at its end, and an indefinite word behind a definite one.
    definite: float = 1.2
    disagreeing: float = 0.6
    #: How much the count of its single words counts.
    words_power: float = 0.2
    #: A single Arabic word of the shape of an imperfect verb.
    verb: float = 0.7
    #: A shorter phrase beside a chosen longer one must be so much more frequent.
    independent: float = 1.4


_WEIGHTS = Weights()


def keywords(
    text: str, *, title: str = "", language: str | None = None, limit: int = 8
) -> list[str]:
    """At most `limit` phrases of one to four words, the most telling first.

    After the family of KP-Miner (El-Beltagy and Rafea, 2009): phrases that no stop word or mark
    interrupts, by frequency, length and place of first occurrence; a part of a better phrase is
    left out unless it leads a life of its own.
    """
    sentences = [s.text for s in running_text(text, title, language).sentences[:_HORIZON]]
    found = phrases(sentences, title, language)
    single = {phrase.stems[0]: phrase.count for phrase in found if len(phrase.stems) == 1}
    last = max((phrase.first for phrase in found), default=0) + 1
    arabic = primary(language) == "ar"
    ranked = sorted(found, key=lambda phrase: -_worth(phrase, single, last, arabic))
    return [_display(phrase, language) for phrase in _distinct(ranked, limit)]


def _worth(phrase: Phrase, single: dict[str, int], last: int, arabic: bool) -> float:
    given, size = _WEIGHTS, len(phrase.stems)
    worth = float(phrase.count**given.count_power) * given.length[size - 1]
    worth /= 1 + given.decay * phrase.first / last
    mean = sum(single.get(stem, 1) for stem in phrase.stems) / size
    worth *= float(mean**given.words_power)
    if phrase.in_title:
        worth *= given.title
    if len("".join(phrase.stems)) < 2:
        worth *= 0.2
    return worth * _arabic_fitness(phrase) if arabic else worth


def _arabic_fitness(phrase: Phrase) -> float:
    words = phrase.shown.split()
    definite = [word.startswith("ال") for word in words]
    worth = _WEIGHTS.definite if definite[-1] else 1.0
    if any(before and not behind for before, behind in pairwise(definite)):
        worth *= _WEIGHTS.disagreeing
    folded = fold(words[0])
    if len(words) == 1 and folded[0] in "يت" and len(folded) >= 4:
        worth *= _WEIGHTS.verb
    return worth


def _distinct(ranked: list[Phrase], limit: int) -> list[Phrase]:
    chosen: list[Phrase] = []
    for phrase in ranked:
        if len(chosen) >= limit:
            break
        if not any(_is_part(phrase, longer) for longer in chosen):
            chosen.append(phrase)
    return chosen


def _is_part(phrase: Phrase, longer: Phrase) -> bool:
    size = len(phrase.stems)
    within = any(
        longer.stems[at : at + size] == phrase.stems for at in range(len(longer.stems) - size + 1)
    )
    return within and phrase.count <= longer.count * _WEIGHTS.independent


def _display(phrase: Phrase, language: str | None) -> str:
    if primary(language) in {"zh", "ja", "th"}:
        return phrase.shown.replace(" ", "")
    return phrase.shown
