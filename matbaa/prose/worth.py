"""The score of a phrase, as a keyword, by how often and where it occurs in an article."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from operator import itemgetter

from matbaa.prose import noun_phrases
from matbaa.prose.phrases import Phrases

#: Only this many phrases, those that score highest, are analysed word by word.
_LOOKED_AT = 60
#: A phrase of more words than this loses score if it occurs only once.
_SHORT = 2


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
    #: For phrases of three words or more that occur only once.
    once: float = 0.6
    #: For the name of a country: of one word, of more words.
    country: tuple[float, float] = (3.0, 1.5)


_WEIGHTS = Weights()
#: A phrase by the stems of its words.
Stems = tuple[str, ...]


def likely(found: Phrases, countries: Set[Stems]) -> list[tuple[Stems, float]]:
    """The phrases that score highest with their scores, best first. In languages other than Arabic,
    mere fragments of clauses are left out. `countries` are those that name one.
    """
    given = _WEIGHTS
    worths = _of_words(found) | _of_longer(found)
    for stems in found.in_title.keys() & worths.keys():
        told = len(stems) == 1 or len(found.longer[stems]) > found.in_title[stems]
        worths[stems] *= given.title if told else given.title_only
    for stem in found.words:
        if len(stem) < 2 and (stem,) in worths:
            worths[stem,] *= given.single_letter
    for stems in countries & worths.keys():
        worths[stems] *= given.country[len(stems) > 1]
    return sorted(worths.items(), key=itemgetter(1), reverse=True)[:_LOOKED_AT]


def _of_words(found: Phrases) -> dict[Stems, float]:
    given, arabic = _WEIGHTS, found.language == "ar"
    worths: dict[Stems, float] = {}
    last = found.last + 1
    for stem, places in found.words.items():
        count = len(places)
        if count > 1:
            worth = given.length[0] * float(count ** (given.count_power + given.words_power))
        elif not arabic and noun_phrases.is_mere(places[0], 1, found.language):
            continue
        else:
            worth = given.length[0]
        worths[stem,] = worth / (1 + given.decay * places[0][0] / last)
    return worths


def _of_longer(found: Phrases) -> dict[Stems, float]:
    given, arabic = _WEIGHTS, found.language == "ar"
    worths, last = {}, found.last + 1
    counts = {stem: len(places) for stem, places in found.words.items()}
    for stems, places in found.longer.items():
        count, size = len(places), len(stems)
        if count == 1 and not arabic and noun_phrases.is_mere(places[0], size, found.language):
            continue
        worth = given.length[size - 1] / (1 + given.decay * places[0][0] / last)
        if count > 1:
            worth *= float(count**given.count_power)
        elif size > _SHORT:
            worth *= given.once
        mean = sum([counts[stem] for stem in stems]) / size
        worths[stems] = worth * float(mean**given.words_power)
    return worths
