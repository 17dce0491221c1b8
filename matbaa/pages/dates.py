"""Times as readers of an edition write them: month names, order and digits by CLDR."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_time, get_timezone_gmt

from matbaa.pages.translations import locale_of

_DIGITS = {
    "arab": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"),
    "arabext": str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"),
}
#: CLDR has Arabic-Indic digits for plain `ar`, but pan-Arab news (BBC, Al Jazeera, Al Arabiya)
#: write Latin ones; a country's own edition (`ar-EG`) keeps its own.
_LATIN_DIGITS = frozenset({"ar"})


def digits(text: str | int, locale: Locale) -> str:
    """`text` with the digits of the locale's readers."""
    if str(locale) in _LATIN_DIGITS:
        return str(text)
    table = _DIGITS.get(locale.default_numbering_system or "latn")
    return str(text).translate(table) if table else str(text)


@lru_cache(maxsize=4096)
def date_text(moment: datetime, language: str, edition: str = "") -> str:
    """The day of `moment` in words, e.g. `10 أبريل 2025`."""
    locale = locale_of(language, edition)
    return digits(format_date(moment, "long", locale=locale), locale)


@lru_cache(maxsize=4096)
def time_text(moment: datetime, language: str, edition: str = "") -> str:
    """Day and time of `moment` with its offset, e.g. `10 April 2025, 08:43 GMT+3`."""
    locale = locale_of(language, edition)
    offset = get_timezone_gmt(moment, "short", locale="en").replace("+0000", "")
    clock = format_time(moment, "HH:mm", locale=locale)
    return f"{date_text(moment, language, edition)}, {digits(clock, locale)} {_gmt(offset)}".strip()


def _gmt(offset: str) -> str:
    """`+0300` -> `GMT+3`, `+0530` -> `GMT+5:30`, empty -> `GMT`."""
    if not offset:
        return "GMT"
    hours, minutes = int(offset[1:3]), offset[3:]
    return f"GMT{offset[0]}{hours}" + (f":{minutes}" if minutes != "00" else "")
