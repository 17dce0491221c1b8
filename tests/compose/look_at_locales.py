"""Prints how every locale writes what pages and the desk show, inside the image and outside.

The image has only some of Babel's tables (`deploy/slim.py`); none that is needed may be missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from babel import Locale, localedata
from babel.dates import format_date, format_datetime, format_time
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit

from desk.translations import LANGUAGES

_MOMENT = datetime(2026, 3, 4, 15, 6, 7, tzinfo=UTC)


def written(locale: Locale) -> Iterator[str]:
    """Dates, numbers, durations and names in this locale."""
    if str(locale) in LANGUAGES:
        yield format_datetime(_MOMENT, "full", locale=locale)
        yield from (locale.languages[name] for name in sorted(locale.languages))
    yield format_date(_MOMENT, "long", locale=locale)
    yield format_date(_MOMENT, "medium", locale=locale)
    yield format_time(_MOMENT, "HH:mm", locale=locale)
    yield format_decimal(12_345.6, locale=locale)
    yield format_list(["a", "b", "c"], locale=locale)
    yield locale.get_display_name("en") or ""
    yield locale.get_display_name() or ""
    for unit in ("day", "hour", "minute", "second"):
        for length in ("long", "short", "narrow"):
            yield format_unit(3, f"duration-{unit}", length=length, locale=locale)


for name in sorted(localedata.locale_identifiers()):
    print(name, *written(Locale.parse(name)), sep="|")
