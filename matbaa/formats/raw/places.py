"""Reads where a text was written, and by whom: `بيروت - من سلمى حداد`, `ТВЕРЬ, 12 ноября.`"""

from __future__ import annotations

import re

from matbaa.formats.names import WORD
from matbaa.language.dates import FoundDate
from matbaa.prose.datelines import place_toned

#: Words after "from" with which no name begins: inside, in front of, the city of, and most verbs.
_NO_NAMES = (
    "داخل|أمام|امام|خلف|وسط|بين|فوق|تحت|خارج|قرب|قلب|مدينة|شوارع|ساحة|ميدان|أرض|ارض|جديد|"
    "قبل|بعد|أجل|اجل|دون|غير|كل|هنا|هو|هي|هم|هذا|هذه|أين|اين|الذي|التي|ال\\w+|ي(?!وسف|اسر|اسين|حيى|"
    "حيي|زن|عقوب|ونس|اسمين|ارا|مان)\\w+|ت(?!امر|وفيق|حسين|غريد|هاني|يسير|ركي|ماضر|مارا|مام)\\w{3,}"
)
_PLACED = re.compile(
    rf"(?P<place>(?:{WORD}\s){{0,2}}{WORD})\s?[-–—،,/|]\s?من\s(?P<name>(?!(?:{_NO_NAMES})\b){WORD}"
    rf"(?:\s{WORD}){{1,2}})"
)
#: The same before the first sentence of a paragraph.
_BEFORE_TEXT = re.compile(rf"{_PLACED.pattern}\s?(?P<dash>[-–—:]+)\s(?=\S)")
#: The reporter behind the dateline of Turkish agencies: `ANKARA (AA) - ADA HOLM - Kent`.
_CAPITALS = "[^\\W\\d_a-zçğıöşü]{2,}"
_BEHIND_AGENCY = re.compile(
    rf"(?P<place>[^\W\d_][^()\n]{{1,40}}\([^()]{{2,10}}\))\s?[-–—]\s(?P<name>{_CAPITALS}(?:\s{_CAPITALS}){{1,2}})"
    r"(?:/[^-–—\n]{2,60})?\s?[-–—]+\s(?=\S)"
)
#: The place before the day in two calendars, in a row of the Saudi agency.
_SAUDI = re.compile(
    r"(?P<place>(?:[\u0621-\u064a]+\s){0,2}[\u0621-\u064a]+)[\s،]+(?=\d{1,2}\s).{8,90}\s(?:/\s?)?واس(?:\s?/)?"
)
_LONGEST, _LONGEST_PLACE = 60, 40
#: The word between a place and the day: `الفجيرة في 24 نوفمبر`.
_IN = re.compile(r"\s(?:في|فى|يوم|le|am|den|på|el)$")


def written_by(line: str) -> tuple[str, str] | None:
    """The place and the name in a line that consists of them; None for any other line."""
    found = _PLACED.fullmatch(line.strip()) if len(line) <= _LONGEST and "من" in line else None
    return (found["place"], found["name"]) if found else None


def place_of_row(row: str) -> str | None:
    """The place in a row of its own with the day and the agency behind it."""
    found = _SAUDI.fullmatch(row) if "واس" in row[-8:] else None
    return found["place"] if found else None


def byline_before(paragraph: str) -> tuple[str, str, str] | None:
    """The place and the name before the first sentence of a paragraph, and the paragraph without
    the name; None if there are none.
    """
    start = paragraph[: 2 * _LONGEST]
    if behind := _BEHIND_AGENCY.match(start):
        place, _, agency = behind["place"].partition("(")
        rest = f"{place}({agency} - {paragraph[behind.end() :]}"
        return place_toned(place.strip()), behind["name"], rest
    found = _BEFORE_TEXT.match(start) if "من" in start else None
    if found is None:
        return None
    return found["place"], found["name"], f"{found['place']} - {paragraph[found.end() :]}"


def place_before(paragraph: str, day: FoundDate) -> str | None:
    """The place before the day of a dateline, if there is one."""
    place = _IN.sub("", paragraph[: day.start].strip(" ,،-–—|/."))
    if not place or len(place) > _LONGEST_PLACE or any(map(str.isdigit, place)):
        return None
    return place.title() if place.isupper() and len(place) > 3 else place
