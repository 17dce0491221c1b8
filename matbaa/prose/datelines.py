"""Datelines: the place, date and agency that an agency story starts with."""

from __future__ import annotations

import regex

#: A word of a place's name: with a capital where the script has them, or a short one (`Rio de`).
_NAME = r"(?=[\p{Lu}\p{Lo}]|\p{Ll}{1,3}\s)[^\s.:!?؟()\-–—]+(?:[.\-][^\s.:!?؟()\-–—]+)*"
#: Characters that are looked at: the work of the pattern grows faster than the text.
_LONGEST = 160
_AGENCY = r"(?:(?:\p{L}\s){2,5}|\p{L}+\s)"
_DASH = r"(?:[-–—]{1,2}|:)"
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
    # بدر الجبل- سبق- تبوك:
    rf"|(?:(?:{_NAME}\s){{0,2}}{_NAME}\s?[-–—]\s?){{2}}(?:{_NAME}\s){{0,2}}{_NAME}\s?:"
    # WEST PALM BEACH, Fla. —
    rf"|\p{{Lu}}[\p{{Lu}}'’-]+(?:\s\p{{Lu}}[\p{{Lu}}'’-]+){{0,3}}(?:,\s[^\s,()]+(?:\s[^\s,()]+){{0,2}})?\s[-–—]{{1,2}}"
    rf")\s?(?=\S)"
)


def without_dateline(sentence: str) -> str:
    """`sentence` without the dateline it starts with, if it does."""
    match = _DATELINE.match(sentence[:_LONGEST])
    return sentence[match.end() :] if match else sentence
