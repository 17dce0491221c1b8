"""Reads dates and times as newsrooms write them: many languages, calendars, relative dates.

Own patterns cover what bylines use and tell the position of a date in a text. If a whole string
should be a date and they do not match, the dateparser library reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from matbaa.language import date_patterns as patterns
from matbaa.language.date_reading import FoundDate, Reader
from matbaa.language.date_words import (
    FILLERS,
    PUBLISHED,
    UNSPECIFIED,
    UPDATED,
    gregorian_months,
    weekdays,
)
from matbaa.language.detect import likely_languages, main_script, script_of
from matbaa.language.machine_dates import printed
from matbaa.language.named_days import named_day
from matbaa.language.normalize import fold

if TYPE_CHECKING:
    from dateparser.date import DateDataParser  # type: ignore[import-untyped]  # has no types

__all__ = ["FoundDate", "find_dates", "is_publication_label", "is_update_label", "parse_date"]

#: A string of more characters is not taken for a date.
LONGEST = 200
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_NUMBERS_ONLY = re.compile(r"[\d\s:.,/+tz\-]*")
#: Dates in two calendars mean the same day if they differ by at most this: the lunar calendar
#: depends on the country and the sighting of the moon.
_SAME_DAY = timedelta(days=3)


def parse_date(
    text: str,
    *,
    zone: ZoneInfo,
    received: datetime,
    language: str | None = None,
    thorough: bool = True,
) -> FoundDate | None:
    """The date, if `text` is nothing but a date, perhaps with a label ("Published:", "نشر في") and
    a weekday.

    Of several dates, as in "published ... updated ...", it is the first; of one day in two
    calendars the Gregorian one. None if the text has no day or an invalid one. If not `thorough`,
    dateparser is not used, which takes about 0.2 ms instead of up to 10.
    """
    if not text.strip() or len(text) > LONGEST:
        return None
    if _EPOCH.fullmatch(text.strip()):
        return _from_epoch(text)
    if (moment := printed(text.strip(), zone) or named_day(text, zone, received)) is not None:
        return moment
    found = find_dates(text, zone=zone, received=received, language=language)
    if found and not _rest(text, found, language):
        return _first(found)
    folded, _ = _fold(text)
    if not thorough or _NUMBERS_ONLY.fullmatch(folded.strip()) or _is_month_alone(folded, language):
        return None
    return _by_library(text, zone, received, language)


def find_dates(
    text: str, *, zone: ZoneInfo, received: datetime, language: str | None = None
) -> list[FoundDate]:
    """Every date in a line or paragraph, in order, with its time and zone if they are next to it.

    Relative dates ("قبل ساعتين", "2 hours ago") count from `received`; a date without a year is the
    latest one before it. Numeric dates follow the language: 4/10 is in April in the United States.
    """
    folded, places = _fold(text)
    reader = Reader(zone, received, language, _languages(folded, language))
    found = sorted(_matches(folded, reader), key=lambda each: (each.start, -each.end))
    kept: list[FoundDate] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return [replace(each, start=places[each.start], end=places[each.end - 1] + 1) for each in kept]


def is_update_label(text: str) -> bool:
    """Whether the text before a date labels it as the date of the last change."""
    return _label(UPDATED).search(_fold(text)[0]) is not None


def is_publication_label(text: str) -> bool:
    """Whether the text before a date labels it as the date of publication."""
    return _label(PUBLISHED).search(_fold(text)[0]) is not None


def _fold(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its characters the position in `text`."""
    letters = list(map(_fold_letter, text))
    folded = "".join(letters)
    if len(folded) == len(letters) and all(letters):  # the usual case: one for one
        return folded, range(len(letters))
    return folded, [place for place, plain in enumerate(letters) for _ in plain]


@cache
def _fold_letter(letter: str) -> str:
    return " " if letter.isspace() else fold(letter)


def _languages(folded: str, language: str | None) -> tuple[str, ...]:
    """The languages whose month names are recognised: the given one, and those of the script."""
    script, _ = main_script(folded)
    of_script = UNSPECIFIED.get(script, ())
    if language:
        primary = language.replace("_", "-").split("-")[0].lower()
        foreign = () if script == script_of(primary) else of_script
        return tuple(dict.fromkeys((primary, "ar", "en", *foreign)))
    return tuple(dict.fromkeys((*of_script, "en", "ar")))


def _is_month_alone(folded: str, language: str | None) -> bool:
    """Whether the text is a month and a year without a day."""
    words = folded.split()
    names = [gregorian_months(each) for each in _languages(folded, language)]
    return words[-1].isdigit() and any(" ".join(words[:-1]) in known for known in names)


