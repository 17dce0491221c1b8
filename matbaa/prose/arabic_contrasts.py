"""Finds the news of an Arabic sentence or of the one before it: a concession or a general remark
comes first, and what happened follows `لكن` or `إلا أن`.
"""

from __future__ import annotations

import regex

from matbaa.language.sentences import quotations
from matbaa.prose.chunks import inside

#: Not folded: what opens the contrary of something said before.
_BUT = r"(?:و?لكنّ?|غير\s[أا]نّ?|إلا\s[أا]نّ?|الا\s[أا]نّ?|بيد\s[أا]نّ?)\s"
_OPENS = regex.compile(_BUT)
#: A concession that the main clause follows: `على الرغم من المطر، إلا أن المباراة أقيمت`.
_CONCEDES = regex.compile(
    r"(?:على\sالرغم|بالرغم|رغم|برغم|مع\s[أا]نّ?)\s[^.؟!]{10,240}?[،,؛]\s?"
    rf"(?:{_BUT}|فإنّ?\s|فقد\s)"
)
#: What a decision is based on, without a comma before the decision: `تطبيقا للقانون أكدت الوزارة`.
_BASED = regex.compile(
    r"(?:تطبيق|تنفيذ|طبق|وفق|عمل|استناد|بناء|تبع)(?:ا|اً|ًا)\s[^،.\"«]{10,180}?\s"
    r"(?=(?:أكد|قرر|أعلن|دعا|دعت|أصدر|تقرر|أوضح|طالب|منع|حذر)ت?\s)"
)
_WITHIN = regex.compile(rf"[،؛,]\s?{_BUT}")
#: An indefinite accusative, which these particles govern: `لكن نوعا جديدا ظهر`.
_ACCUSATIVE = regex.compile(r"(?!ال)\p{L}{2,}(?:اً|ًا|(?<![يسوه])ا)(?=\s)")


def without_contrast(sentence: str) -> str | None:
    """What follows `لكن` at the start of `sentence`, as a sentence of its own; otherwise None, also
    before an accusative, which the particle governs.
    """
    return _alone(sentence, _OPENS.match(sentence))


def without_concession(sentence: str) -> str | None:
    """The main clause behind a concession, or what a decision is based on, at the start of
    `sentence`; otherwise None.
    """
    return _alone(sentence, _CONCEDES.match(sentence) or _BASED.match(sentence))


def has_contrast(sentence: str) -> bool:
    """Whether a later clause of `sentence` says the contrary of the first one."""
    quoted = quotations(sentence)
    return any(not inside(found.start(), quoted) for found in _WITHIN.finditer(sentence))


def _alone(sentence: str, found: regex.Match[str] | None) -> str | None:
    if found is None:
        return None
    rest = sentence[found.end() :].lstrip(" ،")
    return None if _ACCUSATIVE.match(rest) else rest
