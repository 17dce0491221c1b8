"""Turns a match of `date_patterns` into a moment: calendars, clock times, relative dates."""

from __future__ import annotations

import calendar as months_of
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from matbaa.language import date_patterns as patterns
from matbaa.language.calendars import ethiopian, hijri, jalali
from matbaa.language.date_words import (
    AFTERNOON,
    ARABIC_NUMBERS,
    ARABIC_UNITS,
    MORNING,
    NAMED_DAYS,
    ethiopian_months,
    gregorian_months,
    hijri_months,
    jalali_months,
    month_first,
)
from matbaa.language.zones import zone_named

Calendar = Literal["gregorian", "hijri", "jalali", "ethiopian"]

#: Years outside this range are misreadings, or a far future that stands for "never".
_YEARS = range(1000, 2200)
#: Years that can only be of the Thai calendar, which is 543 years ahead.
_BUDDHIST_YEARS = range(2400, 2700)
#: Years that in an article can only be of one of the two Hijri calendars.
_HIJRI_YEARS = range(1300, 1501)
_ENGLISH_UNITS = {"sec": "seconds", "min": "minutes", "hou": "hours", "hrs": "hours", "hr": "hours"}
_ENGLISH_UNITS |= {"day": "days", "wee": "weeks", "mon": "months", "yea": "years"}


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and its position in the text, `text[start:end]`."""

    #: With a time zone, the site's if none was written; at the start of the day if it has no time.
    when: datetime
    has_time: bool
    has_zone: bool
    start: int
    end: int
    #: The calendar it was written in.
    calendar: Calendar = "gregorian"
    #: Whether the year was written, not inferred from the time of receipt.
    has_year: bool = True


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads matches in the context of a document: site's time zone, time of receipt, language."""

    zone: ZoneInfo
    received: datetime
    language: str | None
    #: The languages whose month names are recognised.
    languages: tuple[str, ...]

    @property
    def now(self) -> datetime:
        """The moment the document was received, in the site's time zone."""
        return self.received.astimezone(self.zone)

    def dated(self, match: re.Match[str], folded: str) -> Iterator[FoundDate]:
        """The date of a match of `patterns.dates`, with its time; nothing if it is not valid."""
        day, calendar = _day(match, self)
        has_year = bool(match.groupdict().get("year"))
        if day is not None:
            for found in self._with_time(day, calendar, match.span(), folded):
                yield replace(found, has_year=has_year)

    def counted(self, match: re.Match[str], folded: str) -> Iterator[FoundDate]:
        """The date of a match of `patterns.relative`."""
        if match["named"]:
            day = self.now.date() - timedelta(days=NAMED_DAYS[_words(match["named"])])
            for found in self._with_time(day, "gregorian", match.span(), folded):
                yield replace(found, has_year=False)
            return
        when, exact = _counted_back(match, self.now)
        yield FoundDate(when, exact, False, match.start(), match.end(), has_year=False)

    def _with_time(
        self, day: date, calendar: Calendar, span: tuple[int, int], folded: str
    ) -> Iterator[FoundDate]:
        """The day with the time that follows it, or that is right before it."""
        start, end = span
        after = patterns.time_after(self.languages).match(folded, end)
        clock = after or _clock_before(folded, start)
        if clock is None:
            midnight = datetime.combine(day, time(), self.zone)
            yield FoundDate(midnight, False, False, start, end, calendar)
            return
        moment, named = _time_of_day(clock), clock["zone"]
        zone = zone_named(named) if named else self.zone
        if moment is None or zone is None:
            return
        when = datetime.combine(day, time(), zone) + moment
        start, end = min(start, clock.start()), max(end, clock.end())
        yield FoundDate(when, True, named is not None, start, end, calendar)


def _day(match: re.Match[str], reader: Reader) -> tuple[date | None, Calendar]:
    parts = match.groupdict()
    if parts.get("first"):
        month_leads = month_first(reader.language) and parts["sep"] != "."
        order = ("second", "first") if month_leads else ("first", "second")
        day, month = (int(parts[name]) for name in order)
        day, month = (month, day) if month > 12 >= day else (day, month)
        year = _full_year(parts["year"])
        if day <= 12 and _is_to_come(year, month, day, reader) > _is_to_come(
            year, day, month, reader
        ):
            day, month = month, day
        return _gregorian_or_not(year, month, day, parts.get("era"), reader)
    day = int(parts["day"])
    if parts.get("name"):
        return _ethiopian(parts, match, reader) or _named(
            parts["name"], parts.get("year"), day, reader
        )
    month = int(parts["month"])
    if not parts.get("year"):
        return _last(month, day, reader), "gregorian"
    return _gregorian_or_not(int(parts["year"]), month, day, parts.get("era"), reader)


def _is_to_come(year: int, month: int, day: int, reader: Reader) -> bool:
    """Whether a day is later than tomorrow. Of the two readings of 12/03 the past one is meant."""
    found = _date(year, month, day)
    return found is not None and found > reader.now.date() + timedelta(days=1)


