"""Classifies the words of an Arabic phrase by their form, to score keywords.

Patterns match folded words unless their comment says "Not folded".
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import regex

from matbaa.language.reading import ARTICLES
from matbaa.language.stopwords import stopwords
from matbaa.prose import arabic
from matbaa.prose.connectives import listed, openings, verbs
from matbaa.prose.phrases import clitic

_OPENING = regex.compile(r"و?[يت]\p{L}{3}")
#: Forms that only verbs have: an imperfect, a plural perfect (`ظهروا`).
_CLAUSAL = regex.compile(
    rf"(?:ن(?:ت|ست)(?!ا)\p{{L}}{{3}}$|نن\p{{L}}{{3,}}$|ي(?!وم|من|سر|خت|اس|د)\p{{L}}{{2}}$"
    r"|ت(?:حتوي|سمي|جري|ودي|لتقي|نتهي|كتفي|رتدي|ختفي|ستدعي|قتضي|نتمي|كتسي)$|"
    rf"تت(?!ويج|ابع|بع|ار|مه|مي)\p{{L}}{{3,}}$|{arabic.WAITING.pattern}|{arabic.FUTURE.pattern}|\p{{L}}{{3,}}وا$)"
)
#: A relational adjective (nisba), which says little alone: `الروسية`, `دستورية`; not `السعودية`.
_RELATED = regex.compile(r"(?!السعوديه|سوريه)(?:[وب]?ال)?\p{L}{3,}ي(?:ه|ين|ون)?$")
#: A feminine perfect: `أمرت`, `وضربت`; not `أصوات`, `بيروت`, `تصويت`.
_PERFECT = regex.compile(r"\p{L}{3,}(?<![اوي])ت$")
#: Not folded: a word with a pronoun attached: `اختارها`, `مغادرته`, `حقوقهم`.
_OWNED = regex.compile(
    r"(?!و?ال|[وفبل]?م?تهم$)\p{L}{3,}(?:ها|هما|ته|(?<!مسا|تفا|در|[أا]د|مل|[أا]س|م|إبرا)هم)$"
)
#: Not folded: a word with the pronoun `ه` alone: `معسكره`; not `مياه`, `اتجاه`, `عبدالله`.
_HIS = regex.compile(
    r"(?!و?ال)\p{L}{3,}(?<!ميا|تجا|تنز|وجي|نبي|رفي|شبي|نزي|سفي|الل|فوا|فوا?ك|كرا|تبا|شبا|بدي|أوج|جبا|شفا|فقي)ه$"
)
#: A preposition with a pronoun suffix: `منه`, `عليها`.
_PRONOMINAL = regex.compile(
    r"(?:[بل]|من|عن|في|عند|لدي|علي|الي|مع|بين|ضد|حول|امام|تجاه)(?:هما?|ها|ه|نا)$"
)
#: Not folded: a nominative plural, the subject of a verb before it: `المزارعون`, `المصريون`.
_SUBJECT = regex.compile(r"ال(?!تلفزي|تليفزي)(?:م\p{L}{3,}|\p{L}{3,}ي)ون$")
#: After a definite word these tell when something happens.
_TIME = frozenset(["الاسبوع", "الشهر", "اليوم", "الليله"])
#: Not folded: a definite word with `ب`, `ك` or `ل` attached: `بالاتحاد`, `للمؤلف`.
_BOUND = regex.compile(r"و?(?:[بك]ال|لل)\p{L}{3,}")
_FEMININE = ("ة", "ات")
#: Endings of adjectives that agree with a feminine noun: `المنورة`, `الكبرى`, `العليا`, `الخضراء`.
_OF_FEMININE = ("ة", "ه", "ات", "ى", "اء", "ا")
#: Accusatives of reason and circumstance: `إلحاقا`, `معلنا`.
_ADVERBIAL = regex.compile(
    rf"{arabic.CIRCUMSTANCE.pattern}|ا\p{{L}}{{2}}ا\p{{L}}ا$|م\p{{L}}{{2,3}}ا$(?<!رسا|ريا|نيا|كا)"
)
#: Perfects of the derived forms that differ from their verbal nouns: `استعاد`, `اعتقل`, `انفجر`.
_DERIVED = regex.compile(
    r"(?!و?ال)[وف]?(?:است\p{L}{3}|ا\p{L}ت(?!ا)\p{L}[^\Wهاءي]|ان\p{L}(?![ايو])\p{L}[^\Wهاءي])(?:ت|وا)?$"
)
#: The commonest feminine perfects of three letters.
_SHORT_PERFECT = regex.compile(
    r"[وف]?(?:هز|جد|شن|بث|رد|تم|مر|ظل|عد|را|دع|سع|نف|قض|جر|نع|هن|اد|حث|ول|غط|لق|تو)ت$"
)
#: Prefixes before the article (`والمنطقة`, `بالمنطقة`) or before a bare word (`ومدير`).
_ONTO = regex.compile(r"^(?:[وف](?=\p{L}{4})(?!زير|ريق)|[وف]?[بك](?=ال\p{L}{3}))")
#: A verbal noun: `تنظيم`, `إصدار`, `مكافحة`, `استيراد`.
_ACTION = regex.compile(
    r"(?:ت\p{L}{2}ي\p{L}|ا\p{L}{2}ا\p{L}|م\p{L}ا\p{L}{2}ه|ا\p{L}ت\p{L}ا\p{L}|است\p{L}{2}ا\p{L})$"
)
_DIGITS = regex.compile(r"\p{Arabic}+\d|\d")


class Shape(NamedTuple):
    """What the form of a word suggests about it."""

    definite: bool
    #: Definite, with nothing before the article; definite, with a preposition attached.
    plain: bool
    bound: bool
    #: Definite, with the preposition `ل` attached.
    for_whom: bool
    #: A nominative plural by its ending.
    subject: bool
    #: Definite with the conjunction `و`.
    joined: bool
    #: A verbal noun with the preposition `ل`, which tells the purpose.
    aim: bool
    #: An indefinite verbal noun.
    action: bool
    #: Tells when something happens if it follows a definite word.
    time: bool
    #: Indefinite, apparently with a preposition attached; with the preposition `ب` (`place`).
    clitic: bool
    place: bool
    #: With the conjunction `و` attached.
    conjoined: bool
    #: With a feminine ending; with an ending that can agree with a feminine noun.
    feminine: bool
    agrees_feminine: bool
    #: A relational adjective (nisba).
    related: bool
    preposition: bool
    #: Looks like a feminine perfect; counts only in phrases of several words.
    perfect: bool
    #: A title that a name follows.
    title: bool
    #: Has no meaning of its own: `المائة`, `رئيس`.
    empty: bool
    #: Factors of the score of a phrase that contains the word, opens with it, ends with it.
    anywhere: float
    opening: float
    closing: float


#: Factors of the score of a phrase with a finite verb, a pronoun, a word that names nothing
#: (`أبرز`, `معلنا`), or a first word like an imperfect.
_FINITE, _OWNER, _VAGUE, _VERB = 0.25, 0.2, 0.1, 0.7


@lru_cache(maxsize=1 << 13)
def shape(text: str, folded: str, spelt: bool) -> Shape:
    """The shape of a word, given as written and folded. `spelt` says whether the article
    distinguishes `ة` from `ه`.
    """
    definite, forms = text.startswith(ARTICLES), {folded, _ONTO.sub("", folded)}
    fused = not definite and clitic().match(folded) is not None
    odd = not forms.isdisjoint(listed("numerals", "ar")) or len(folded) < 3
    wanting = not forms.isdisjoint(listed("wanting", "ar"))
    return Shape(
        definite=definite,
        plain=text.startswith("ال"),
        bound=_BOUND.match(text) is not None,
        for_whom=text.startswith("لل"),
        subject=_SUBJECT.match(text) is not None,
        joined=text.startswith("وال"),
        aim=arabic.PURPOSE.match(folded) is not None,
        action=not definite and _ACTION.match(folded) is not None,
        time=folded in _TIME,
        clitic=fused,
        place=fused and folded[0] == "ب",
        conjoined=arabic.CONJOINED.match(folded) is not None,
        feminine=text.endswith(_FEMININE),
        agrees_feminine=text.endswith(_OF_FEMININE),
        related=_RELATED.match(folded) is not None,
        preposition=folded in _prepositions(),
        perfect=not definite and _PERFECT.match(folded) is not None,
        title=not forms.isdisjoint(listed("titles", "ar")),
        empty=not (forms | {folded[1:]}).isdisjoint(_empty()),
        anywhere=_anywhere(text, folded, forms, spelt),
        opening=(_VERB if _OPENING.match(folded) else 1.0) * (_VAGUE if odd else 1.0),
        closing=_VAGUE if odd or wanting else 1.0,
    )


def _anywhere(text: str, folded: str, forms: set[str], spelt: bool) -> float:
    names_nothing = (
        not forms.isdisjoint(_vague())
        or (folded[0] == "و" and folded[1:] in _after_and())
        or (not text.startswith("ال") and _ADVERBIAL.match(folded) is not None)
        or folded in listed("adverbs", "ar")
        or _DIGITS.match(folded) is not None
        or _PRONOMINAL.match(folded) is not None
    )
    finite = any(told.match(folded) for told in (_CLAUSAL, _SHORT_PERFECT, _DERIVED, _inflected()))
    owned = _OWNED.match(text) or (spelt and _HIS.match(text))
    worth = _VAGUE if names_nothing else 1.0
    return worth * (_FINITE if finite else 1.0) * (_OWNER if owned else 1.0)


@lru_cache(maxsize=1)
def _empty() -> frozenset[str]:
    return listed("empty", "ar") | listed("known", "ar") | listed("titles", "ar")


@lru_cache(maxsize=1)
def _vague() -> frozenset[str]:
    return listed("vague", "ar")


@lru_cache(maxsize=1)
def _after_and() -> frozenset[str]:
    return _vague() | {word for word in stopwords("ar") if len(word) > 2}


@lru_cache(maxsize=1)
def _inflected() -> regex.Pattern[str]:
    """The commonest verbs, in the third person."""
    return regex.compile(rf"[وف]?(?:{'|'.join(verbs('ar'))})(?:ت|وا|تا|ا)?$")


@lru_cache(maxsize=1)
def _prepositions() -> frozenset[str]:
    known = openings("ar")
    return frozenset(one for one, *others in known.prepositions | known.trailing if not others) | {
        "تحت", "فوق", "نحو", "شمال", "جنوب", "شرق", "غرب", "شرقي", "غربي", "شمالي", "جنوبي",
    }  # fmt: skip
