"""Locales of languages, by the Unicode CLDR."""

from __future__ import annotations

import contextlib
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from babel import Locale

#: Tables that nothing here reads.
_UNREAD = (
    "currency_names",
    "currency_names_plural",
    "compact_currency_formats",
    "compact_decimal_formats",
    "datetime_skeletons",
    "interval_formats",
)
#: Tables of units, of which only durations are read.
_UNITS, _DURATION = ("unit_patterns", "unit_display_names"), "duration-"
#: Names of time zones, which only the desk shows, and the languages it speaks.
_ZONES, _DESK = ("time_zones", "meta_zones"), {"root", "en", "ar"}


@cache
def locale_of(language: str) -> Locale | None:
    """The locale of a language, or that of its primary subtag; None if the CLDR has neither."""
    from babel import Locale, UnknownLocaleError  # reads its data on first use

    for tag in (language, language.replace("_", "-").split("-")[0]):
        with contextlib.suppress(UnknownLocaleError, ValueError):
            return spared(Locale.parse(tag.replace("-", "_")))
    return None


def spared(locale: Locale) -> Locale:
    """`locale`, after what is not read of it was dropped from memory.

    Babel keeps all it has read of a language, a megabyte, of which this leaves a quarter. The rules
    are those by which the image's files are made smaller (`deploy/slim.py`).
    """
    from babel import localedata

    tables: dict[str, Any] = localedata.load(str(locale))  # the dict that Babel itself uses
    unread = _UNREAD if str(locale) in _DESK else (*_UNREAD, *_ZONES)
    for name in unread:
        tables[name] = {}
    for name in _UNITS:
        units = tables.get(name, {})
        tables[name] = {unit: units[unit] for unit in units if unit.startswith(_DURATION)}
    return locale
