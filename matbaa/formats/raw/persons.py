"""Recognises lines of a copied page that are the name of a person, or names of several."""

from __future__ import annotations

import re

from matbaa.formats.names import is_name, is_unspaced
from matbaa.formats.raw.lines import Kind, Line

#: The most words of a name; the most characters of one, of one in a script without capitals, and of
#: several.
_MOST, _LONGEST, _LONGEST_CASELESS, _LONGEST_NAMES = 4, 40, 30, 80
#: Words between the names of a person.
_PARTICLES = frozenset(
    {"de", "da", "do", "dos", "das", "di", "del", "della", "der", "den", "van", "von", "zu", "zum"}
    | {"zur", "la", "le", "ten", "ter", "bin", "bint", "ibn", "al", "el", "af", "av", "y", "e"}
)
_DESK = re.compile(
    r"[部社局課报報網网聞闻版台]$|更新|公開|掲載|配信|発行|日時|発表|来源|发布|时间|作成|投稿"
)
#: Names that are certainly persons in a script without capitals: `د. ليلى الحسن`, `김철수 기자`.
_DOCTOR = re.compile(r"(?:أ\s?\.\s?)?[دأم]\s?\.\s?(?:[\u0620-\u06d3]{2,}\s?){2,4}")
#: A Japanese name with a space, and an Ethiopian one: the names of a person and of the father.
_JAPANESE = re.compile(r"[\u3400-\u9fff々]{1,4}[ \u3000][\u3040-\u30ff\u3400-\u9fff々]{1,4}")
_ETHIOPIAN = re.compile(
    r"(?!.*(?:ዜና|ዘገባ|ስፖርት|ቢዝነስ|ዓለም|ሀገር|አገር))[\u1200-\u135a]{2,8}(?: [\u1200-\u135a]{2,8}){1,2}"
)


def is_above_post(line: Line, title: Line | None) -> bool:
    """Whether it is a name, which a post on the line below follows."""
    if names_person(line, title):
        return True
    is_below = title is not None and line.place > title.place and line.kind is Kind.SHORT
    is_short = len(line.text) <= _LONGEST_CASELESS and len(line.text.split()) <= _MOST
    return is_below and is_short and line.text.upper() == line.text.lower() and is_name(line.text)


def is_person(name: str) -> bool:
    """Whether it is a name in a script without spaces, and not that of a desk."""
    return is_unspaced(name) and _DESK.search(name) is None


def names_person(line: Line, title: Line | None) -> bool:
    """Whether it is a name, or several names separated by strokes (`|`)."""
    parts = line.text.strip(" |").split(" | ")
    if _DOCTOR.fullmatch(line.text):
        return line is not title
    if len(parts) == 1:
        return may_be_person(line, title)
    is_short = line.kind is Kind.SHORT and line is not title and line.length <= _LONGEST_NAMES
    return is_short and all(looks_like_name(part) for part in parts)


def may_be_person(line: Line, title: Line | None) -> bool:
    """Whether it has the form of one person's name in its language, and is not the title."""
    if line.language in {"ja", "zh", "ko"} and line.kind is Kind.SHORT and len(line.text) > 2:
        is_spaced = line.language == "ja" and _JAPANESE.fullmatch(line.text) is not None
        return line is not title and (is_spaced or is_person(line.text))
    if line.language == "am" and title is not None and line.kind is Kind.SHORT:
        return line.place > title.place and _ETHIOPIAN.fullmatch(line.text) is not None
    is_short = line.kind is Kind.SHORT and line is not title and line.length <= _LONGEST
    return is_short and looks_like_name(line.text.strip(" |"))


def looks_like_name(text: str) -> bool:
    """Whether it is two to four capitalised words that may be a person's name, perhaps with
    particles between.
    """
    words = text.split()
    told = [word for word in words if word not in _PARTICLES]
    is_cased = 2 <= len(told) <= _MOST and all(word[0].isupper() for word in told)
    return is_cased and words[0] == told[0] and is_name(text)
