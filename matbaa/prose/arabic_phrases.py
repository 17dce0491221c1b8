"""How fit an Arabic phrase is for a keyword: a noun with what belongs to it, whole, no clause.

Arabic is written without capitals and mostly without vowels; what a phrase is, its words' shapes
and what stands around it tell together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matbaa.language.reading import Word
from matbaa.prose.arabic_words import Shape, shape
from matbaa.prose.phrases import Phrase, only


@dataclass(frozen=True, slots=True)
class Weights:
    """What is left of a phrase's worth by its order and place; some found by random search over
    documents with keyphrases chosen by readers, see `docs/summaries.md`, some by reading.
    """

    #: Definite at its end, and an indefinite word behind a definite one.
    definite: float = 1.2
    disagreeing: float = 0.6
    #: Nothing but an adjective of belonging.
    related: float = 0.25
    #: Opening like a perfect verb.
    finite: float = 0.25
    #: Opening with a preposition, or with one that seems written onto its word.
    prepositional: float = 0.25
    clitic: float = 0.25
    #: With one written onto its last word, onto a word within, onto a definite one behind a noun.
    late_clitic: float = 0.8
    inner_clitic: float = 0.5
    bound: float = 0.25
    #: With only the first or last part of a name: `الطاهر بن`.
    half_name: float = 0.05
    #: Always behind the same word; a word of it never without one that is not in it.
    torn: float = 0.7
    tied: float = 0.3
    #: Ending where what it is of comes: `مقر تصحيح` of `مقر تصحيح الأوضاع`.
    unfinished: float = 0.15
    #: Ending where always more comes.
    undescribed: float = 0.6
    #: Beginning with an adjective whose noun stands before it.
    headless: float = 0.25
    #: Broken off behind an `and`.
    broken: float = 0.3
    #: Two definite words of which the second does not describe the first: `العاصمة النور`.
    apposed: float = 0.3
    #: Nothing but words that say nothing: `المائة`, `مصادر أمنية`.
    empty: float = 0.15
    #: With an indefinite accusative.
    accusative: float = 0.3


#: A word beside a phrase, if one stands there.
_Near = Word | None

_WEIGHTS = Weights()
#: What `fitness` answers at most.
FITTEST = _WEIGHTS.definite
#: Adjectives that are nouns as well.
_COMMON = frozenset(
    ["العام", "العامه", "الاول", "الاولي", "الثاني", "الثانيه", "الوسط", "الحر", "الكبير", "الكبري"]
)
#: A phrase that is no more fit is not looked at any longer.
_HARDLY = 0.15
_SONS = frozenset(["بن", "ابن", "ابو"])


def fitness(phrase: Phrase) -> float:
    """How fit a phrase is, `FITTEST` at most; of one that is hardly so, not to the last."""
    words, spelt = phrase.words, phrase.source.spelt
    shapes = [shape(text, folded, spelt) for text, folded, _ in words]
    worth = _as_words(phrase, shapes)
    if worth > _HARDLY:
        worth *= _as_opening(phrase, shapes[0]) * _as_ordered(phrase, shapes)
    return worth * _among_others(phrase, shapes) if worth > _HARDLY else worth


def _as_words(phrase: Phrase, shapes: Sequence[Shape]) -> float:
    """What its words leave of its worth, each by itself."""
    given, first, last = _WEIGHTS, shapes[0], shapes[-1]
    worth = first.opening * last.closing * (given.definite if last.definite else 1.0)
    for each in shapes:
        worth *= each.anywhere
    if len(shapes) > 1 and any(each.perfect for each in shapes):
        worth *= given.finite
    if first.empty and all(each.empty for each in shapes):
        worth *= given.empty
    for word in phrase.words:
        if phrase.source.is_accusative(word.folded):
            worth *= given.accusative
    return worth


def _as_opening(phrase: Phrase, first: Shape) -> float:
    given = _WEIGHTS
    worth = 1.0 if first.definite or not phrase.only_opens else given.finite
    if first.preposition:
        return worth * given.prepositional
    return worth * given.clitic if first.clitic and phrase.keeps_clitic else worth


def _as_ordered(phrase: Phrase, shapes: Sequence[Shape]) -> float:
    """What the order of its words leaves of its worth."""
    given, worth, last = _WEIGHTS, 1.0, shapes[-1]
    if len(shapes) == 1:
        return given.related if last.related else 1.0
    if last.clitic:
        worth *= given.late_clitic if shapes[-2].definite else given.inner_clitic
    if len(shapes) > 2 and any(each.clitic for each in shapes[1:-1]):
        worth *= given.inner_clitic
    if any(each.preposition for each in shapes[1:]):
        worth *= given.prepositional
    if last.conjoined:
        worth *= given.broken
    for before, word in pairwise(shapes):
        worth *= _as_pair(before, word, len(shapes) > 2)
    return worth * given.apposed if _has_two_heads(phrase, shapes) else worth


def _as_pair(before: Shape, word: Shape, many: bool) -> float:
    given = _WEIGHTS
    if word.place and not before.title:
        return given.bound
    if word.bound and not (before.definite and word.for_whom and many):
        return given.bound
    if not before.definite or before.title:
        return 1.0
    if not word.definite:
        return given.disagreeing
    if word.plain and before.feminine and not word.agrees_feminine:
        return given.apposed
    return 1.0


def _has_two_heads(phrase: Phrase, shapes: Sequence[Shape]) -> bool:
    """Whether one of two definite words is no adjective of the other: an object of its subject."""
    for at, word in enumerate(phrase.words[1:], 1):
        apart = shapes[at - 1].definite and shapes[at].plain and not shapes[at].related
        if apart and word.folded not in _COMMON and phrase.source.company(word.stem).opens:
            return True
    return False


def _among_others(phrase: Phrase, shapes: Sequence[Shape]) -> float:
    """What the words around it, wherever it occurs, leave of its worth."""
    given, words, worth = _WEIGHTS, phrase.words, 1.0
    before, behind = phrase.before(), phrase.behind()
    if follows := only(before):
        worth *= given.torn
    if words[0].folded in _SONS or words[-1].folded in _SONS or follows in _SONS:
        worth *= given.half_name
    source = phrase.source
    if source.company(phrase.stems[0]).led or source.company(phrase.stems[-1]).followed:
        worth *= given.tied
    if shapes[0].plain and None not in before and _is_headless(shapes, before):
        worth *= given.headless
    if _is_unfinished(phrase, shapes, behind):
        return worth * given.unfinished
    if None in behind:
        return worth
    sons = all(word.folded in _SONS for word in behind if word)
    return worth * (given.half_name if sons else given.undescribed)


def _is_headless(shapes: Sequence[Shape], before: Sequence[_Near]) -> bool:
    """Whether an adjective of a phrase describes what always stands before it: `الأميركي دونالد`
    behind `الرئيس`, `الدفاع الأميركية` behind `وزارة`, `المتطرفة` alone.
    """
    first, last = shapes[0], shapes[-1]
    if first.related or len(shapes) == 1:
        return all(word.definite for word in before if word)
    alone = len(shapes) == 2 and last.plain and last.feminine and not first.feminine
    return alone and not any(word.definite for word in before if word)


def _is_unfinished(phrase: Phrase, shapes: Sequence[Shape], behind: Sequence[_Near]) -> bool:
    """Whether what stands behind it wherever its last word is indefinite belongs to that: a
    definite noun, except an adjective of belonging behind a name; to a title, the rest of a name.
    """
    titled = shapes[-1].title or (len(shapes) == 2 and shapes[0].title)
    if (shapes[-1].definite and not titled) or behind[0] is None:
        return False
    last = len(shapes) - 1
    bare = zip(phrase.occurrences, behind, strict=True)
    after = [each for (_, run, at), each in bare if titled or not run.words[at + last].definite]
    if None in after:
        return False
    if titled:
        return not any(word.definite for word in after if word)
    if not all(word.text.startswith("ال") for word in after if word):
        return False
    return len(shapes) == 1 or not all(word.folded.endswith("ي") for word in after if word)
