"""Datelines that name the agency beside the day or the place, as agencies of many countries print
them: `Puerto Marle (España), 27 nov (EFE).-`, `КАМЕНЬ, 27 ноября. /ТАСС/.`, `دمشق-سانا`.
"""

from __future__ import annotations

import regex

_WORD = (
    r"(?!(?:By|Von|Par|Por|في|فى|يوم)\s)(?:\p{Lu}|\p{Lo})[^\s.,،:!?؟()/–—\d]*(?:\.(?=\s?\p{Lu}))?"
)
_PLACE = rf"(?P<place>{_WORD}(?:[\s/](?:(?:de|la|el|al|of|es|am|an)\s)?{_WORD}){{0,3}})"
_COUNTRY = r"(?:\s\((?=\p{Lu})[^()]{2,40}\))?"
_YEAR = r"(?:,?\s(?:de\s)?\d{4})?\.?,?\s?"
_DAY = (
    r"(?:\d{1,2}(?:er|\.)?[\s/-](?:de\s)?(?:\p{L}[\p{L}\p{M}]{2,11}|\d{1,2})\.?"
    r"|\p{L}{3,10}\.?\s\d{1,2})"
)
_AGENCY = r"(?:\((?=\p{L})[^()\n]{2,40}\)|/\s?[^/\n]{2,20}\s?/)"
_BEHIND = r"\s?[.:]?\s?(?:[-–—]{1,2}|_(?=\s))?:?\s*(?=\S)"
_CAPITALS = r"\p{Lu}{4,}(?:\s\p{Lu}{2,}){0,3}"
#: Agencies that are printed behind the place with no day and no bracket, in Arabic and Persian.
_NAMED = (
    "سانا|واس|وام|بترا|قنا|كونا|بنا|وفا|وال|واج|وات|وام|العمانية|سبأ|سبانت|شينخوا|الأناضول|رويترز|"
    "أ ف ب|أ ش أ|د ب أ|نوفوستي|سبوتنيك|ایرنا|ایسنا|ایلنا|تسنیم|فارس|مهر"
)
_FORMS = regex.compile(
    rf"(?:{_PLACE}{_COUNTRY}[,،.]\s?(?:le\s)?{_DAY}{_YEAR}{_AGENCY}{_BEHIND}"
    # In scripts without capitals: الفجيرة في 27 نوفمبر / وام /
    rf"|(?=\p{{Lo}}){_PLACE}\s(?:في\s|فى\s)?{_DAY}{_YEAR}(?!\(ال){_AGENCY}{_BEHIND}"
    # PUERTO MARLE, 27 (EUROPA PRESS)
    rf"|(?P<place>{_CAPITALS}),?\s\d{{1,2}}(?:\s\p{{L}}{{3,4}}\.?)?\s\({_CAPITALS}\){_BEHIND}"
    # (ANSA) - PORTO MARLE, 27 NOV -
    rf"|\((?=\p{{Lu}})[\p{{L}}/ .-]{{2,20}}\)\s?[-–—]\s{_PLACE},\s{_DAY}\s?[-–—]\s*(?=\S)"
    # КАМЕНЬ. 27 листопада. УНІАН.
    rf"|(?P<place>\p{{Lu}}{{3,20}})\.\s{_DAY}\.\s\p{{Lu}}[\p{{L}}-]{{2,15}}\.\s+(?=\S)"
    # دمشق-سانا
    rf"|(?P<place>\p{{Arabic}}{{2,}}(?:\s\p{{Arabic}}{{2,}})?)\s?[-–/]\s?(?:{_NAMED})(?!\p{{L}})"
    rf"\s?[-–:.،]?\s+(?=\S))"
)
#: Only this many characters are examined.
_LONGEST = 160
#: Signs of which each form has one.
_SIGNS = frozenset("(/.-–")


def agency_dateline(paragraph: str) -> tuple[str, int] | None:
    """The place in such a dateline at the start of `paragraph`, and where the text after it
    begins; None if there is no such dateline.
    """
    head = paragraph[:_LONGEST]
    found = _FORMS.match(head) if _SIGNS & set(head[:80]) else None
    return (found["place"], found.end()) if found else None
