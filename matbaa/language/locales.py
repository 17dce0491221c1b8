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
#: Tables that only the desk shows: time zones, and words such as `yesterday`; its languages.
_OF_DESK, _DESK = ("time_zones", "meta_zones", "date_fields"), {"root", "en", "ar"}


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

    Babel keeps all it has read of a language, a megabyte, of which this leaves a fifth. The rules
    are like those by which the image's files are made smaller (`deploy/slim.py`). Of the names of
    languages each one's own is left, and those of languages whose data builds on it (`no`: `nb`).
    """
    from babel import localedata
    from babel.core import get_global

    tables: dict[str, Any] = localedata.load(str(locale))  # the dict that Babel itself uses
    for name in _UNREAD:
        tables[name] = {}
    for name in _UNITS:
        units = tables.get(name, {})
        tables[name] = {unit: units[unit] for unit in units if unit.startswith(_DURATION)}
    if str(locale) not in _DESK:
        for name in _OF_DESK:
            tables[name] = {}
        parents = get_global("parent_exceptions")
        own = {locale.language, *(child for child in parents if parents[child] == str(locale))}
        names = tables["languages"]
        tables["languages"] = {code: names[code] for code in names if code in own}
    return locale