def _ethiopian(
    parts: dict[str, str | None], match: re.Match[str], reader: Reader
) -> tuple[date, Calendar] | None:
    """A date of the Ethiopian calendar, recognised by its era, or by the month before the day, as
    Ethiopian papers write it. Who uses these month names for Gregorian dates puts the day first.
    """
    month = ethiopian_months().get(_words(parts["name"] or ""))
    is_meant = (parts.get("era") or "").startswith("ዓ") or match.start("name") < match.start("day")
    if month is None or not parts.get("year") or not is_meant:
        return None
    found = ethiopian(int(parts["year"] or 0), month, int(parts["day"] or 0))
    is_past = found is not None and found <= reader.now.date() + timedelta(days=1)
    return (found, "ethiopian") if found and is_past else None


def _named(name: str, year: str | None, day: int, reader: Reader) -> tuple[date | None, Calendar]:
    name = _words(name)
    number = _full_year(year) if year else 0
    if number in _HIJRI_YEARS and name in jalali_months():
        return jalali(number, jalali_months()[name], day), "jalali"
    if number in _HIJRI_YEARS and name in hijri_months():
        return hijri(number, hijri_months()[name], day), "hijri"
    months = (gregorian_months(language) for language in reader.languages)
    month = next((known[name] for known in months if name in known), 0)
    return (_date(number, month, day) if number else _last(month, day, reader)), "gregorian"


def _gregorian_or_not(
    year: int, month: int, day: int, era: str | None, reader: Reader
) -> tuple[date | None, Calendar]:
    """A numeric date; year, era and language tell whether it is of one of the Hijri calendars."""
    if year in _HIJRI_YEARS:
        if reader.languages[0] in {"fa", "ps"}:
            return jalali(year, month, day), "jalali"
        if reader.languages[0] == "ar" or (era or "").startswith(("ه", "هجر")):
            return hijri(year, month, day), "hijri"
    return _date(year, month, day), "gregorian"


def _full_year(digits: str) -> int:
    """The year; two digits mean 1970 to 2069, close to POSIX (strptime, %y: 1969 to 2068)."""
    year = int(digits.lstrip("'"))
    return year if year >= 100 else year + (1900 if year >= 70 else 2000)


def _date(year: int, month: int, day: int) -> date | None:
    if year in _BUDDHIST_YEARS:
        year -= 543
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _last(month: int, day: int, reader: Reader) -> date | None:
    """The latest such day up to tomorrow: a date without a year is a recent one."""
    today = reader.now.date()
    candidates = (_date(year, month, day) for year in range(today.year, today.year - 9, -1))
    return next((each for each in candidates if each and each <= today + timedelta(days=1)), None)


def _clock_before(folded: str, start: int) -> re.Match[str] | None:
    """A time right before the date, as in "08:43 - 10 April"."""
    for match in patterns.time_of_day().finditer(folded, max(0, start - 40), start):
        between = folded[match.end() : start]
        if re.fullmatch(r"[\s,،|•·\-–—]*(?:on|em|le|am|el|il)?\s*", between) and ":" in match[0]:
            return match
    return None


def _time_of_day(match: re.Match[str]) -> timedelta | None:
    """The time since the start of the day; None if it is not valid."""
    hour = int(match["hour"])
    minute = int(match["minute"] or match["dotted"] or match["spoken"] or 0)
    second = min(int(match["second"] or 0), 60)
    half = _words(match["half"] or match["early"] or "")
    if half in AFTERNOON and hour < 12 and not (half == "ليلا" and hour < 5):
        hour += 12
    elif half in MORNING and hour == 12:
        hour = 0
    if minute > 59 or (hour, minute, second) > (24, 0, 0):
        return None
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _counted_back(match: re.Match[str], now: datetime) -> tuple[datetime, bool]:
    """The moment of a relative date, and whether its time of day is meaningful."""
    if match["now"]:
        return now, True
    amount, unit = _amount(match["amount"] or match["count"]), match["unit"] or match["english"]
    unit = ARABIC_UNITS.get(unit) or _ENGLISH_UNITS[unit[:3]]
    if unit[0].isdigit():
        number, unit = unit.split()
        amount = int(number)
    if unit in {"seconds", "minutes", "hours"}:
        return now - timedelta(**{unit: amount}), True
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if unit in {"days", "weeks"}:
        return midnight - timedelta(**{unit: amount}), False
    return _months_before(midnight, int(amount * (12 if unit == "years" else 1))), False


def _amount(word: str | None) -> float:
    if not word or word in {"a", "an"}:
        return 1
    if word.isdigit():
        return int(word)
    return 0.5 if word.startswith("half") else ARABIC_NUMBERS[word]


def _months_before(when: datetime, months: int) -> datetime:
    """The same day `months` earlier, or the last day of that month if it is shorter."""
    years, month = divmod(when.year * 12 + when.month - 1 - months, 12)
    year = max(years, 1)
    day = min(when.day, months_of.monthrange(year, month + 1)[1])
    return when.replace(year=year, month=month + 1, day=day)


def _words(text: str) -> str:
    return " ".join(text.split())
