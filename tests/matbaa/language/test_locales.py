"""Locales: what is read of them, and what stays in memory."""

from __future__ import annotations

import pickle
from datetime import date, timedelta

from babel import localedata
from babel.dates import format_date, format_timedelta

from matbaa.language.locales import locale_of


def test_less_than_half_of_what_is_known_about_a_language_stays_in_memory() -> None:
    assert locale_of("el") is not None
    name = localedata.resolve_locale_filename("el")
    with open(name, "rb") as file:  # noqa: PTH123 -- the name is a string
        known = len(pickle.dumps(pickle.load(file)))  # noqa: S301 -- Babel's own file

    assert len(pickle.dumps(localedata.load("el"))) < known / 2


def test_countries_dates_and_durations_of_a_language_stay_known() -> None:
    locale = locale_of("el-GR")

    assert locale is not None
    assert locale.territories["PT"] == "Πορτογαλία"
    assert format_date(date(2031, 5, 4), "long", locale=locale) == "4 Μαΐου 2031"
    assert format_timedelta(timedelta(hours=3), locale=locale) == "3 ώρες"


def test_a_language_unknown_to_the_cldr_has_no_locale() -> None:
    assert locale_of("tlh") is None
