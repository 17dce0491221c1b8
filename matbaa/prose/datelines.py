"""Datelines: the place, date and agency at the start of an agency story."""

from __future__ import annotations

import re

import regex

from matbaa.language.words import primary
from matbaa.prose.agency_datelines import agency_dateline
from matbaa.prose.verb_forms import ends_with_its_verb

#: A word of a place name: capitalised if the script has capitals, or a short one (`Rio de`).
_NAME = r"(?=[\p{Lu}\p{Lo}]|\p{Ll}{1,3}\s)[^\s.:!?؟()\-–—]+(?:[.\-][^\s.:!?؟()\-–—]+)*"
#: Only this many characters are examined, because the pattern's time grows faster than the text.
_LONGEST = 160
#: The most words of a place and a day.
_MOST = 10
#: The most words of a place alone before a danda (`।`).
_INDIAN = 2
_AGENCY = r"(?:(?:\p{L}\s){2,5}|\p{L}+\s)"
_DASH = r"(?:[-–—]{1,2}|:|_(?=\s))"
#: As press offices write it: `Kiel, 26. November 2026`, `Paris, le 26 novembre 2026`,
#: `BONN, Nov. 26, 2026`.
_PLACE_AND_DAY = (
    rf"(?:{_NAME}\s){{0,3}}{_NAME}[,،]\s?(?:\p{{L}}{{1,10}}[.,،]?\s){{0,2}}"
    r"(?:\d{1,2}(?:er|st|nd|rd|th|\.)?[\s/.](?:(?:de|of|di)\s)?(?:\p{L}{3,12}\.?|\d{1,2})"
    r"|\p{L}{3,12}\.?\s\d{1,2})[\s,،./]{1,2}(?:de\s)?\d{4}"
)
#: As agencies write it, with or without the dash: `Puerto Marle, 26 nov (EFE).-`.
_DAY_AND_AGENCY = (
    rf"(?:{_NAME}\s){{0,3}}{_NAME},?\s\d{{1,2}}\.?\s(?:de\s)?\p{{L}}{{3,12}}\.?,?\s?\([^()]{{2,40}}\)"
    rf"\s?[.:]?\s?{_DASH}?"
)
_SERVICE = r"(?:\s?(?:/[^/]{2,30}/|\([^()]{1,40}\)))?"
_DATELINE = regex.compile(
    rf"(?:"
    # LONDON (Reuters) -, Madrid (EFE).-, دبي، الإمارات العربية المتحدة (CNN)--
    rf"(?:{_NAME}\s){{0,6}}{_NAME}\s?\((?=\p{{L}})[^()]{{1,40}}\)\s?[.:]?\s?{_DASH}"
    # (د ب أ) -, (CNN) --
    rf"|\([^()]{{1,40}}\)\s?{_DASH}"
    # دبي، الإمارات العربية المتحدة --
    rf"|(?:{_NAME}\s){{0,5}}{_NAME}\s?--"
    # واشنطن - أ ف ب -
    rf"|(?:{_NAME}\s){{1,2}}[-–—]\s{_AGENCY}[-–—]"
    # واس- الرياض:
    rf"|(?:(?=\p{{Arabic}}){_NAME}\s){{0,2}}(?=\p{{Arabic}}){_NAME}\s?[-–—]\s?(?:(?=\p{{Arabic}}){_NAME}\s){{0,2}}(?=\p{{Arabic}}){_NAME}\s?:"
    # بدر الجبل- سبق- تبوك:
    rf"|(?:(?:{_NAME}\s){{0,2}}{_NAME}\s?[-–—]\s?){{2}}(?:{_NAME}\s){{0,2}}{_NAME}\s?:"
    # SPRINGFIELD, Ill. (AP) —, WEST PALM BEACH, Fla. —
    rf"|\p{{Lu}}[\p{{Lu}}'’-]+(?:\s\p{{Lu}}[\p{{Lu}}'’-]+){{0,3}}(?:,\s[^\s,()]+(?:\s[^\s,()]+){{0,2}})?(?:\s\([^()]{{1,40}}\))?\s[-–—]{{1,2}}"
    # عمّان، الأردن – 24 تشرين الثاني 2026:
    rf"|(?:{_NAME}\s){{0,3}}{_NAME}\s?[-–—]\s?\d{{1,2}}\.?\s\p{{L}}+(?:\s\p{{L}}+)?,?\s\d{{4}}\s?{_DASH}"
    # Kiel, 26. November 2026 -, SAN JOSE, Nov. 26, 2026 /PRNewswire/ --
    rf"|{_DAY_AND_AGENCY}"
    rf"|{_PLACE_AND_DAY}{_SERVICE}\.?\s?{_DASH}"
    rf")\s?(?=\S)"
)
#: All forms of `_DATELINE` contain one of these.
_DASH_OR_BRACKET = re.compile("[-–—:(_]")
#: Swahili words that may be a sentence of their own, and are no places.
_SWAHILI_ADVERBS = (
    "Hatimaye|Ndiyo|Hapana|La|Sasa|Leo|Jana|Kesho|Pia|Aidha|Hata hivyo|Hongera|Asante|Karibu|Pole|"
    "Kweli|Labda|Mwisho|Kwanza|Vilevile|Zaidi|Kabisa|Basi|Inasikitisha|Ajabu"
)
#: Forms that are only recognised in one language.
_OTHERS = {
    # به گزارش خبرگزاری مهر، ..., به گزارش ایسنا به نقل از پلیس: ...
    "fa": regex.compile(r"به گزارش\s[^،,:؛.]{2,90}[،,:؛]\s*(?=\S)"),
    # कोलकाता, 26 नवंबर (भाषा) ..., लखनऊ (ब्यूरो)। ..., नई दिल्ली: ...
    "hi": regex.compile(
        r"(?P<place>(?:[\p{L}\p{M}]+\s)?[\p{L}\p{M}]+)(?:,?\s\d{1,2}\s[\p{L}\p{M}]+,?\s?(?:\([^()]{2,40}\))?"
        r"|\s?\([^()]*(?:भाषा|वार्ता|एजेंसी|ब्यूरो|संवाददाता|एएनआई|आईएएनएस|पीटीआई|यूएनआई|डेस्क|न्यूज)[^()]*\)|(?=:))"
        r"\s?[:।–—-]?\s*(?!(?:ने|का|की|के|को|में|से|पर|तक)\s)(?=\S)"
    ),
    # 【ワシントン時事】..., [東京 26日 ロイター] - ...
    "ja": regex.compile(
        r"(?:【(?P<place>[\p{Han}\p{Katakana}ー・]{1,12}?)[=＝]?(?:共同|時事|AFP時事|ＡＦＰ時事|ロイター|CNN)】"
        r"|[\[［](?P<place>[\p{Han}\p{Katakana}ー・]{1,12}?)\s?(?:\d{1,2}日\s?)?(?:ロイター|AFP|時事|共同)[\]］]"
        r"|【[^【】]{2,30}】|[\[［][^\[\]［］]{2,40}[\]］])\s?[-－—]?\s*(?=\S)"
    ),
    # (서울=연합뉴스) 홍길동 기자 = ..., [서울=뉴시스] ...
    "ko": regex.compile(
        r"[(\[【](?P<place>[^()\[\]【】]{1,20})=[^()\[\]【】]{1,30}[)\]】]\s*"
        r"(?:[가-힣\s·]{2,20}(?:기자|특파원|객원기자)\s?=?\s*)?(?=\S)"
    ),
    # Mwanza. Serikali ..., Dar es Salaam. Serikali ...
    "sw": regex.compile(
        rf"(?!(?:{_SWAHILI_ADVERBS})\.)"
        r"(?P<place>\p{Lu}\p{Ll}+(?:\s(?:es\s)?\p{Lu}\p{Ll}+){0,2})\.\s(?=\p{Lu}\p{Ll}+\s\p{Ll})"
    ),
    # کراچی 5 دسمبر (اے پی پی) ..., لاہور (نیوز ڈیسک) ...
    "ur": regex.compile(
        r"(?P<place>(?:\p{L}+\s)?\p{L}+)\s?[،۔.]?\s?(?:\d{1,2}\s?\p{L}+\s?\([^()]{3,45}\)"
        r"|\([^()]*(?:ڈاٹ|ڈیسک|نیوز|ایجنس|نمائندہ|نامہ|بیورو|رپورٹ|پوائنٹ|رائٹرز|خبر|اے پی|آن لائن)"
        r"[^()]*\)|(?=:\s))"
        r"\s?[:۔-]?\s*(?!(?:کا|کی|کے|کو|میں|سے|نے|پر|تک)\s)(?=\S)"
    ),
    # 新华社北京11月26日电（记者李明）..., 【环球网报道】..., 中新网11月26日电 ...
    "zh": regex.compile(
        r"(?:(?:新华社|中新社|中新网|人民网|央视网|新華社)?(?P<place>\p{Han}{2,8}?)\d{1,2}月\d{1,2}日[电電讯訊消]息?|【[^【】]{2,30}】|本[报報][讯訊])"
        r"(?:\s?[（(][^（）()]{2,40}[）)])?[\s，,：:]*(?=\S)"
    ),
}
#: Wien – Die ..., Villach/Klagenfurt – Der ...: one or two names and one dash.
_NAMES_AND_DASH = regex.compile(
    r"(?:(?:St\.|\p{Lu}\p{Ll}+)\s)?\p{Lu}\p{Ll}+(?:[/-]\p{Lu}\p{Ll}+)*\s[–—]\s(?=[\"„“«]?\p{Lu})"
)
_ALONE = regex.compile(rf"{_PLACE_AND_DAY}\.")


