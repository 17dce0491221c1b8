"""Reads the subject of a mail as a headline."""

from __future__ import annotations

import re

from matbaa.formats.raw import words
from matbaa.formats.raw.flash import unmarked_headline
from matbaa.language.normalize import fold

_PREFIX = re.compile(r"^(?:(?:re|fwd?|aw|wg|rv|tr|رد|إعادة توجيه)\s*:\s*)+", re.I)
#: Subjects that name the kind of mail, not its news.
_KINDS = """
press release|news release|media release|for publication|for immediate release|news story|article
pressemitteilung|pressemeldung|communiqué de presse|communiqué|nota de prensa|comunicado de prensa
comunicado|comunicato stampa|nota de imprensa|persbericht|informacja prasowa|basın bülteni
пресс-релиз|прес-реліз|siaran pers|خبر|خبر للنشر|خبر صحفي|خبر صحافي|بيان|بيان صحفي|بيان صحافي|للنشر
مادة للنشر|مقال للنشر|تقرير للنشر|يرجى النشر|برجاء النشر|الرجاء النشر|خبر عاجل للنشر
خبر للنشر العاجل|خبر للنشر والتعميم|اطلاعیه|خبر برای انتشار|بیانیه|پریس ریلیز|הודעה לעיתונות
प्रेस विज्ञप्ति|新闻稿|新聞稿|プレスリリース|보도자료
no subject|kein betreff|sans objet|sin asunto|بدون عنوان|بلا عنوان
"""
_GENERIC = words.split(_KINDS)
#: The sign between the kind of mail and its headline: `Press release: Mill reopens`.
_AFTER_KIND = re.compile(r"\s*([:：|]|[-–—](?=\s))\s*")
_EDGES = " .:!-–—()[]*"


def headline_of(subject: str) -> str:
    """The subject without `Re:` and the like; empty if it only says what kind of mail it is."""
    told = unmarked_headline(_PREFIX.sub("", subject))
    kind, sign, rest = _AFTER_KIND.split(told, 1) if _AFTER_KIND.search(told) else (told, "", "")
    if sign and rest and fold(kind).strip(_EDGES) in _GENERIC:
        return unmarked_headline(rest)
    return "" if fold(told).strip(_EDGES) in _GENERIC else told
