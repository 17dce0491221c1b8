"""Formats times for the readers of an edition: month names, order and digits by CLDR."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_time

from matbaa.language.calendars import solar_hijri
from matbaa.language.date_words import solar_month
from matbaa.pages.translations import locale_of

_DIGITS = {
    "arab": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"),
    "arabext": str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"),
    "beng": str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"),
}
#: CLDR has Arabic-Indic digits for plain `ar`, but pan-Arab news (BBC, Al Jazeera, Al Arabiya)
#: write Latin ones; a country's own edition (`ar-EG`) keeps its own.
_LATIN_DIGITS = frozenset({"ar"})


def digits(text: str | int, locale: Locale) -> str:
    """`text` with the digits that readers of the locale use."""
    if str(locale) in _LATIN_DIGITS:
        return str(text)
    table = _DIGITS.get(locale.default_numbering_system or "latn")
    return str(text).translate(table) if table else str(text)


@lru_cache(maxsize=4096)
def date_text(moment: datetime, language: str, edition: str = "") -> str:
    """The day of `moment` in words, e.g. `10 أبريل 2025`; in Persian by the Solar Hijri calendar:
    `۲۱ فروردین ۱۴۰۴`.
    """
    locale = locale_of(language, edition)
    return _solar_hijri(moment, locale) or _gregorian(moment, locale)


@lru_cache(maxsize=4096)
def time_text(moment: datetime, language: str, edition: str = "") -> str:
    """Day and time of `moment` with its offset, e.g. `10 April 2025, 08:43 GMT+3`; in Persian by
    both calendars, as BBC Persian has them: `۲۱ فروردین ۱۴۰۴ - ۱۰ آوریل ۲۰۲۵، ۰۸:۴۳ GMT+3`.
    """
    locale = locale_of(language, edition)
    clock = digits(format_time(moment, "HH:mm", locale=locale), locale)
    pattern = str(locale.datetime_formats["medium"])
    days = (_solar_hijri(moment, locale), _gregorian(moment, locale))
    return pattern.format(f"{clock} {_gmt(moment)}", " - ".join(filter(None, days)))


def _gregorian(moment: datetime, locale: Locale) -> str:
    return digits(format_date(moment, "long", locale=locale), locale)


def _solar_hijri(moment: datetime, locale: Locale) -> str | None:
    """The date by the Solar Hijri calendar; None in languages that do not use it."""
    found = solar_hijri(moment.date()) if locale.language == "fa" else None
    if found is None:
        return None
    year, month, day = found
    name = solar_month(month, afghan=locale.territory == "AF")
    return digits(f"{day} {name} {year}", locale)


def _gmt(moment: datetime) -> str:
    """The offset as `GMT+3`, `GMT+5:30` or `GMT`, a form that all languages use."""
    offset = moment.utcoffset() or timedelta(0)
    if not offset:
        return "GMT"
    minutes = abs(offset) // timedelta(minutes=1)
    clock = f"{minutes // 60}:{minutes % 60:02}".removesuffix(":00")
    return f"GMT{'-' if offset < timedelta(0) else '+'}{clock}"
