"""Locales: what is read of them, and what stays in memory."""

from __future__ import annotations

from datetime import date, timedelta

from babel.dates import format_date, format_timedelta

from matbaa.language.locales import locale_of
from matbaa.pages.translations import name_of


def test_what_is_never_read_of_a_language_does_not_stay_in_memory() -> None:
    greek, arabic = locale_of("el"), locale_of("ar")

    assert greek is not None
    assert arabic is not None
    assert not greek.currencies
    assert not greek.time_zones
    assert arabic.time_zones  # the desk shows them


def test_countries_dates_and_durations_of_a_language_stay_known() -> None:
    locale = locale_of("el-GR")

    assert locale is not None
    assert locale.territories["PT"] == "Πορτογαλία"
    assert format_date(date(2031, 5, 4), "long", locale=locale) == "4 Μαΐου 2031"
    assert format_timedelta(timedelta(hours=3), locale=locale) == "3 ώρες"


def test_a_language_unknown_to_the_cldr_has_no_locale() -> None:
    assert locale_of("tlh") is None


def test_a_language_is_named_in_itself_even_if_its_data_builds_on_anothers() -> None:
    assert [locale_of("no") is None, name_of("nb"), name_of("el")] == [
        False,
        "norsk bokmål",
        "Ελληνικά",
    ]