#: The end of the place name: before the agency or the dash.
#: Words before a dash at the start of letters to an editor.
_SALUTATIONS = frozenset({"SIR", "SIRS", "MADAM"})
_PLACE_END = regex.compile(r"\s?\(|\s?(?:--|[–—:])|\s?-(?=\s)")


def without_dateline(sentence: str, language: str | None = None) -> str:
    """`sentence` without the dateline at its start, if there is one."""
    if end := _end(sentence):
        return sentence[end:]
    found = _of_language(sentence, language)
    return sentence[found.end() :] if found else without_names(sentence)


def _of_language(sentence: str, language: str | None) -> regex.Match[str] | None:
    """The dateline in a form of the language."""
    form = _OTHERS.get(primary(language))
    return form.match(sentence[:_LONGEST]) if form else None


def without_names(sentence: str) -> str:
    """`sentence` without the place and dash at its start. Such a dateline may also follow a
    standfirst. If there is a second dash, the two enclose an insertion and nothing is removed.
    """
    found = _NAMES_AND_DASH.match(sentence[:_LONGEST])
    alone = found is not None and sum(map(sentence.count, (" – ", " — "))) == 1
    return sentence[found.end() :] if found and alone else sentence


def undated(first: str, second: str) -> str | None:
    """The rest of two sentences whose dateline ends within the second, because the sentences were
    split at an abbreviation: `ALBANY, N.Y. (AP) — It rained.`; otherwise None.
    """
    end = _end(f"{first} {second}")
    return second[end - len(first) - 1 :] if end > len(first) + 1 else None


