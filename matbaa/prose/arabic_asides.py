"""Removes dispensable parts from anywhere in an Arabic sentence: the day, the occasion, forms of
address, the name after an office, a relative clause before the predicate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import regex

from matbaa.language.normalize import fold_word
from matbaa.prose import arabic
from matbaa.prose.chunks import starts
from matbaa.prose.connectives import openings

_COMMAS = regex.compile(r"،\s*،")
#: A removed day, until its commas are removed.
_GAP = "\uf8ff"
#: The commas around a removed day, one of which may be missing.
_AROUND = regex.compile(rf"(،?)\s*{_GAP}(،?)")
#: How a clause goes on behind a day between commas: `، اليوم الأحد، على وقع`.
_GOES_ON = regex.compile(r"(?:علي|في|من|الي|عن|مع|ب\p{L}{3,})$")
#: The same without the second comma: `تمكنت الشرطة، اليوم الأحد من`.
_MUST = regex.compile(r"(?:علي|من|الي|عن)$")
#: A sentence without any of these contains no day to remove; this is faster than `arabic.DAY`.
_SOME_DAY = re.compile("حد|ثنين|ثلاثاء|ربعاء|خميس|جمعة|سبت|يوم")
#: A relative clause that consists of its verb: `التي تختتم،`.
_BARE_RELATIVE = regex.compile(r"\s(?:الذي|التي|الذين)\s[\p{L}\p{M}]+(?:[،.]|$)")
#: A comma that is left after the first word when the day is removed: `أشرف، وزير الداخلية`.
_TORN = regex.compile(r"^(\S+)،(?=\s)")
#: `أمس` or `اليوم`, where no word before needs it and the clause continues after it.
_YESTERDAY = regex.compile(
    r"\s(?:أمس|اليوم)"
    r"(?<!(?:هذا|ذلك|نفس|ذات|منذ|حتى|بعد|قبل|أول|من|إلى|في|يوم|صباح|مساء|ظهر|فجر|عشية|عشيّة|ليلة|ليل|غداة|عصر|صحيفة|قناة|دار|عين|المصري|أخبار)"
    r"\s(?:أمس|اليوم))(?=\s(?:من|في|على|إلى|عن|[أإ]نّ?(?:ه|ها|هم)?|مع|خلال|ب(?!عد)\p{L}{3,})\s)"
)
_GIVEN = (
    "المهندس|الدكتور|الأستاذ|الشيخ|الفريق|اللواء|العميد|العقيد|المقدم|الرائد|النقيب|السيد|المستشار"
)
_ABOUT = "في|على|إلى|عن|من|مع|خلال|عقب|لدى|اليوم|أمس|مساء|صباح|ب?[أإ]نّ?(?:ه|ها|هم)?"
#: A name after an office, which already identifies the person:
#: `أصدر وزير النقل المهندس سالم بن ناصر قرارا`.
_NAMED = regex.compile(
    r"^(\S+\s(?:وزير|رئيس|مدير|محافظ|أمين|وكيل|قائد|مفتي|نائب|الناطق|المتحدث)ة?\s(?:\S+\s){1,7}?)"
    rf"(?:{_GIVEN})ة?\s(?:(?!ي)[\p{{L}}\p{{M}}]+\s){{1,6}}?"
    rf"(?=(?:{_ABOUT})\s|\p{{L}}{{3,}}(?:اً|ًا)(?:\s|$))"
)
#: The second and further fathers in a name: `سالم بن ناصر بن حمد` is also `سالم بن ناصر`.
_FATHERS = regex.compile(
    r"(\p{L}\sبن\s(?:عبد\s)?[\p{L}\p{M}]+)(?:\sبن\s(?:عبد\s(?=ال))?[\p{L}\p{M}]+)++"
)
#: A name with a father's after an office: `أكد وزير النقل سالم بن ناصر الهادي أن`.
_SON = regex.compile(
    r"^(\S+\s(?:وزير|رئيس|مدير|محافظ|أمين|وكيل|قائد|مفتي|نائب|أمير|الناطق|المتحدث)ة?\s(?:\S+\s){1,7}?)"
    r"(?:(?:الأمير|الشيخ)\s)?(?:عبد\s)?[\p{L}\p{M}]+\sبن\s(?:عبد\s)?[\p{L}\p{M}]+(?:\s(?:آل\s)?ال[\p{L}\p{M}]+|\sآل\s[\p{L}\p{M}]+)?"
    rf"\s(?=(?:{_ABOUT})\s|\p{{L}}{{3,}}(?:اً|ًا)(?:\s|$))"
)
#: A relative clause after a subject of two or three words, which suffice:
#: `أن الضربات الجوية التي شنتها الطائرات، لم تسفر`.
_RELATIVE = regex.compile(
    r"(?<=\sأنّ?\s)((?:ال\S+\s){2,3})(?:الذي|التي|الذين|اللتين)\s[^،.\"«“]{20,160}،\s"
    r"(?=(?:لم|لن|لا|قد|سوف|ليست?|س[يت]\p{L}{3,})\s)"
)
#: What a thing is, before its predicate: `أن القطار رقم 6 وهو أحد القطارات الجديدة قد توقف`.
_WHICH_IT_IS = regex.compile(
    r"(?<=\sأنّ?\s)((?:ال\S+\s){1,3}(?:رقم\s\S+\s)?)(?:الذي|التي|الذين|وهو|وهي)\s[^.«“]{20,220}?\s"
    r"(?<!(?:كان|كانت|كانوا)\s)(?=قد\s)"
)
#: The same after an indefinite noun, without a pronoun: `أن تعرض النساء لمواد تدخل في الصناعة قد`.
_DESCRIBED = regex.compile(
    r"(?<=\s[أإ]نّ?\s)((?:\S+\s){2,8}?(?!ال)\p{L}{3,}\s)[يت]\p{L}{3,}(?<!ا)\s(?:[^\s،.\"«“]+\s){2,9}?"
    r"(?=قد\s[يت]\p{L}{2,}\s)"
)
#: Companions between a subject and its object: `زار الوزير يرافقه عدد من النواب، المصنع`.
_COMPANIONS = regex.compile(r"\s[يت](?:رافق|صحب)(?:ه|ها|هم)\s[^،.]{3,120}،(?=\s)")
#: An office at the end that the title before the name already tells:
#: `من الرئيس سالم الهادي رئيس الجمهورية`.
_OFFICE = regex.compile(
    r"(\s(?:و|ب|ل)?(?:الرئيس|الأمير|الملك|الشيخ|السلطان|الوزير|المهندس|الدكتور|السفير)\s(?:\p{L}+\s){1,5}?\p{L}+)"
    r"\s(?:رئيس|وزير|ملك|أمير|سلطان|مدير|محافظ|سفير|أمين|نائب)\s(?:\p{L}+\s?){1,5}$"
)
#: The name behind an office, between commas: `من وزير النقل، سالم الهادي، أن`.
_APPOSED = regex.compile(
    r"(\s(?:و|ب|ل)?(?:وزير|رئيس|مدير|محافظ|أمين|وكيل|قائد|مفتي|نائب|أمير|سفير|الناطق|المتحدث)ة?(?:\s[\p{L}\p{M}]+){1,8})"
    r"،\s(?!ال|و|ب|ل|في\s|من\s|على\s)[\p{L}\p{M}]{3,}(?:\s[\p{L}\p{M}]+){1,2}،(?=\s)"
)
#: How much or how something is done: `بشكل كامل`; not `بشكل سلبي`, which says the contrary.
_MANNER = regex.compile(
    r"\sب(?:شكل|صورة|طريقة|صفة)\s(?:كبير|كامل|كلي|رسمي|عام|خاص|واضح|ملحوظ|لافت|مفاجئ|مكثف|كثيف|فوري|عاجل|مستمر|متواصل|متزايد|تدريجي|يومي|نهائي)ة?(?=\s(?!و))"
)
#: Who helped and where, between the subject and the rest of the clause: `بالتعاون مع وحدات الحرس`.
_HELPED = regex.compile(
    r"\s(?:(?:بالتعاون|بالتنسيق|بالاشتراك)\sمع|على\sمستوى)(?:\s(?!ي)[\p{L}\p{M}]+){1,7}?"
    r"(?=\s(?:خلال|من|على|عن|إلى|في|أمس|اليوم)\s)"
)
#: A reporting clause before a statement that can stand alone: `أفادت النقابة أن الهيئة قررت`.
_REPORT = regex.compile(
    r"^(?:أفاد|أعلن|ذكر|أوضح|كشف)ت?،?\s(?:(?!ب?[أإ]نّ?\s)[\p{L}\p{M}،()-]+\s){2,14}ب?[أإ]نّ?\s(?=ال\p{L})"
)
#: What refers to the occasion, which then stays: `على هامش توقيع اتفاقية أن هذه الاتفاقية`.
_POINTS = frozenset(["هذا", "هذه", "ذلك", "تلك", "هذين", "هاتين"])
#: It is looked for among this many words, from the `أن` on.
_NEAR = 4
#: A statement, whose occasion follows: `في تصريح لمراسلة الإذاعة على هامش`.
_STATED = regex.compile(
    r"\s(?:في|خلال)\s(?:تصريح|حوار|لقاء|بيان|بلاغ|مقابلة|مداخلة|حديث|اتصال)\p{L}*\s[^،.]{2,60}?"
    r"(?=\s(?:على\sهامش|خلال|عقب|بمناسبة|إثر|أثناء)\s)"
)
#: How a list is announced at the end of a sentence.
_NEXT = re.compile("تالي|آتي|يلي")
_LONGEST_NEXT = 40
_ANNOUNCED = regex.compile(
    r"،?\s(?:(?:وذلك\s)?(?:وفقا?ً?|حسب|بحسب)\s(?:\S+\s){1,2}(?:التالي|الآتي)ة?"
    r"|و?(?:فيما|في\sما)\sيلي(?:\s\S+){1,3}?|(?:و?ذلك\s|وهي\s|وجاءت\s)?(?:كما\sيلي|كالتالي|كالآتي|على\sالنحو\s(?:التالي|الآتي)))\s?[.:]?$"
)
#: The patterns in the order in which they are removed, each with its replacement.
_ASIDES = (
    (arabic.HONOUR, ""),
    (_FATHERS, r"\1"),
    (_YESTERDAY, ""),
    (_HELPED, ""),
    (_RELATIVE, r"\1"),
    (_WHICH_IT_IS, r"\1"),
    (_DESCRIBED, r"\1"),
    (_COMPANIONS, ""),
    (_NAMED, r"\1"),
    (_SON, r"\1"),
    (_OFFICE, r"\1"),
    (_MANNER, ""),
    (_APPOSED, r"\1"),
)


def without_asides(sentence: str) -> Iterator[str]:
    """Ever shorter forms of `sentence`, one aside after another removed; nothing if it has none."""
    undated = _without_day(sentence)
    # The day may be the start of the occasion: `اليوم الأحد في سوسة، أن`.
    bare = _without_occasion(undated)
    bare = bare if bare != undated else _without_occasion(sentence)
    shorter = [sentence, undated, *([bare] if bare != sentence else [])]
    for pattern, rest in _ASIDES:
        shorter.append(pattern.sub(rest, shorter[-1]))
    for before, after in pairwise(shorter):
        if after != before:
            yield after


def without_report(sentence: str) -> str | None:
    """`sentence` without its long reporting clause, if the rest is a sentence of its own."""
    found = _REPORT.match(sentence)
    return sentence[found.end() :] if found else None


def without_announcement(sentence: str) -> str:
    """`sentence` without the words at its end that announce a list: `وفق البرنامج التالي`."""
    if not _NEXT.search(sentence[-_LONGEST_NEXT:]):
        return sentence
    return _ANNOUNCED.sub(".", sentence)


def _without_day(sentence: str) -> str:
    undated = arabic.DAY.sub(_GAP, sentence) if _SOME_DAY.search(sentence) else sentence
    if undated != sentence:
        undated = _AROUND.sub(_comma, undated)
    if _BARE_RELATIVE.search(undated) and not _BARE_RELATIVE.search(sentence):
        undated = sentence  # the day was all that the relative clause told
    return _TORN.sub(r"\1", _COMMAS.sub("،", undated))


def _comma(found: regex.Match[str]) -> str:
    """The comma that stays where a day was removed: none if the clause goes on behind its commas,
    `عاشت البلاد، اليوم الأحد، حالة`.
    """
    before, behind = found.groups()
    rest = tuple(map(fold_word, found.string[found.end() :].split(None, 3)[:3]))
    goes_on = bool(before and rest and _GOES_ON.match(rest[0]))
    if goes_on or not behind:
        return "" if goes_on and (behind or _MUST.match(rest[0])) else str(before)
    in_apposition = found.string.count("،", 0, found.start()) % 2  # which the comma then closes
    if in_apposition or not rest or rest[0].startswith("و") or rest[0].endswith("ا"):
        return str(behind)
    known = openings("ar")
    adds = any(starts(rest, each) for each in (known.clauses, known.adjuncts, known.trailing))
    return str(behind) if adds or arabic.is_imperfect(rest[0]) else ""


def _without_occasion(sentence: str) -> str:
    match = arabic.OCCASION.match(sentence)
    if match and not _POINTS.isdisjoint(sentence[match.end() :].split()[:_NEAR]):
        return _STATED.sub("", sentence, 1)
    return f"{match.group(1).rstrip(' ،')} {sentence[match.end() :]}" if match else sentence
