"""Removes marks from headlines: of a new version (`UPDATE 2-`), of urgent and exclusive news
(`BREAKING:`, `عاجل |`, `EXCLUSIF -`, `【速報】`), and the desk of SPA and Xinhua, such as
`اقتصادي / ` and `（经济）`.

With such a mark an agency or a paper says how it sends a text. It is true of that hour or of that
paper alone, and is no part of the headline.
"""

from __future__ import annotations

import re

_REVISED = re.compile(
    r"(?:(?:UPDATE|WRAPUP|CORRECTED|REFILE|RPT|RECAST|LEAD|ROUNDUP|EILMELDUNG|EIL|URGENT|FLASH|ALERT|"
    r"ALERTE|URGENTE|FLAŞ|МОЛНИЯ)(?: ?\d{1,2})?\s?[-–—:|]\s?)+(?=\S)"
)
#: Marks in scripts with capitals, in which a capital must follow: `Breaking: how a sport was born`.
_CASED = """
breaking news|breaking|just in|urgent|exclusive|newsflash|news alert|alerte info|urgence|exclusif
dernière minute|dernière heure|eilmeldung|eil|exklusiv|última hora|ultima hora|urgente|exclusiva
exclusivo|ultim'ora|ultim’ora|ultimora|esclusiva|exclusief|pilne|z ostatniej chwili|son dakika
son dakİka|özel haber|срочно|молния|эксклюзив|терміново|ексклюзив|ekslusif|eksklusif
"""
_CASELESS = """
خبر عاجل|عاجل|حصري|حصريا|خبر فوری|فوری|اختصاصی|بریکنگ نیوز|بریکنگ|מבזק|בלעדי|ब्रेकिंग न्यूज|ब्रेकिंग न्यूज़
ब्रेकिंग|ব্রেকিং নিউজ|ব্রেকিং|快讯|快訊|突发|突發|速报|独家|獨家|速報|独自|속보|단독|ด่วน|ሰበር ዜና|ሰበር
breaking news|breaking|urgent|exclusive
"""


def _either(table: str) -> str:
    words = {word.strip() for row in table.splitlines() for word in row.split("|")} - {""}
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_SIGN = r"[^\w\s\"“”«»„'‘’(\[（【「.]{0,4}\s?"
_OPEN, _CLOSE = r"[(\[（【「〔［]\s?", r"\s?[)\]）】」〕］]\s?[:：]?"
_PARTED = r"\s?(?:[:：|｜؛!!/]|[-–—](?=\s)|[.…]{2,3})(?:\s?[-–—|]\s)?"
_BEFORE_CAPITAL = r"\s*(?=[^\w\s]{0,2}(?:[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĘĚĞİŁŃŇŌŐŘŚŞŠŤŮŰŹŻŽЀ-Я]|\d))"
_FLAG = re.compile(
    rf"{_SIGN}(?:"
    rf"(?i:{_OPEN}(?:{_either(_CASED + _CASELESS)}){_CLOSE})\s*(?=\S)|"
    rf"(?i:(?:{_either(_CASED)}){_PARTED}){_BEFORE_CAPITAL}|"
    rf"(?i:(?:{_either(_CASELESS)}){_PARTED})\s*(?=[^\sA-Za-z]))"
)
#: The department before headlines of German police and fire services: `POL-ELL: Unfall`.
_SERVICE = re.compile(
    r"(?:B?POL(?:D|I)?|FW|HZA|LPI|FF|ZOLL)-[A-ZÄÖÜ]{1,7}(?:-[A-ZÄÖÜ\d]{1,6})?: (?=\S)"
)
_ALONE = re.compile(rf"\W{{0,6}}(?:{_either(_CASED + _CASELESS)})\W{{0,4}}", re.I)
#: The signs of ANSA and dpa around a headline: `++ Il porto chiude ++`, `Hafen geschlossen =`.
_AROUND = re.compile(r"\+{2,3}\s?(.{4,300}?)\s?\+{2,3}|(.{4,300}\w[\"»“)]?)\s=")


def unmarked_headline(title: str) -> str:
    """A headline without marks of a flash, an exclusive or a new version."""
    if around := _AROUND.fullmatch(title):
        title = around[1] or around[2]
    for mark in (_SERVICE, _REVISED, _FLAG):
        if found := mark.match(title):
            title = title[found.end() :]
    return title


def is_mark(row: str) -> bool:
    """Whether a row is nothing but the mark of a flash or an exclusive."""
    return len(row) <= 30 and _ALONE.fullmatch(row) is not None


_DESK = re.compile(
    r"(?:(?P<arabic>عام|محلي|سياسي|دولي|اقتصادي|رياضي|ثقافي|اجتماعي|أمني|ديني|علمي|تعليمي|صحي|تقني|منوعات)\s?/\s"
    r"|[（(](?P<chinese>时政|国际|国内|经济|财经|社会|法治|军事|文化|教育|科技|体育|健康|环保)[）)])(?=\S)"
)
#: The desk for what belongs to no other.
_GENERAL = "عام"


def desk_of(headline: str) -> tuple[str, str]:
    """The desk before a headline, empty if there is none or it says nothing; and the headline."""
    found = _DESK.match(headline)
    if found is None:
        return "", headline
    desk = found["arabic"] or found["chinese"]
    return ("" if desk == _GENERAL else desk), headline[found.end() :]
