"""Converts lunar Hijri, solar Hijri and Ethiopian dates to Gregorian ones."""

from __future__ import annotations

from datetime import date, timedelta

#: First day of the solar year 1300, from which days are counted.
_NOWRUZ_1300 = date(1921, 3, 21)
#: First day of year 1 of the Era of Mercy: 29 August 8 in the Julian calendar.
_MESKEREM_1 = date(8, 8, 27)
#: Values of (year mod 33) in leap years; valid from 1244 to 1472 (Borkowski, "The Persian
#: calendar for 3000 years", Earth, Moon and Planets 74, 1996).
_LEAP_REMAINDERS = {1, 5, 9, 13, 17, 22, 26, 30}


def hijri(year: int, month: int, day: int) -> date | None:
    """The Gregorian date of a day of the Umm al-Qura calendar (1343-1500 AH), None if invalid."""
    from hijridate import Hijri

    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(found.year, found.month, found.day)


def jalali(year: int, month: int, day: int) -> date | None:
    """The Gregorian date of a day of the solar Hijri calendar (1300-1472 AP), None if invalid."""
    if not (1300 <= year <= 1472 and 1 <= month <= 12):
        return None
    if not 1 <= day <= _month_days(year, month):
        return None
    days = sum(365 + _is_leap(each) for each in range(1300, year))
    days += sum(_month_days(year, each) for each in range(1, month)) + day - 1
    return _NOWRUZ_1300 + timedelta(days=days)


def ethiopian(year: int, month: int, day: int) -> date | None:
    """The Gregorian date of a day of the Ethiopian calendar, Era of Mercy, None if invalid.

    A year has twelve months of thirty days, then five days, or six in the year before one divisible
    by four (Dershowitz and Reingold, "Calendrical Calculations", chapter 4).
    """
    longest = 30 if month <= 12 else 6 if year % 4 == 3 else 5
    if not (1 <= year <= 3000 and 1 <= month <= 13 and 1 <= day <= longest):
        return None
    days = 365 * (year - 1) + year // 4 + 30 * (month - 1) + day - 1
    return _MESKEREM_1 + timedelta(days=days)


def solar_hijri(day: date) -> tuple[int, int, int] | None:
    """A Gregorian date as solar Hijri year, month and day; None outside of 1300 to 1472 AP."""
    days = (day - _NOWRUZ_1300).days
    if days < 0:
        return None
    year, month = 1300, 1
    while days >= 365 + _is_leap(year):
        days -= 365 + _is_leap(year)
        year += 1
    while days >= _month_days(year, month):
        days -= _month_days(year, month)
        month += 1
    return (year, month, days + 1) if year <= 1472 else None


def _is_leap(year: int) -> bool:
    return year % 33 in _LEAP_REMAINDERS


def _month_days(year: int, month: int) -> int:
    if month <= 6:
        return 31
    return 30 if month < 12 or _is_leap(year) else 29
