"""Tells by its beginning and end whether a sentence depends on the one before it."""

from __future__ import annotations

import re

import regex

from matbaa.language.normalize import fold
from matbaa.language.words import EDGES, primary
from matbaa.prose import arabic
from matbaa.prose.connectives import dangling

#: Sentence beginnings that depend on the sentence before, in languages without spaces.
_UNSPACED = {
    "ja": (
        "この", "その", "あの", "これ", "それ", "ここ", "そこ", "こうした", "そうした",
        "しかし", "だが", "ただ", "また", "さらに", "一方", "そして", "同社", "同氏",
        "同省", "同庁", "同市", "同県", "同国", "同行", "同紙", "彼", "なお", "しかも",
        "つまり", "むしろ", "例えば", "たとえば", "なぜなら", "すると", "ところが",
        "とはいえ",
    ),
    "th": (
        "แต่", "และ", "ซึ่ง", "โดย", "นอกจากนี้", "นอกจากนั้น", "อย่างไรก็", "ทั้งนี้",
        "ขณะที่", "ขณะเดียวกัน", "เขา", "เธอ", "พวกเขา", "ดังนั้น", "จึง", "หลังจากนั้น",
        "จากนั้น", "ต่อมา", "ส่วน", "ด้าน", "เพราะ", "สำหรับ", "ทำให้", "รวมถึง",
    ),
    "zh": (
        "这", "這", "该", "該", "其", "他", "她", "它", "但", "然而", "同时", "同時",
        "此", "另外", "另一方面", "因此", "所以", "对此", "對此", "而", "并", "並", "那",
        "不过", "不過", "于是", "於是", "随后", "隨後", "图为", "圖為",
    ),
}  # fmt: skip
#: Ends of a sentence that attribute it to a speaker who was named before.
_SAID = {
    "de": regex.compile(r",\s(?:sagte|so|erklärte|meinte|betonte|fügte)\s(?:er|sie)\b[^,]{0,30}$"),
    "en": regex.compile(
        r"(?:\s(?:he|she|they)\s(?:said|says|added|adds|explained)|\s(?:said|added)\s(?:he|she))\.?$"
    ),
    "fr": regex.compile(r"\p{L}-t-(?:il|elle|ils|elles)(?:\s[^,]{1,40})?$"),
}
#: A speaker with office and occasion, a verb of saying and a colon.
_SAYS = {
    "fa": regex.compile(r"[^:]{8,240}?\s(?:گفت|کرد|افزود|داشت|نوشت|داد)\s?:\s"),
}
_LETTERS = regex.compile(r"[\p{L}\p{M}'’]+")
#: `EDGES` without the apostrophes, which are part of words here.
_EDGES = EDGES.replace("'", "").replace("’", "")
#: An Arabic `و` written apart from its word.
_LONE_AND = re.compile(r"^و\s+")
#: Words that refer to an earlier sentence are looked for among this many first words.
_POINTING_WITHIN = 4
_ANSWER = regex.compile(
    r"(?:نعم|كلا|أجل|بالطبع|yes|no|well|oui|non|ja|nein|sí|no|da|nein|да|нет|evet|hayır)\s?[,،]",
    regex.IGNORECASE,
)
_LONGEST_ANSWER = 12
_LONGEST_SAYING = 70
#: Not folded: `أن`, which opens a clause within another, unlike `إن`.
_THAT = ("أن ", "أنّ ", "بأن ")
_SUFFIXED = regex.compile(r"^(?!ال)\p{L}{2,}(?:هما?|ها)$")
#: Words whose final `هم` is part of the word, not a pronoun.
_UNSUFFIXED = regex.compile(
    r"(?:[مايت]?(?:تهم|ساهم|فهم|لهم)|ا?سهم|(?:م?ه|ا|در|دا|مب|ابرا)هم|مهم|اي?تها|ايها)$"
).match


def leans(text: str, first: tuple[str, ...], language: str | None) -> bool:
    """Whether a sentence depends on the one before it; `first` are its `first_words`."""
    known = dangling(language)
    unspaced, said = _UNSPACED.get(primary(language)), _SAID.get(primary(language))
    if unspaced is not None and text.lstrip("「『（“").startswith(unspaced):
        return True
    if said is not None and said.search(text[-_LONGEST_SAYING:]):
        return True
    return (
        first[:1] in known
        or first[:2] in known
        or _begins_small(text)
        or _refers(text, first, language)
    )


def reported_clause(text: str, language: str | None) -> str | None:
    """What a sentence reports after its verb of saying and a colon, if a reader understands it
    without its speaker; otherwise None.
    """
    found = _SAYS.get(primary(language))
    match = found.match(text) if found else None
    rest = text[match.end() :] if match else ""
    return rest if rest and not leans(rest, first_words(rest), language) else None


def _begins_small(text: str) -> bool:
    """Whether a text begins with a lower-case word; not a name such as `iPhone`."""
    return text[:1].islower() and (text[1:2].islower() or not text[1:2].isalpha())


def _refers(text: str, first: tuple[str, ...], language: str | None) -> bool:
    """Whether a sentence begins like an answer or, in Arabic, with a word whose pronoun refers to
    somebody named before: `هوياتهم`.
    """
    if any(comma in text[:_LONGEST_ANSWER] for comma in ",،") and _ANSWER.match(text):
        return True
    if primary(language) != "ar" or not first:
        return False
    if text.startswith(_THAT):
        return True
    return arabic.leans(first) or (
        _SUFFIXED.search(first[0]) is not None and not _UNSUFFIXED(first[0])
    )


def first_words(text: str) -> tuple[str, ...]:
    """The first `_POINTING_WITHIN` words of a sentence, folded."""
    found: list[str] = []
    for piece in _LONE_AND.sub("و", fold(text[:60])).split():
        core = piece.strip(_EDGES)
        found += [core] if core.isalpha() else _LETTERS.findall(core)
        if len(found) >= _POINTING_WITHIN:
            break
    return tuple(found[:_POINTING_WITHIN])
