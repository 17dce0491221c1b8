"""Checks that a shortened Arabic sentence is still complete."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise, takewhile

import regex

from matbaa.language.normalize import fold_word
from matbaa.prose import arabic, arabic_ends, arabic_gaps
from matbaa.prose.chunks import WORD, chunks, fronted
from matbaa.prose.connectives import listed, openings, own_letters

#: Verbs that need a preposition to complete their meaning (`شارك في`, `تمكن من`, `أسفر عن`). They
#: are matched in every third-person form.
_GOVERNED = {
    "في": "(?:ال)?(?:مختص|متخصص|متورط|متمثل)(?:ه|ين)?|شارك|نجح|فشل|اخفق|ساهم|اسهم|تسبب|شرع",
    "من": "تمكن|حذر|منع|تخلص|استفاد",
    "عن": "اسفر|اعرب|كشف|تخلي|افرج",
    "مع": "(?:ال)?(?:تعاطي|تعامل|تسامح|قطع)",
    "علي": "اكد|حث|عثر|اقدم|حصل|وافق|صادق|تغلب|سيطر|استولي|حافظ|شدد|حرص|اجبر|ركز|اعتمد|اطلع|اتفق"
    "|الاتفاق",
    "الي": "ادي|ادت|ودي|دعا|دعت|دعو|سعي|سعت|تهدف|يهدف|اضطر|لجا|لجات|انضم|توصل|تحول|اشار|تعرض|تفطن",
    "ب": "وصف|طالب|هدد|اتهم|تهم|قام|قوم|تعهد|اعترف|افاد|فيد|حكم|كلف|تسبب|قضي|قضت|سمح",
    "ان": "اظهر|قال|صرح|زعم|ذكر|راي|رات|ري|اكد|اوضح|اضاف|اعتبر|نوه|ابرز|لفت",
    "مصرعه": "لقي|لقو",
    "ل": "تحول|دعا|دعت|دعو|سمح|ادي|ادت|ودي|تعرض|سعي|سعت|تهدف|يهدف",
}  # fmt: skip
_AFFIXES = r"(?!وادي$|حافظ$)[وف]?س?[يت]?(?:{})(?:ت|وا|ون|ان|تا|ا)?"
_WANTS = {word: regex.compile(_AFFIXES.format(verbs) + "$") for word, verbs in _GOVERNED.items()}
#: Nouns that look like an imperfect or a future: `تنفيذ`, `سيدي`, `سيارة`, `سياسي`, `ترفيهية`.
_NOUN = regex.compile(
    r"[وفبل]?ت\p{L}{2}ي\p{L}ه?$|س(?:يد|يا|ين|تين|ير)|[يت]\p{L}{2,}ا$|[وف]?[يت]\p{L}{3,}يه$"
)
#: An imperfect or a feminine perfect, but not the names that begin or end in the same way.
_LAST_VERB = regex.compile(
    r"[يت](?!ونس|سلا|ركي|شاد|شرين|موز|ونيو|وليو|ناير|ورو|ويتر|وتا|وسف|مكن)\p{L}{3}$"
    r"|و[يت]\p{L}{2,}$|س[يت]\p{L}{2,4}$|لي(?:تم|كون|صبح|بلغ|صل)$|لت(?:تم|كون|صبح|بلغ|صل)$"
    r"|(?!ال|انتر|بنت)\p{L}{3,}(?<![اوي])ت$"
)
#: Prepositions and nouns that no verb follows: `في تبوك`.
_BEFORE_NAMES = frozenset(
    ["في", "علي", "الي", "عن", "مع", "ضد", "مدينه", "منطقه", "ولايه", "محافظه"]
)
#: The commonest perfects that cannot be recognised by an affix.
_PERFECT = regex.compile(
    r"(?:قتل|اصيب|لقي|توفي|غرق|اصبح|بات|ظل|قرر|وقع|وصل|زار|بلغ|رفض|وافق|اكد|اعلن|شهد|حقق|فاز|خسر|تم|جري"
    r"|ادي|اسفر|تمكن|نجح|فشل|بدا|دعا|طالب|حصل|سجل|اتفق)(?:وا)?$"
)
#: A pronoun attached to a preposition: `به`, `لها`, `منهم`, `إليه`.
_WITH_PRONOUN = regex.compile(r"(?<=^(?:[بل]|في|من|عن|علي|الي))(?:ه|ها|هم|هما)$")
#: A preposition with a pronoun, which is no predicate of the word before it: `القضاء عليه`.
_LED = regex.compile(r"(?:في|من|عن|علي|الي)(?:ه|ها|هم|هما)$")
#: Words whose first letter is not a preposition that a verb before them governs.
_OWN = frozenset(
    [
        "بالتنسيق",
        "بالتعاون",
        "بحضور",
        "بمناسبه",
        "بحسب",
        "بسبب",
        "بعدما",
        "بلاغ",
        "بينما",
        "بينهم",
        "بينها",
        "لذلك",
        "لكن",
        "لدي",
    ]
)
#: Words that govern a `من` themselves: `الفترة الممتدة من يوم 15`.
_SINCE = frozenset(["الممتده", "الممتد", "بدايه", "بدءا", "ابتداء", "اعتبارا", "انطلاقا"])
#: The start of another clause, which would be incomplete: `فمنذ تطبيق البرنامج`.
_NEXT_CLAUSE = regex.compile(
    r"ف(?:منذ|بعد|عند|قبل|خلال|حين|لما|قد|ان|هو|هي"
    r"|ال(?!ح|نس|فيرد|كا|كون|ديس|نت|ير|يت|ان|وجا|س)\p{L}{3,})$"
)
#: A cut of at most this many words may consist only of the speaker's name and office.
_FEW = 12
_SECOND = frozenset(["وان", "وانه", "وانها", "وانهم"])
_LATEST = frozenset(["الاخير", "الاخيره"])
_ATTEMPT = frozenset(["محاوله", "خطوه", "اشاره"])


def is_whole(cut: str, sentence: str) -> bool:
    """Whether `cut`, which is `sentence` without some of its words, is complete: it has the
    preposition that its verb governs, the predicate of its `أن`, the clause after a fronted one.
    """
    kept, all_words = _folded(cut), _folded(sentence)
    if not _has_governed(kept, all_words) or not _has_apodosis(kept, sentence):
        return False
    if arabic_gaps.lacks(kept, all_words, cut, sentence) or _lost_first(kept, all_words):
        return False
    if arabic_ends.is_broken(kept, cut, sentence):
        return False
    if _ATTEMPT.intersection(kept[-2:]) and "في" in kept[-3:]:  # `في محاولة جديدة` lacks its aim
        return False
    if kept[-2:] != all_words[-2:] and any(map(_NEXT_CLAUSE.match, kept[2:])):
        return False
    if kept[-2:] == all_words[-2:]:
        return True
    if kept[-1:] and kept[-1] in _LATEST:  # `التراجع الأخير` in what, or of what
        return False
    if arabic.SAID_WHERE.match(cut) or _says_nothing(kept):
        return False
    return _has_predicate(kept) and not _ends_with_verb(kept)


def _lost_first(kept: Sequence[str], all_words: Sequence[str]) -> bool:
    """Whether a `وأن` is left of two clauses that the sentence joins by it, or of a clause and what
    it is joined to: `طالبه بالعدل وأن يحترم القانون`.
    """
    at = next((at for at, word in enumerate(kept) if word in _SECOND), 0)
    if not at or not arabic.COMPLEMENTS.isdisjoint(kept[:at]):
        return False
    last = len(all_words) - 1 - list(reversed(all_words)).index(kept[at])
    moved = kept[at - 1] != all_words[last - 1]
    return moved or not arabic.COMPLEMENTS.isdisjoint(all_words[:last])


def _says_nothing(kept: Sequence[str]) -> bool:
    """Whether few words say that somebody spoke, but not what was said: `أكد الوزير سالم`."""
    if not kept or len(kept) > _FEW or not _REPORTED.match(kept[0]):
        return False
    told = {"عن", "علي", "الي"} | arabic.COMPLEMENTS
    return told.isdisjoint(kept) and not any(
        word[0] in "بل" and len(word) > 3 and not word.startswith("لل") for word in kept[1:]
    )


def is_joined(sentence: str) -> bool:
    """Whether a sentence begins with the conjunction `و`, not with a word that has this letter."""
    if not sentence.startswith("و"):
        return False
    return not fold_word(sentence.split(None, 1)[0]).startswith(_own_letters())


@lru_cache(maxsize=1)
def _own_letters() -> tuple[str, ...]:
    return tuple(own_letters("ar"))


def _ends_with_verb(kept: Sequence[str]) -> bool:
    """Whether the last word is a verb, which then lacks its subject or object."""
    before, last = ["", "", *kept][-2:]
    if before in _BEFORE_NAMES or last in listed("no_verbs", "ar"):
        return False
    return _LAST_VERB.match(last) is not None and not _NOUN.match(last)


def _has_governed(kept: Sequence[str], all_words: Sequence[str]) -> bool:
    """Whether every verb in `kept` has its preposition, if it has one in the whole sentence."""
    for at, word in enumerate(kept):
        wanted = _wanted(word)
        if wanted and word in all_words and not _has_one(wanted, kept[at + 1 :]):
            behind = all_words[all_words.index(word) + 1 :]
            if _has_one(wanted, list(takewhile(_is_of_main, behind))):
                return False
    return True


@lru_cache(maxsize=4096)
def _is_of_main(word: str) -> bool:
    """Whether a word opens no added clause and no further statement (`مؤكدا`)."""
    return word not in _ADDED and not arabic.PARTICIPLE.match(word)


@lru_cache(maxsize=4096)
def _wanted(word: str) -> tuple[str, ...]:
    return tuple(given for given, verb in _WANTS.items() if verb.match(word))


def _has_one(wanted: tuple[str, ...], words: Sequence[str]) -> bool:
    """Whether `words` contain one of the prepositions, or an `أن` in its place."""
    return any(
        (_begins_with(wanted, word) and before not in _SINCE) or _is_complement(before, word)
        for before, word in pairwise(["", *words])
    )


@lru_cache(maxsize=8192)
def _begins_with(wanted: tuple[str, ...], word: str) -> bool:
    """Whether a word is one of the prepositions, or has it attached: `بها`, `بالقرار`."""
    if word in wanted or _WITH_PRONOUN.sub("", word) in wanted:
        return True
    if "ان" in wanted and word in arabic.COMPLEMENTS:
        return True
    own = word in _OWN or word.startswith(_own_letters())
    return word[0] in wanted and len(word) > 3 and not own


def _is_complement(before: str, word: str) -> bool:
    participle = arabic.ADJUNCT.match(before) and not before.startswith("لل")
    adds = before in BEFORE_VERBS or participle  # `مشيرا إلى أن`, `موضحا أن`
    return word in _COMPLEMENTS and not adds


def _has_predicate(kept: Sequence[str]) -> bool:
    """Whether the last `أن` is followed by a predicate that is not part of a relative clause."""
    at = max((at for at, word in enumerate(kept) if word in _COMPLEMENTS), default=-1)
    if at < 0:
        return True
    reported = any(map(_REPORTED.match, kept[:at]))
    if kept[at - 1] in BEFORE_VERBS and not (kept[at - 1] == "الي" and reported):
        return at + (_LEAST_EXPECTED if kept[at - 1] in _EXPECTED else 2) < len(kept)
    relatives = 0
    words = [word for word in kept[at + reported :] if not _LED.match(word)]
    for before, word in pairwise(words):  # reported speech opens with its subject
        if before in _PARTICLES and _is_predicate(word):
            continue  # counted with its particle
        if arabic.RELATIVE.match(word) or word in _WHERE:
            relatives += 1
        elif _is_predicate(word) or arabic.RELATIVE.match(before) or before in _WHERE:
            if not relatives:
                return True
            relatives -= 1
        elif not relatives and _agrees(before, word):
            return True
    return False


def _agrees(before: str, word: str) -> bool:
    """Whether an indefinite word is the predicate of the definite one before it: `الأمر غريب`."""
    if not arabic.DEFINITE.match(before) or arabic.RELATIVE.match(before):
        return False
    indefinite = not arabic.DEFINITE.match(word) and word[0] not in "بلكوف" and word[-1] != "ا"
    return indefinite and word.isalpha() and word not in _prepositions()


@lru_cache(maxsize=1)
def _prepositions() -> frozenset[str]:
    known = openings("ar")
    listed = known.prepositions | known.trailing | known.adjuncts
    others = {"من", "الي", "علي", "عن", "بين", "يوم", "رقم", "عدد", "نوع"}  # `القطار رقم 6`
    return frozenset(first for first, *_ in listed) | others


_REPORTED = regex.compile(r"[وف]?(?:خلص|اشار|توصل|لفت|نبه|اكد|اوضح|اعلن|افاد|كشف|اظهر)ت?(?:وا)?$")
#: Particles that stand before a verb and form one predicate with it.
_PARTICLES = frozenset(["لا", "لم", "لن", "قد", "سوف"])
_COMPLEMENTS = frozenset(["ان", "وان", "بان", "فان"])
#: Conjunctions of a clause that depends on the subject before it: `المدينة حيث يعيش الناس`.
_WHERE = frozenset(["حيث", "عندما", "بعدما", "حينما"])
#: Openings of an added clause: a preposition after them is not the one that the main verb needs.
_ADDED = frozenset(["وذلك", "حيث", "مما", "فيما", "بينما"])
#: What is to happen, whose subject often comes late: `من المقرر أن يشارك في الحفل عدد من`.
_EXPECTED = frozenset(["المقرر", "المتوقع", "المرجح", "المنتظر", "المفترض"])
#: Words after which `أن` is immediately followed by its verb.
BEFORE_VERBS = _EXPECTED | frozenset(
    (
        "بعد",
        "قبل",
        "قبيل",
        "منذ",
        "دون",
        "الي",
        "يمكن",
        "يجب",
        "ينبغي",
        "يفترض",
        "شرط",
        "شريطه",
        "اجل",
    )
)
#: With this many words or fewer the clause after `المقرر أن` is taken to lack its subject.
_LEAST_EXPECTED = 5


@lru_cache(maxsize=4096)
def _is_predicate(word: str) -> bool:
    verbal = arabic.PREDICATE.match(word) or arabic.FINITE.match(word) or _PERFECT.match(word)
    return verbal is not None and not _NOUN.match(word)


def _has_apodosis(kept: Sequence[str], sentence: str) -> bool:
    found = chunks(sentence, "ar")
    first, *others = found
    if not first.opens or not others:
        return True
    before = sum(chunk.words for chunk in found[: fronted(found)])
    if kept[:1] == list(first.opening[:1]) and len(kept) <= before:
        return False
    waits = [each.opening[0] for each in others if each.opening[:1] and _opens(each.opening[0])]
    return not waits or waits[0] in kept


def _opens(word: str) -> bool:
    return arabic.APODOSIS.match(word) is not None


@lru_cache(maxsize=256)
def _folded(text: str) -> list[str]:
    # A word of vowel signs only folds to an empty string.
    return [folded for word in WORD.findall(text) if (folded := fold_word(word))]
