"""Dates on pages, in the calendar that their readers use."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from matbaa.pages.dates import date_text
from tests.matbaa.sample_site import article, texts, values

DAY = datetime(2025, 4, 10, tzinfo=UTC)


def test_persian_pages_show_dates_in_both_calendars_and_machine_readable_ones_in_one() -> None:
    page = article("fa")

    assert "۲۱ فروردین ۱۴۰۴ - ۱۰ آوریل ۲۰۲۵" in texts(page, ".facts li")[0]
    assert str(values(page, ".facts time", "datetime")[0]).startswith("2025-04-10T")


@pytest.mark.parametrize(
    ("language", "edition", "written"),
    [
        ("fa", "", "۲۱ فروردین ۱۴۰۴"),
        ("fa", "fa-AF", "۲۱ حمل ۱۴۰۴"),
        ("ar", "", "10 أبريل 2025"),
        ("ur", "", "10 اپریل، 2025"),
    ],
)
def test_dates_are_written_in_the_form_of_each_country(
    language: str, edition: str, written: str
) -> None:
    assert date_text(DAY, language, edition) == written


def test_dates_before_the_solar_calendar_stay_gregorian() -> None:
    assert "۱۹۰۰" in date_text(datetime(1900, 1, 1, tzinfo=UTC), "fa")
