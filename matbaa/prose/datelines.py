"""Datelines: the place, date and agency that an agency story starts with."""

from __future__ import annotations

import regex

#: A word of a place's name: with a capital where the script has them, or a short one (`Rio de`).
_NAME = r"(?=[\p{Lu}\p{Lo}]|\p{Ll}{1,3}\s)[^\s.:!?؟()\-–—]+(?:[.\-][^\s.:!?؟()\-–—]+)*"
#: Characters that are looked at: the work of the pattern grows faster than the text.
_LONGEST = 160
#: Words of a place and a day.
_MOST = 10
_AGENCY = r"(?:(?:\p{L}\s){2,5}|\p{L}+\s)"
_DASH = r"(?:[-–—]{1,2}|:)"
#: Of press offices: `Kiel, 26. November 2026`, `Paris, le 26 novembre 2026`, `BONN, Nov. 26, 2026`.
_PLACE_AND_DAY = (
    rf"(?:{_NAME}\s){{0,3}}{_NAME}[,،]\s?(?:\p{{L}}{{1,10}}[.,،]?\s){{0,2}}"
    r"(?:\d{1,2}(?:er|st|nd|rd|th|\.)?[\s/.](?:(?:de|of|di)\s)?(?:\p{L}{3,12}\.?|\d{1,2})"
    r"|\p{L}{3,12}\.?\s\d{1,2})[\s,،./]{1,2}(?:de\s)?\d{4}"
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
    # Kiel, 26. November 2026 -, SAN JOSE, Nov. 26, 2026 /PRNewswire/ --
    rf"|{_PLACE_AND_DAY}{_SERVICE}\.?\s?{_DASH}"
    rf")\s?(?=\S)"
)
_ALONE = regex.compile(rf"{_PLACE_AND_DAY}\.")


#: Where the place's name ends: before the agency, or the dash.
_PLACE_END = regex.compile(r"\s?\(|\s?(?:--|[–—:])|\s?-(?=\s)")


def without_dateline(sentence: str) -> str:
    """`sentence` without the dateline it starts with, if it does."""
    return sentence[_end(sentence) :]


def undated(first: str, second: str) -> str | None:
    """What is left of two sentences whose dateline reaches into the second, as that of
    `ALBANY, N.Y. (AP) — It rained.`; None where none does.
    """
    end = _end(f"{first} {second}")
    return second[end - len(first) - 1 :] if end > len(first) + 1 else None


def names_alone(sentence: str) -> bool:
    """Whether it is but the place or agency that a text begins with: `Berlin.`, `РИА Новости.`, the
    day too.
    """
    words = sentence.split()
    if len(words) <= _MOST and _ALONE.fullmatch(sentence):
        return True
    return len(words) <= 3 and sentence.endswith(".") and all(word[0].isupper() for word in words)


def place_of(paragraph: str) -> str | None:
    """The place in the dateline that `paragraph` starts with, without the day that may follow it;
    a name in capitals is toned down.
    """
    dateline = paragraph[: _end(paragraph)]
    end = _PLACE_END.search(dateline)
    parts = regex.split("([,،])", dateline[: end.start()]) if end else []
    names = [part.strip() for part in parts[::2]]
    told = [name for name in names if name and not any(letter.isdigit() for letter in name)]
    return f"{parts[1] if len(told) > 1 else ''} ".join(map(_toned_down, told)) or None


def _toned_down(name: str) -> str:
    return name.title() if name.isupper() and len(name) > 3 and "." not in name else name


def _end(text: str) -> int:
    match = _DATELINE.match(text[:_LONGEST])
    return match.end() if match else 0
