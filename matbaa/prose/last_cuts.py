"""The boldest cuts of an Arabic sentence: before a member of a list, or anywhere that a clause may
end. They are tried when no safer shortening is short enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from matbaa.language.sentences import quotations
from matbaa.language.words import primary
from matbaa.prose import arabic
from matbaa.prose.arabic_clauses import is_joined
from matbaa.prose.chunks import Chunk, chunks, inside, starts, word_starts
from matbaa.prose.connectives import openings
from matbaa.prose.cuts import BETWEEN, COMPLETE, without_loose_end
from matbaa.prose.phrases import clitic
from matbaa.prose.trimming import LONGEST, Kind, ends_well, is_whole, without_insertions

#: The least number of words of an added clause that a cut keeps.
_LEAST_KEPT = 4
#: The ending of a relational adjective (nisba).
_RELATED = regex.compile(r"يه?$")
#: Parts of an hour or of a number, which change it: `الثامنة والنصف`.
_FRACTIONS = frozenset(["والنصف", "والربع", "والثلث", "ونصف", "وربع", "وثلث"])
#: Prepositions: an indefinite noun after one is not the whole of a list: `من عرب وعجم`.
_LEADING = frozenset(["من", "مع", "في", "عن", "الي", "علي", "بين"])
#: Nouns whose name may be a list: `وزارة البيئة والمياه والزراعة`.
_INSTITUTIONS = frozenset(
    [
        "وزاره",
        "وزير",
        "لجنه",
        "هييه",
        "موسسه",
        "منظمه",
        "مركز",
        "جمعيه",
        "مجلس",
        "معهد",
        "كليه",
        "اداره",
        "اتحاد",
        "صندوق",
        "ديوان",
        "غرفه",
        "شركه",
        "نقابه",
        "مكتب",
        "قسم",
    ]
)
#: A member of an institution's name follows it within this many words: `صندوق الحيطة والتقاعد`.
_NAMED_BY = 2
#: Purposes: `للمطالبة`.
_AIM = regex.compile(rf"لل\p{{L}}{{4,}}$|{arabic.PURPOSE.pattern}")


def list_cuts(sentence: str, language: str | None, longest: int) -> Kind:
    """Cuts of an Arabic sentence, with or without its asides, before a further member of a list
    near the end: `وطب الأسنان`.
    """
    cuts: list[str] = []
    if primary(language) != "ar" or len(sentence) > LONGEST:
        return Kind(cuts, sentence, language)
    for form in without_insertions(sentence, language):
        quoted, words = quotations(form), word_starts(form)
        folded = [word for _, word in words]
        for at in range(len(words) - 1, COMPLETE, -1):
            start = words[at][0]
            if start <= longest and _joins(folded, at) and not inside(start, quoted):
                cuts.append(without_loose_end(form[:start], language))
    return Kind(cuts, sentence, language, bold=True)


def last_cuts(sentence: str, longest: int) -> Iterator[str]:
    """Cuts of an Arabic sentence, with or without its asides, before any purpose, relative clause,
    preposition or further member of a list. The last resort before a cut between two words.
    """
    for form in without_insertions(sentence[:LONGEST], "ar"):
        quoted, words = quotations(form), word_starts(form)
        folded, found = [word for _, word in words], chunks(form, "ar")
        for at in range(len(words) - 1, COMPLETE, -1):
            start = words[at][0]
            if start > longest or inside(start, quoted) or _is_added(found, start):
                continue
            if _ends_before(folded, at) and not _opens_clause(folded[at - _LEAST_KEPT : at]):
                cut = without_loose_end(form[:start], "ar")
                if is_whole(cut, form, "ar") and ends_well(cut, "ar"):
                    yield cut


def _is_added(found: Sequence[Chunk], at: int) -> bool:
    """Whether position `at` is within a clause that is added to the main clause."""
    number = next(number for number, chunk in enumerate(found) if at < chunk.end)
    chunk = found[number]
    if not number or at <= chunk.start or not chunk.opening:
        return False
    return chunk.adds_clause or arabic.PARTICIPLE.match(chunk.opening[0]) is not None


def _opens_clause(last: Sequence[str]) -> bool:
    """Whether an added clause begins among the last few words of a cut: too late to be complete."""
    known = openings("ar").clauses
    return any(starts(tuple(last[at : at + 2]), known) for at in range(len(last)))


def _ends_before(folded: Sequence[str], at: int) -> bool:
    """Whether an Arabic clause may end before word number `at`."""
    word, known = folded[at], openings("ar")
    if (word,) in known.prepositions or _AIM.match(word) or arabic.RELATIVE.match(word):
        return True
    if starts(tuple(folded[at : at + 3]), known.trailing) or arabic.COMPANY.match(word):
        return True
    place = word.startswith("ب") and clitic().match(word) and not arabic.MEANS.match(word)
    if place and arabic.DEFINITE.match(" ".join(folded[at + 1 : at + 2])):  # `بساحة الشهداء`
        return True
    if word == "علي" and folded[at - 1].startswith("ال") and _RELATED.search(folded[at - 1]):
        return True  # `سيطرة القوات الحكومية على المدينة` has its subject
    bare = arabic.is_imperfect(word) and not arabic.NO_NOUN_BEFORE.match(folded[at - 1])
    return bare or arabic.is_described(folded, at) or _joins(folded, at)


def _joins(folded: Sequence[str], at: int) -> bool:
    """Whether word number `at` opens a further, dispensable member of a list."""
    word, before = folded[at], folded[max(0, at - BETWEEN) : at]
    again = len(word) == 3 and word[0] == "و" and any(each.endswith(word[1:]) for each in before)
    masdar = arabic.JOINED_MASDAR.match(" ".join(folded[at : at + 2]))
    counted = word[0] == "و" and word[1:].isdigit()
    if word in _FRACTIONS or (word[0] == "و" and not is_joined(word)):
        return False
    if not (again or counted or masdar or arabic.CONJOINED.match(word) or _is_third(folded, at)):
        return False
    if word.startswith("وال") and not _INSTITUTIONS.isdisjoint(before[-_NAMED_BY:]):
        return False
    if before[-2:-1] and before[-2] in _LEADING and not arabic.DEFINITE.match(before[-1]):
        return False  # the list begins there: `من عرب وعجم`
    if before[-1].startswith("لل") and word.startswith("وال"):
        return False  # a name: `الجمعية الوطنية للثقافة والفنون`
    if _RELATED.search(before[-1]) and word.startswith("وال") and _RELATED.search(word):
        return False  # two adjectives of one noun: `التدريب التقني والمهني`
    return "بين" not in before or not arabic.MANY.isdisjoint(before[before.index("بين") :])


def _is_third(folded: Sequence[str], at: int) -> bool:
    """Whether word number `at` is the third definite member of a list that is no institution's
    name: `القنوات المرئية والمسموعة والصحف`.
    """
    joined = [word.startswith("وال") for word in folded[max(0, at - 2) : at + 1]]
    named = _INSTITUTIONS.isdisjoint(folded[max(0, at - BETWEEN) : at])
    return joined[-1] and any(joined[:-1]) and named
