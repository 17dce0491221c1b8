"""Scores how suitable an Arabic phrase is for a keyword: it should be a complete noun phrase.

Arabic is written without capitals and mostly without vowels, so the score combines the forms of the
phrase's words with the words around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matbaa.language.reading import Word
from matbaa.prose.arabic_words import Shape, shape
from matbaa.prose.phrases import Occurrence, Phrase, only


@dataclass(frozen=True, slots=True)
class Weights:
    """Factors of a phrase's score. Some were found by random search over documents whose keyphrases
    readers had chosen, see `docs/summaries.md`, the others by reading results.
    """

    #: With a definite last word; with an indefinite word after a definite one.
    definite: float = 1.2
    disagreeing: float = 0.6
    #: A single relational adjective (nisba).
    related: float = 0.25
    #: With a word that looks like a perfect verb, or found only at the start of sentences.
    finite: float = 0.25
    #: With a preposition; with a first word that seems to have one attached.
    prepositional: float = 0.25
    clitic: float = 0.25
    #: With one attached to the last word, to another word, to a definite word after a noun.
    late_clitic: float = 0.8
    inner_clitic: float = 0.5
    bound: float = 0.25
    #: With an incomplete name: `الطاهر بن`.
    half_name: float = 0.05
    #: Always after the same word; with a word that always occurs with one outside the phrase.
    torn: float = 0.7
    tied: float = 0.3
    #: Without the last noun of its genitive construct: `مقر تصحيح` of `مقر تصحيح الأوضاع`.
    unfinished: float = 0.15
    #: Never at the end of a run of words.
    undescribed: float = 0.6
    #: With an adjective that belongs to a noun before the phrase.
    headless: float = 0.25
    #: With a last word joined by `و`.
    broken: float = 0.3
    #: With two definite words of which the second is no adjective of the first: `العاصمة النور`.
    apposed: float = 0.3
    #: Only words without meaning of their own: `المائة`, `مصادر أمنية`.
    empty: float = 0.15
    #: For phrases that contain the subject of a verb, or a purpose.
    clausal: float = 0.15
    #: With an indefinite accusative.
    accusative: float = 0.3


#: The word next to a phrase; None at a stop word or punctuation mark.
_Near = Word | None

_WEIGHTS = Weights()
#: The highest value that `fitness` returns.
FITTEST = _WEIGHTS.definite
#: Adjectives that are also nouns.
_COMMON = frozenset(
    ["العام", "العامه", "الاول", "الاولي", "الثاني", "الثانيه", "الوسط", "الحر", "الكبير", "الكبري"]
)
#: The remaining tests are skipped for a phrase of this fitness or less.
_HARDLY = 0.15
_SONS = frozenset(["بن", "ابن", "ابو"])
#: Particles and pronouns before a verb (`لا تحمل`, `الذي دخل الغرفة`), or before an adjective that
#: means its opposite (`غير مسبوقة`).
_DENIES = frozenset(["لا", "لم", "لن", "قد", "غير", "الذي", "التي", "الذين"])
_TWO = 2
#: A relational adjective has more letters; shorter words in `ي` and `ية` may be names.
_SHORTEST_NISBA = 4
#: The first part of many compound names.
_SERVANT = "عبد"


def fitness(phrase: Phrase) -> float:
    """The fitness of a phrase, `FITTEST` at most. A value of `_HARDLY` or less is only an upper
    bound, because the remaining tests are then skipped.
    """
    words, spelt = phrase.words, phrase.source.spelt
    shapes = [shape(text, folded, spelt) for text, folded, _ in words]
    worth = _as_words(phrase, shapes)
    if worth > _HARDLY:
        worth *= _as_opening(phrase, shapes[0]) * _as_ordered(phrase, shapes)
    return worth * _among_others(phrase, shapes) if worth > _HARDLY else worth


def _as_words(phrase: Phrase, shapes: Sequence[Shape]) -> float:
    """The factor for the words of the phrase, each by itself."""
    given, first, last = _WEIGHTS, shapes[0], shapes[-1]
    worth = first.opening * last.closing * (given.definite if last.definite else 1.0)
    perfect, accusative = False, phrase.source.is_accusative
    for each, word in zip(shapes, phrase.words, strict=True):
        worth *= each.anywhere
        perfect = perfect or each.perfect
        if word.folded[-1] == "ا" and accusative(word.folded):
            worth *= given.accusative
    accusatives = [
        word.folded[-1] == "ا" and len(word.folded) > _SHORTEST_NISBA for word in phrase.words
    ]
    if all(accusatives) and (len(shapes) > 1 or accusative(phrase.words[0].folded)):
        worth *= given.accusative  # `مساعدا تجاريا`; a single one is counted twice
    if perfect and len(shapes) > 1:
        worth *= given.finite
    if first.empty and all(each.empty for each in shapes):
        worth *= given.empty
    return worth


def _as_opening(phrase: Phrase, first: Shape) -> float:
    given = _WEIGHTS
    worth = 1.0 if first.definite or not phrase.only_opens else given.finite
    if first.preposition:
        return worth * given.prepositional
    return worth * given.clitic if first.clitic and phrase.keeps_clitic else worth


def _as_ordered(phrase: Phrase, shapes: Sequence[Shape]) -> float:
    """The factor for the order of its words."""
    given, worth, last = _WEIGHTS, 1.0, shapes[-1]
    if len(shapes) == 1:
        return given.related if last.related else 1.0
    if last.clitic:
        worth *= given.late_clitic if shapes[-2].definite else given.inner_clitic
    if len(shapes) > 2 and any(each.clitic for each in shapes[1:-1]):
        worth *= given.inner_clitic
    if any(each.preposition for each in shapes[1:]):
        worth *= given.prepositional
    if any(each.aim for each in shapes[1:]):
        worth *= given.clausal
    if last.conjoined:
        worth *= given.broken
    for before, word in pairwise(shapes):
        worth *= _as_pair(before, word, len(shapes) > 2)
    return worth * given.apposed if _has_two_heads(phrase, shapes) else worth


def _as_pair(before: Shape, word: Shape, many: bool) -> float:
    given = _WEIGHTS
    if word.subject and not before.definite:
        return given.clausal
    if (word.place and not before.title) or (word.time and before.definite):
        return given.bound
    if word.bound and not (before.definite and word.for_whom and many):
        return given.bound
    if not before.definite or before.title:
        return 1.0
    if not word.definite:
        return given.apposed if word.feminine else given.disagreeing  # `الطرق مغلقة`
    if word.plain and before.feminine and not word.agrees_feminine:
        return given.apposed
    return 1.0


def _has_two_heads(phrase: Phrase, shapes: Sequence[Shape]) -> bool:
    """Whether a definite word after another is a noun, not its adjective: subject and object."""
    for at, word in enumerate(phrase.words[1:], 1):
        apart = shapes[at - 1].definite and shapes[at].plain and not shapes[at].related
        if apart and word.folded not in _COMMON and phrase.source.company(word.stem).opens:
            return True
    return False


def _among_others(phrase: Phrase, shapes: Sequence[Shape]) -> float:
    """The factor for the words around the phrase in all its occurrences."""
    given, words, worth = _WEIGHTS, phrase.words, 1.0
    before, behind = phrase.before(), phrase.behind()
    if follows := only(before):
        worth *= given.torn
    if all(at == 0 and run.before in _DENIES for _, run, at in phrase.occurrences):
        worth *= given.finite
    last = words[-1].folded
    if words[0].folded in _SONS or last in _SONS or follows in _SONS or _SERVANT in (last, follows):
        worth *= given.half_name
    source = phrase.source
    if source.company(phrase.stems[0]).led or source.company(phrase.stems[-1]).followed:
        worth *= given.tied
    if None not in before and (
        _is_described(words, shapes, before)
        or (shapes[0].plain and _is_headless(shapes, before, phrase.occurrences))
    ):
        worth *= given.headless
    if _is_half(shapes, words, behind):
        worth *= given.broken
    if _is_unfinished(phrase, shapes, behind):
        return worth * given.unfinished
    if None in behind:
        return worth
    if all(word.folded in _SONS for word in behind if word):
        return worth * given.half_name
    return worth * (given.unfinished if shapes[-1].action else given.undescribed)


def _is_described(words: Sequence[Word], shapes: Sequence[Shape], before: Sequence[_Near]) -> bool:
    """Whether an indefinite phrase consists of two adjectives of the noun before it: `أمنية مشتركة`
    of `دوريات أمنية مشتركة`, `وزاري جزئي` of `تعديل وزاري جزئي`.
    """
    if len(words) != _TWO or shapes[0].definite or shapes[1].definite:
        return False
    first, last = words[0].text, words[1].text
    if first.endswith("ية") and len(first) > _SHORTEST_NISBA:
        nouns = all(word is not None and word.text.endswith(("ة", "ات", "ار")) for word in before)
        return nouns and shapes[1].feminine
    return first.endswith("ي") and last.endswith("ي") and len(first) > _SHORTEST_NISBA


def _is_half(shapes: Sequence[Shape], words: Sequence[Word], behind: Sequence[_Near]) -> bool:
    """Whether a phrase has only the first of two adjectives that share out a dual or plural:
    `القطاعين العام` of `القطاعين العام والخاص`.
    """
    if len(shapes) != _TWO or not shapes[1].plain or not words[0].text.endswith("ين"):
        return False
    return all(word is not None and word.text.startswith("وال") for word in behind)


def _is_headless(
    shapes: Sequence[Shape], before: Sequence[_Near], places: Sequence[Occurrence]
) -> bool:
    """Whether an adjective of the phrase describes a noun that always stands before the phrase:
    `الأميركي دونالد` after `الرئيس`, `الدفاع الأميركية` after `وزارة`, `المتطرفة` alone.
    """
    first, last = shapes[0], shapes[-1]
    if len(shapes) == 1:
        pairs = ((run.words[at - 1], run.words[at]) for _, run, at in places)
        return all(_is_known(noun) == word.definite for noun, word in pairs)
    if first.related or (len(shapes) == 2 and last.joined):  # `الصغيرة والمتوسطة`
        return all(word.definite for word in before if word)
    alone = len(shapes) == 2 and last.plain and last.feminine and not first.feminine
    return alone and not any(word.definite for word in before if word)


def _is_known(noun: Word) -> bool:
    """Whether a noun has the article or a pronoun: `هواتفهم` of `هواتفهم الذكية`."""
    return noun.definite or noun.text.endswith(("ها", "هم", "هما"))


def _is_unfinished(phrase: Phrase, shapes: Sequence[Shape], behind: Sequence[_Near]) -> bool:
    """Whether the next word belongs to the phrase wherever its last word is indefinite: a definite
    noun, but not a relational adjective after a name; after a title, the rest of a name.
    """
    titled = shapes[-1].title or (len(shapes) == 2 and shapes[0].title)
    if (shapes[-1].definite and not titled) or behind[0] is None:
        return False
    last = len(shapes) - 1
    if shapes[-1].empty and last and not titled and None not in behind:
        return True  # `مؤسس موقع ويكيليكس`, `مدرب فريق ليفربول`
    bare = zip(phrase.occurrences, behind, strict=True)
    after = [each for (_, run, at), each in bare if titled or not run.words[at + last].definite]
    if None in after:
        return False
    if titled:
        return not any(word.definite for word in after if word)
    if not all(word.text.startswith("ال") for word in after if word):
        return False
    return len(shapes) == 1 or not all(word.folded.endswith("ي") for word in after if word)