def _matches(folded: str, reader: Reader) -> Iterator[FoundDate]:
    if any(letter.isdigit() for letter in folded):
        taken: list[tuple[int, int]] = []
        for shape in patterns.dates(reader.languages):
            for match in shape.finditer(folded):
                if all(match.end() <= start or match.start() >= end for start, end in taken):
                    taken.append(match.span())
                    yield from reader.dated(match, folded)
    for match in patterns.relative().finditer(folded):
        yield from reader.counted(match, folded)


def _rest(text: str, found: list[FoundDate], language: str | None) -> str:
    """The words of `text` that are no dates, labels, weekdays or fillers."""
    parts, end = [], 0
    for each in found:
        parts.append(text[end : each.start])
        end = each.end
    rest = " \n ".join([*parts, text[end:]])
    folded, _ = _fold(rest.replace("\n", "|"))
    for words in (_label(UPDATED), _label(PUBLISHED), _days(_languages(folded, language))):
        folded = words.sub(" ", folded)
    said = re.findall(r"[^\W_]+", _label(FILLERS).sub(" ", folded))
    return " ".join(said)


@cache
def _label(words: tuple[str, ...]) -> re.Pattern[str]:
    return patterns.whole_words(fold(word) for word in words)


@cache
def _days(languages: Iterable[str]) -> re.Pattern[str]:
    return patterns.whole_words(day for language in languages for day in weekdays(language))


def _first(found: list[FoundDate]) -> FoundDate:
    first, *others = found
    if first.calendar == "gregorian":
        return first
    same = (each for each in others if abs(each.when - first.when) <= _SAME_DAY)
    gregorian = next((each for each in same if each.calendar == "gregorian"), None)
    return replace(gregorian, start=first.start) if gregorian else first


def _from_epoch(text: str) -> FoundDate:
    seconds = int(text.strip()[:10])
    when = datetime.fromtimestamp(seconds, UTC)
    return FoundDate(when, True, True, 0, len(text))


def _by_library(
    text: str, zone: ZoneInfo, received: datetime, language: str | None
) -> FoundDate | None:
    """The date that dateparser reads in the language. If none is given, it tries those of the
    script, then all that it knows, which take seconds to load.
    """
    bare = _label(PUBLISHED).sub(" ", _label(UPDATED).sub(" ", text.casefold())).strip(" :|-–")
    now = received.astimezone(zone).replace(tzinfo=None)
    for languages in (_known(language),) if language else (_likely_languages(bare), None):
        data = _library(languages, now, "current_period").get_date_data(bare)
        if data.date_obj and data.date_obj.replace(tzinfo=None) > now + timedelta(days=1):
            data = _library(languages, now, "past").get_date_data(bare)
        if when := _christian(data.date_obj):
            aware = when if when.tzinfo else when.replace(tzinfo=zone)
            return FoundDate(aware, data.period == "time", when.tzinfo is not None, 0, len(text))
    return None


def _christian(when: datetime | None) -> datetime | None:
    """The date, converted if its year is of the Thai calendar, 543 ahead; None if implausible."""
    if when is None or when.year not in range(1000, 2800):
        return None
    if when.year < 2400:
        return when if when.year < 2200 else None
    return when.replace(year=when.year - 543)


def _library(languages: list[str] | None, now: datetime, prefer: str) -> DateDataParser:
    """A dateparser for some languages or all. `prefer` says whether an incomplete date is taken to
    be in the past or the future.
    """
    from dateparser.date import DateDataParser

    settings = {
        "RELATIVE_BASE": now,
        "PREFER_DATES_FROM": prefer,
        "RETURN_TIME_AS_PERIOD": True,
        "PARSERS": ["relative-time", "custom-formats", "absolute-time"],
    }
    return DateDataParser(languages=languages, settings=settings)


def _known(language: str) -> list[str]:
    """The language by dateparser's name; English if it does not know the language."""
    tags = (language.replace("_", "-"), language.replace("_", "-").split("-")[0].lower())
    return [next((tag for tag in tags if tag in _libraries_languages()), "en")]


def _likely_languages(text: str) -> list[str]:
    script, _ = main_script(text)
    likely = (*likely_languages(text), *UNSPECIFIED.get(script, ()), "en")
    return [name for name in dict.fromkeys(likely) if name in _libraries_languages()]


@cache
def _libraries_languages() -> frozenset[str]:
    from dateparser.data import languages_info  # type: ignore[import-untyped]  # has no types

    return frozenset(languages_info.language_locale_dict)
