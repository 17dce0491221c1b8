"""Datelines: the place, date and agency that an agency story starts with."""

from __future__ import annotations

import regex

#: `LONDON (Reuters) - `, `Madrid (EFE).- `, `دبي، الإمارات (CNN)-- `, `واشنطن - أ ف ب - `.
_DATELINE = regex.compile(
    r"^(?:[^\s.!?؟]+[\s]){0,6}?(?:"
    r"[^\s.!?؟]*\s?\([^()]{1,40}\)\s?[.:]?\s?(?:[-–—]+|:)\s?"
    r"|[^\s]+\s?--\s?"
    r")(?=\S)"
    r"|^[^\s-–—:.!?؟]+(?:\s[^\s-–—:.!?؟]+){0,2}\s[-–—]\s[^\s-–—:.!?؟]+(?:\s[^\s-–—:.!?؟]+){0,2}\s[-–—]\s(?=\S)"
)


def without_dateline(sentence: str) -> str:
    """`sentence` without the dateline it starts with, if it does."""
    return _DATELINE.sub("", sentence, count=1) or sentence
