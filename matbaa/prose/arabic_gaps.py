"""Finds what a shortened Arabic sentence lacks, apart from the prepositions of its verbs: an object
far behind its subject, the predicate of `ما زال` or `أن يكون`, the clause after an adjunct.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import regex

from matbaa.language.normalize import fold_word
from matbaa.prose import arabic
from matbaa.prose.chunks import Chunk, chunks
from matbaa.prose.connectives import listed

#: Verbs common in news that are incomplete without their object.
_TRANSITIVE = regex.compile(
    r"(?:تلق[يت]|استقبل|التق[يت]|اصدر|افتتح|دشن|نقل|وقع|ابرم|عقد|قدم|سلم|تسلم|كرم|منح|نظم|اطلق|بحث|ناقش"
    r"|استعرض|الق[يت]|ضبط|احبط|قلد|وجه|اقام|نفذ|رع[يت]|تراس|اعد|اقر|حدد|وضع|بعث|ابرق|اتخذ|تبادل|سير|شكل|استنكر|ادان|شجب)ت?$"
)
#: Not folded: verbs whose object has a pronoun for the subject: `أبدى رغبته`, `جدد تمسكه`.
_SHOWS = regex.compile(r"(?:ابد[يت]|جدد|جددت)$")
_OF_HIS_OWN = regex.compile(r"\p{L}{3}(?:ه|ها|هم|ا|اً|ًا)$")
#: Verbs with an event as object: `نظم التلاميذ مسيرة`, `أدى الوزير زيارة`.
_HOLDS = regex.compile(r"(?:نظم|نفذ|اقام|عقد|اد[يت]|شهد)ت?$")
_EVENT = regex.compile(
    r"[وب]?(?:مسير|وقف|اعتصام|اضراب|ندو|ورش|حفل|موتمر|لقاء|اجتماع|معرض|دور|مظاهر|تظاهر|جلس|حمل|تجمع|زيار|يوم)(?:ه|ات|ا)?$"
)
#: Not folded: an indefinite accusative, with or without its vowel sign.
_ACCUSATIVE = regex.compile(r"(?!ال)(?:\p{L}{2,}(?:اً|ًا)|\p{L}{3,}(?<![يسوه]|هم)ا)$")
_WORD = regex.compile(r"[\p{L}\p{M}]+")
#: Words that end the main clause: an accusative behind them is not the object of its verb.
_OTHER_CLAUSE = regex.compile(
    r"(?:موكد|موضح|مشير|مبين)(?:ا|ه|ين)$|(?:ان(?:ه|ها|هم)?|حيث|الذي|التي|الذين|بعد|بعدما|عندما"
    r"|خلال|كما|فيما|بينما|وقد|وذلك|وهو|وهي|منذ|قبل|لان\p{L}*)$"
)
#: Words that can open a predicate: a verb, a preposition, an accusative.
_TELLS = regex.compile(
    r"(?:في|علي|من|بين|تحت|قيد|دون|محل|موضع|ضمن|مع|امام|عند)$"
    r"|(?!ال)(?:[يتن]\p{L}{3,}|[بل]\p{L}{3,}|\p{L}{3,}[اهي])$"
)
#: A joined accusative at the end that lacks its complement: `خرقا للقانون وانتهاكا`.
_JOINED_LAST = regex.compile(r"و\p{L}{4,}ا$")
#: Not folded: an object with a pronoun for the subject, or an accusative with its vowel sign.
_OBJECT = regex.compile(r"\s(?!ال)\p{L}{3,}(?:هما|هم|ها|(?<=[ر-ي])ه|اً|ًا)(?=[\s،.]|$)")
#: What is to be done is said among this many first words.
_OPENING = 6
#: The second of two, without which the first is only half: `فريق يرفضها وآخر يقبلها`.
_OTHERS = frozenset(
    ["واخر", "واخري", "والاخر", "والاخري", "واخرون", "والثاني", "والثانيه", "وثانيهما", "وثانيا"]
)
#: Words before which `خاصة` means `especially`, not `special`.
_ESPECIALLY = frozenset(["بعد", "في", "مع", "ان", "وان", "منذ", "لدي", "عند", "اذا", "خلال", "من"])
#: A first statement has more words than this.
_FIRST = 8
#: Verbs of giving, which need a second object: `يمنح الجمعيات` lacks the thing given.
_GIVES = regex.compile(r"[وف]?س?[يت](?:منح|عطي|كلف|كبد|حرم)(?:ها|هم|ه)?$")
#: Not folded: a clause on companions, before the object: `زار الوزير يرافقه المحافظ،`.
_ACCOMPANIED = regex.compile(r"\s[يت](?:رافق|صحب)(?:ه|ها|هم)\s")
#: The most words that the receiver of a gift is expressed in.
_RECEIVER = 5
#: A cut lacks what was stated if a noun for a statement is among this many last words:
#: `أبدى المجلس في بيان أصدره`.
_STATED = 4
#: A dual, which names both members: `بين فريقين`.
_TWO_OF_THEM = regex.compile(r"\p{L}{3,}ين$")
#: The most words between `بين` and its second member.
_BETWEEN = 8
#: The number of last characters by which the end of a cut is found in its sentence.
_END = 24
_QUOTES = ('"', "«", "“")
#: Words that leave an end incomplete: `لكن الطبيب` lacks a predicate, `ينتظر من الوزير` an object.
_BUT = frozenset(["لكن", "ولكن", "غير", "لكنه", "لكنها"])
_AWAITS = frozenset(["ينتظر", "تنتظر", "يطلب", "تطلب"])
#: What is awaited of somebody, as a verbal noun: `ينتظر من الوزير العمل على`.
_AWAITED = regex.compile(
    r"ال(?:عمل|ت\p{L}{2}ي\p{L}|ا\p{L}{2}ا\p{L}|ا\p{L}ت\p{L}ا\p{L}|م\p{L}ا\p{L}{2}ه)$|ان$"
)
_BE = frozenset(["يكون", "تكون", "يكونوا"])
_FRONTED = regex.compile(r"\p{L}{4,}ا$|(?:بعد|عند|رغم|خلال|منذ|قبل|في|وفق|بناء|نتيجه|عقب|اثر)$")


def lacks(kept: Sequence[str], all_words: Sequence[str], cut: str, sentence: str) -> bool:
    """Whether `cut` lacks a needed part that the rest of `sentence` has. `kept` and `all_words` are
    the folded words of the two.
    """
    if kept[-2:] == all_words[-2:] or not kept:
        return False
    behind = _following(kept, all_words)
    if kept[-1] == "خاصه" and behind in _ESPECIALLY:
        return True
    if kept[-1] == "الساعه" and behind[:2] == "ال":  # `الساعة العاشرة`
        return True
    if _is_half(behind, cut, sentence) or _is_within_second(kept):
        return True
    if _JOINED_LAST.match(kept[-1]) or _lacks_gift(kept[-_RECEIVER:]):
        return True
    if not arabic.STATEMENTS.isdisjoint(kept[-_STATED:]) or _lacks_the_other(kept, all_words):
        return True
    if (
        _lacks_what_follows_company(cut, sentence)
        or _lacks_quotation(cut, sentence)
        or _lacks_contrast(cut, sentence)
        or _opens_contrast(kept[-_STATED:])
    ):
        return True
    awaits = any(word in _AWAITS and after == "من" for word, after in pairwise(kept))
    if awaits and not any(map(_AWAITED.match, kept)):
        return True
    return (
        _lacks_object(kept, cut, sentence)
        or _lacks_expected(kept, cut, sentence)
        or _lacks_predicate(kept)
        or _lacks_its_clause(kept, all_words)
    )


def _following(kept: Sequence[str], all_words: Sequence[str]) -> str:
    """The word of the sentence that follows the end of a cut; empty if it is not found."""
    last = list(kept[-2:])
    for at in range(len(all_words) - 3, -1, -1):
        if list(all_words[at : at + 2]) == last:
            return all_words[at + 2]
    return ""


def _is_half(behind: str, cut: str, sentence: str) -> bool:
    """Whether the second of two follows a cut, or one that the cut announced: `فريقين؛ فريق`."""
    if behind in _OTHERS:
        return True
    at = cut.rfind("؛")
    rest = sentence[sentence.find("؛") + len(cut) - at :] if at >= 0 else ""
    return not _OTHERS.isdisjoint(map(fold_word, rest.split()))


def _is_within_second(kept: Sequence[str]) -> bool:
    """Whether a cut ends within a second statement (`..., مشيرة إلى أن الترخيص معروف`), whose rest
    may change what it says; the first one suffices.
    """
    for at in range(len(kept) - 2, _FIRST, -1):
        if arabic.CIRCUMSTANCE.match(kept[at]) or arabic.PARTICIPLE.match(kept[at]):
            return not arabic.COMPLEMENTS.isdisjoint(kept[at + 1 : at + 3])
    return False


def _lacks_gift(last: Sequence[str]) -> bool:
    """Whether a verb of giving has no second object: `يمنح الجمعيات`, but `يكلفه بالمهمة`."""
    return any(_GIVES.match(word) and after[:1] != "ب" for word, after in pairwise([*last, ""]))


def _lacks_what_follows_company(cut: str, sentence: str) -> bool:
    """Whether a cut ends within a clause on companions, before a comma and the object."""
    found = _ACCOMPANIED.search(cut)
    return found is not None and "،" not in cut[found.end() :] and "،" in sentence[found.end() :]


def _lacks_quotation(cut: str, sentence: str) -> bool:
    """Whether the cut ends before a comma and a quotation, which says what was said or awaited."""
    end = cut[-_END:].rstrip(" .،")
    _, found, rest = sentence.partition(end)
    return bool(found) and rest.lstrip(" ،")[:1] in _QUOTES and rest[:1] == "،"


def _opens_contrast(last: Sequence[str]) -> bool:
    """Whether `لكن` or `غير أن` is among the last words; not the `غير` of `غير عادي`."""
    return any(
        word in _BUT and (word != "غير" or after[:2] in ("", "ان"))
        for word, after in pairwise([*last, ""])
    )


def _lacks_contrast(cut: str, sentence: str) -> bool:
    """Whether only a part is left of a clause that opens with `لكن`: it says the contrary then."""
    last = chunks(cut, "ar")[-1]
    if not last.start or last.opening[:1] not in {(word,) for word in _BUT}:
        return False
    size = len(last.opening)
    same = (each for each in chunks(sentence, "ar") if each.opening[:size] == last.opening)
    return last.words < next(same, last).words


def _lacks_the_other(kept: Sequence[str], all_words: Sequence[str]) -> bool:
    """Whether the second member of `بين` was cut off."""
    if "بين" not in kept[-_BETWEEN:]:
        return False
    at = len(kept) - 1 - list(reversed(kept)).index("بين")
    apart = kept[at + 1 :]
    if (
        not arabic.MANY.isdisjoint(apart[:1])
        or _TWO_OF_THEM.match(" ".join(apart[:1]))
        or any(word[0] == "و" for word in apart[1:])
    ):
        return False
    return any(word[0] == "و" for word in all_words[at + len(apart) : at + len(apart) + _BETWEEN])


def _lacks_object(kept: Sequence[str], cut: str, sentence: str) -> bool:
    if _SHOWS.match(kept[0]) and not any(map(_OF_HIS_OWN.search, _WORD.findall(cut)[1:-1])):
        return True
    if _HOLDS.match(kept[0]) and not any(map(_EVENT.match, kept[1:])):
        return any(map(_EVENT.match, map(fold_word, _WORD.findall(sentence))))
    if not _TRANSITIVE.match(kept[0]):
        return False
    words = _WORD.findall(cut)
    return any(
        first and first not in words for first in (_first_accusative(sentence), _behind(sentence))
    )


def _lacks_expected(kept: Sequence[str], cut: str, sentence: str) -> bool:
    """Whether the object is missing of what is to be done: `تقرر أن يعقد المدربان ... مؤتمرهما`."""
    for word, after in pairwise(kept[:_OPENING]):
        if (
            word == "ان"
            and after[:1] in "يت"
            and any(map(needs_object, (after[1:], f"ا{after[1:]}")))
        ):
            return _OBJECT.search(sentence) is not None and _OBJECT.search(cut) is None
    return False


def _behind(sentence: str) -> str | None:
    """The first word of a definite object behind a second subject between commas:
    `أدان المدير، ورئيس القسم، الحادث`.
    """
    found = chunks(sentence, "ar")
    for before, chunk in pairwise(found):
        if before.is_conjoined and is_definite_object(chunk):
            return str(_WORD.findall(sentence, chunk.start, chunk.end)[0])
    return None


def is_definite_object(chunk: Chunk) -> bool:
    """Whether a chunk behind the subject opens with a definite noun that is no title."""
    return chunk.is_nominal and chunk.opening[0] not in listed("titles", "ar")


def needs_object(verb: str) -> bool:
    """Whether a folded verb is incomplete without its object."""
    return _TRANSITIVE.match(verb) is not None


@lru_cache(maxsize=16)
def _first_accusative(sentence: str) -> str | None:
    """The first word of the main clause that may be its object, not folded."""
    for word in _WORD.findall(sentence)[1:]:
        folded = fold_word(word)
        if _OTHER_CLAUSE.match(folded) or arabic.CIRCUMSTANCE.match(folded):
            return None
        if _ACCUSATIVE.match(word) and folded not in listed("no_object", "ar"):
            return str(word)
    return None


def _lacks_predicate(kept: Sequence[str]) -> bool:
    """Whether `ما زال` or `أن يكون` lacks its predicate."""
    still = listed("still", "ar")
    if still.isdisjoint(kept) and _BE.isdisjoint(kept):
        return False
    for at, word in enumerate(kept):
        if word in still and not any(map(_TELLS.match, kept[at + 2 :])):
            return True
        if word in _BE and kept[at - 1] == "ان" and any(map(arabic.RELATIVE.match, kept[at:])):
            return True
    return False


def _lacks_its_clause(kept: Sequence[str], all_words: Sequence[str]) -> bool:
    """Whether an adjunct follows `أن`, and the clause after it, opened by `فإن`, was cut off."""
    for word, after in pairwise(kept):
        if word in arabic.COMPLEMENTS and _FRONTED.match(after):
            return any(map(arabic.APODOSIS.match, all_words)) and not any(
                map(arabic.APODOSIS.match, kept)
            )
    return False