def names_alone(sentence: str) -> bool:
    """Whether a sentence is only a place or agency, perhaps with the day: `Berlin.`,
    `РИА Новости.`; in Hindi one or two names and a danda: `नई दिल्ली।`.
    """
    words = sentence.split()
    if sentence.endswith("।"):
        return len(words) <= _INDIAN and not ends_with_its_verb(sentence.rstrip("।"), "hi")
    if len(words) <= _MOST and _ALONE.fullmatch(sentence):
        return True
    return len(words) <= 3 and sentence.endswith(".") and all(word[0].isupper() for word in words)


def end_of_dateline(paragraph: str, language: str | None = None) -> int:
    """The index at which the text after the dateline begins; 0 if there is no dateline."""
    found = None if (end := _end(paragraph)) else _of_language(paragraph, language)
    return found.end() if found else end


def place_of(paragraph: str, language: str | None = None) -> str | None:
    """The place in the dateline at the start of `paragraph`, without the day that may follow it. A
    name in capitals is returned in title case.
    """
    if by_agency := agency_dateline(paragraph):
        return place_toned(by_agency[0])
    end = _end(paragraph)
    if not end and (found := _of_language(paragraph, language)):
        is_named = not found[0].rstrip().endswith(":")  # else it may also be who says something
        return found.groupdict().get("place") if is_named else None
    dateline = paragraph[:end]
    place_end = _PLACE_END.search(dateline)
    parts = regex.split("([,،])", dateline[: place_end.start()]) if place_end else []
    names = [part.strip() for part in parts[::2]]
    told = [name for name in names if name and not any(letter.isdigit() for letter in name)]
    if told and told[0] in _SALUTATIONS:
        return None
    return f"{parts[1] if len(told) > 1 else ''} ".join(map(place_toned, told)) or None


def place_toned(name: str) -> str:
    """The name of a place, in title case if it is in capitals and no abbreviation."""
    is_toned = name.isupper() and len(name) > 3 and "." not in name
    return name.title().replace("i\u0307", "i") if is_toned else name


def _end(text: str) -> int:
    head = text[:_LONGEST]
    if by_agency := agency_dateline(head):
        return by_agency[1]
    match = _DATELINE.match(head) if _DASH_OR_BRACKET.search(head) else None
    return match.end() if match else 0
