"""Dates and times in the ways newsrooms write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matbaa.language.calendars import jalali, solar_hijri
from matbaa.language.dates import FoundDate, find_dates, parse_date

RIYADH = ZoneInfo("Asia/Riyadh")
RECEIVED = datetime(2025, 4, 12, 9, 30, tzinfo=UTC)  # a Saturday, 12:30 in Riyadh


def read(text: str, language: str | None = "ar") -> FoundDate | None:
    return parse_date(text, zone=RIYADH, received=RECEIVED, language=language)


def day(text: str, language: str | None = "ar") -> str | None:
    found = read(text, language)
    return found.when.date().isoformat() if found else None


def minute(text: str, language: str | None = "ar") -> str | None:
    found = read(text, language)
    assert found is None or found.has_time
    return found.when.isoformat(timespec="minutes") if found else None


@pytest.mark.parametrize(
    "text",
    [
        "10 أبريل 2025",
        "10 ابريل 2025",
        "10 إبريل 2025",
        "10 نيسان 2025",
        "10 نيسان/أبريل 2025",
        "10 أبريل (نيسان) 2025",
        "10 أفريل 2025",
        "10 الطير 2025",
        "الخميس 10 أبريل 2025",
        "يوم الخميس الموافق 10 أبريل 2025 م",
        "أبريل 10, 2025",
        "أبريل 10، 2025",
        "٢٠٢٥/٠٤/١٠",
        "١٠-٤-٢٠٢٥",
        "10/4/2025",
        "10 أبـــريل 2025",
        "10\u202fأبريل\xa02025",
        "12 شوال 1446 هـ الموافق 10 أبريل 2025",
        "نُشر في: 10 أبريل 2025",
        "تاريخ النشر 10 أبريل 2025",
    ],
)
def test_arabic_ways_to_write_the_tenth_of_april_are_read(text: str) -> None:
    assert day(text) == "2025-04-10"


@pytest.mark.parametrize(
    ("names", "month"),
    [
        ("يناير كانون_الثاني جانفي", 1),
        ("فبراير شباط فيفري", 2),
        ("مارس آذار", 3),
        ("مايو أيار ماي", 5),
        ("يونيو يونيه حزيران جوان", 6),
        ("يوليو يوليوز تموز جويلية", 7),
        ("أغسطس آب أوت غشت", 8),
        ("سبتمبر أيلول شتنبر شتمبر", 9),
        ("أكتوبر تشرين_الأول", 10),
        ("نوفمبر نونبر تشرين_الثاني", 11),
        ("ديسمبر دجنبر دجمبر كانون_الأول", 12),
    ],
)
def test_month_names_of_every_arab_country_are_read(names: str, month: int) -> None:
    for name in names.replace("_", "\xa0").split(" "):
        assert day(f"5 {name} 2024") == f"2024-{month:02}-05", name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أبريل 10, 2025 - 08:43", "2025-04-10T08:43+03:00"),
        ("أبريل 10, 2025 - 08:43 ص", "2025-04-10T08:43+03:00"),
        ("الخميس 10 أبريل 2025 - 8:43 م", "2025-04-10T20:43+03:00"),
        ("10 أبريل 2025 الساعة 8:43 مساءً", "2025-04-10T20:43+03:00"),
        ("10 أبريل 2025 12:05 ص", "2025-04-10T00:05+03:00"),
        ("08:43 - 10 أبريل 2025", "2025-04-10T08:43+03:00"),
        ("10 أبريل 2025، 08:43 بتوقيت غرينتش", "2025-04-10T08:43+00:00"),
        ("10 أبريل 2025 08:43 بتوقيت مكة المكرمة", "2025-04-10T08:43+03:00"),
        ("10 أبريل 2025 08:43 بتوقيت القاهرة", "2025-04-10T08:43+02:00"),
        ("2025-04-10T08:43:00Z", "2025-04-10T08:43+00:00"),
        ("2025-04-10T08:43:00.123-0500", "2025-04-10T08:43-05:00"),
        ("2025-04-10T24:00:00", "2025-04-11T00:00+03:00"),
        ("Thu, 10 Apr 2025 08:43:00 GMT", "2025-04-10T08:43+00:00"),
        ("Thu, 10 Apr 25 08:43:00 EST", "2025-04-10T08:43-05:00"),
        ("1744274580", "2025-04-10T08:43+00:00"),
        ("1744274580000", "2025-04-10T08:43+00:00"),
    ],
)
def test_times_keep_their_stated_zone_or_take_the_sites(text: str, expected: str) -> None:
    assert minute(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قبل ساعتين", "2025-04-12T10:30+03:00"),
        ("منذ 3 ساعات", "2025-04-12T09:30+03:00"),
        ("قبل نصف ساعة", "2025-04-12T12:00+03:00"),
        ("منذ ٢٠ دقيقة", "2025-04-12T12:10+03:00"),
        ("أمس 10:30", "2025-04-11T10:30+03:00"),
        ("الآن", "2025-04-12T12:30+03:00"),
    ],
)
def test_relative_times_count_from_when_it_was_received(text: str, expected: str) -> None:
    assert minute(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أمس", "2025-04-11"),
        ("اليوم", "2025-04-12"),
        ("أول أمس", "2025-04-10"),
        ("قبل يومين", "2025-04-10"),
        ("قبل أسبوع", "2025-04-05"),
        ("منذ شهرين", "2025-02-12"),
        ("10 أبريل", "2025-04-10"),
        ("25 ديسمبر", "2024-12-25"),
    ],
)
def test_a_day_without_a_year_is_the_latest_one_in_the_past(text: str, expected: str) -> None:
    assert day(text) == expected


def test_a_hijri_date_is_recognised_and_converted() -> None:
    found = read("12 شوال 1446 هـ")

    assert found is not None
    assert (found.calendar, found.when.date().isoformat()) == ("hijri", "2025-04-10")
    assert day("1446/10/12") == "2025-04-10"


def test_a_solar_hijri_date_is_recognised_and_converted() -> None:
    found = read("۲۱ فروردین ۱۴۰۴", "fa")

    assert found is not None
    assert (found.calendar, found.when.date().isoformat()) == ("jalali", "2025-04-10")
    assert day("۱۴۰۳/۱۲/۳۰", "fa") == "2025-03-20"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("መጋቢት 5 ቀን 2017 ዓ.ም.", "2025-03-14"),  # as the country's newspapers write it
        ("መጋቢት 5፣ 2017", "2025-03-14"),
        ("ጳጉሜ 6 ቀን 2015 ዓ.ም", "2023-09-11"),
        ("5 መጋቢት 2025", "2025-03-05"),  # as the BBC does
        ("እ.ኤ.አ መጋቢት 5 2025", "2025-03-05"),
    ],
)
def test_amharic_month_names_of_both_calendars_are_read(text: str, expected: str) -> None:
    assert day(text, "am") == expected


@given(st.dates(date(1921, 3, 21), date(2094, 3, 19)))
def test_conversion_to_solar_hijri_and_back_gives_the_same_day(when: date) -> None:
    found = solar_hijri(when)
    assert found is not None
    assert jalali(*found) == when


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("April 10, 2025", "en"),
        ("Published: 10th April 2025", "en"),
        ("4/10/2025", "en-US"),
        ("10/4/2025", "en-GB"),
        ("Veröffentlicht am 10. April 2025", "de"),
        ("publié le jeudi 10 avril 2025", "fr"),
        ("jueves, 10 de abril de 2025", "es"),
        ("10 de abril de 2025", "pt"),
        ("giovedì 10 aprile 2025", "it"),
        ("donderdag 10 april 2025", "nl"),
        ("10 kwietnia 2025", "pl"),
        ("10 апреля 2025 г.", "ru"),
        ("10 квітня 2025 року", "uk"),
        ("10 Nisan 2025 Perşembe", "tr"),
        ("Kamis, 10 April 2025", "id"),
        ("10 באפריל 2025", "he"),
        ("10 اپریل 2025", "ur"),
        ("10 अप्रैल 2025", "hi"),
        ("১০ এপ্রিল ২০২৫", "bn"),
        ("2025年4月10日", "ja"),
        ("2025年4月10日 星期四", "zh"),
        ("2025년 4월 10일", "ko"),
        ("10 เมษายน 2568", "th"),
        ("10 ኤፕሪል 2025", "am"),
        ("10 Aprili 2025", "sw"),
    ],
)
def test_the_tenth_of_april_is_read_in_other_languages(text: str, language: str) -> None:
    assert day(text, language) == "2025-04-10"


@pytest.mark.parametrize(
    "text",
    [
        "", "أبريل 2025", "2025-02-30", "2025-00-10", "0000-00-00 00:00:00", "-0001-01-01",
        "2025-04-10T24:00:01", "2025-04-10T08:43:00+25:00", "99999999999999999999", "Invalid Date",
        "NaN", "30 فبراير 2025", "9999-12-31T23:59:59Z", "وصل الوفد يوم 10 أبريل 2025 إلى العاصمة",
    ],
)  # fmt: skip
def test_text_without_a_date_gives_none(text: str) -> None:
    assert read(text) is None


def test_dates_found_in_a_line_have_their_positions() -> None:
    line = "نُشر: 10 أبريل 2025 | آخر تحديث: 11 أبريل 2025 - 08:52"

    found = find_dates(line, zone=RIYADH, received=RECEIVED, language="ar")

    assert [line[each.start : each.end] for each in found] == [
        "10 أبريل 2025",
        "11 أبريل 2025 - 08:52",
    ]


def test_two_dates_without_a_space_between_them_are_read_as_two() -> None:
    line = "أبريل 10, 2025 - 08:43أبريل 10, 2025 - 08:52"

    found = find_dates(line, zone=RIYADH, received=RECEIVED, language="ar")

    assert [each.when.strftime("%H:%M") for each in found] == ["08:43", "08:52"]


@given(st.integers(-10_000, 30_000), st.integers(0, 1439), st.booleans())
def test_a_formatted_date_is_read_back(days: int, minutes: int, in_arabic_digits: bool) -> None:
    when = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(days=days, minutes=minutes)
    names = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"
    month = names.split(" ")[when.month - 1]
    text = f"{when.day} {month} {when.year} - {when:%H:%M}"
    if in_arabic_digits:
        text = text.translate({ord(str(digit)): chr(0x660 + digit) for digit in range(10)})

    found = read(text)

    assert found is not None
    assert found.when == when.replace(tzinfo=RIYADH)


@given(st.integers(0, 5_000))
def test_hours_ago_are_counted_back_from_the_time_of_receipt(hours: int) -> None:
    found = read(f"منذ {hours % 1000} ساعة")

    assert found is not None
    assert RECEIVED - found.when == timedelta(hours=hours % 1000)


@given(st.text(max_size=120))
def test_no_text_makes_the_search_for_dates_fail(text: str) -> None:
    found = find_dates(text, zone=RIYADH, received=RECEIVED)

    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(each.when.tzinfo is not None for each in found)


def test_an_ambiguous_numeric_date_is_read_as_the_past_one() -> None:
    assert day("05/03/2025", "en") == "2025-03-05"  # 3 May is in the future
    assert day("03/05/2025", "en") == "2025-03-05"
    assert day("03/05/2026", "en") == "2026-03-05"  # both are in the future


@pytest.mark.parametrize(
    ("language", "line", "day"),
    [
        ("de", "Heute, 9:15 Uhr", 10),
        ("fr", "Publié aujourd'hui à 9h15", 10),
        ("es", "Ayer, 9:15", 9),
        ("nl", "Gisteren 09:15", 9),
        ("ru", "Сегодня, 9:15", 10),
        ("tr", "Dün 09:15", 9),
        ("fa", "امروز ۹:۱۵", 10),
        ("ja", "今日 9:15", 10),
    ],
)
def test_a_line_of_today_or_yesterday_and_a_time_counts_from_the_reception(
    language: str, line: str, day: int
) -> None:
    received = datetime(2026, 3, 10, 12, tzinfo=UTC)

    found = parse_date(line, zone=ZoneInfo("UTC"), received=received, language=language)

    assert found is not None
    assert (found.when.day, found.when.hour, found.when.minute) == (day, 9, 15)
