"""Regular expressions for written dates and times, to be matched against folded text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from matbaa.language.date_words import (
    AFTERNOON,
    ARABIC_NUMBERS,
    ARABIC_UNITS,
    MORNING,
    NAMED_DAYS,
    NOW,
    ethiopian_months,
    gregorian_months,
    hijri_months,
    jalali_months,
    weekdays,
)
from matbaa.language.zones import ZONES

#: Word boundaries in any script: no letter before, no letter after.
_START, _END = r"(?<![^\W\d_])", r"(?![^\W\d_])"
_DAY = r"(?<![\d/:])(?<!\d\.)(?P<day>[0-3]?\d)(?!\d)(?:st|nd|rd|th|er|[ºª°]|-?го|ος|-го)?"
#: A time may follow without a space, where elements of a page were joined.
_YEAR = r"(?P<year>[12]\d{3})(?:(?!\d)|(?=\d{1,2}:\d\d))"
_SHORT_YEAR = r"(?P<year>[12]\d{3}(?:(?![\d:/])|(?=[:/](?!\d))|(?=\d{1,2}:\d\d))|'?\d{2}(?![\d:/]))"
#: Era after the year: م and ه in Arabic, г. in Russian.
_ERA = rf"(?:\s*(?P<era>هجري[اه]?|ه|ميلادي[اه]?|م|ad|г\.?|р\.?|года|року|ዓ[./]?ም\.?){_END})?"
_BEFORE_MONTH = r"(?:\s*[.,،/\-]\s*|\s+)(?:(?:of|de|del|di|den|ل|من|של|شهر|ماه)\s+)?(?:[בל]|d')?"
_AFTER_MONTH = r"\.?(?:\s*[.,،/\-]\s*|\s+|)(?:(?:de|del|من|عام|سنه|لعام|لسنه)\s+)?"
#: Text allowed between a date and its time.
_BETWEEN = (
    r"[\s,،፣.;|/•·@\-–—()\[\]]*(?:t(?=\d)|(?:at|um|à|a las|a la|às|as|alle ore|alle|ore|om|o|"
    r"godz\.?|в|о|об|saat|klo|kl\.?|pukul|jam|ساعت|علي الساعه|في الساعه|الساعه|عند الساعه|في|"
    r"בשעה|को|वर|alle|les|بوقت|time|lúc|เวลา)\s*[:.]?\s*)?"
)
_COUNTRY_MONTH = r"(?:\s*[/(\-]\s*(?:{months})\s*\)?)?"


@cache
def dates(languages: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Patterns of a date, the most specific first; groups year, month, day, name, era."""
    months: set[str] = {*hijri_months(), *jalali_months()}
    months.update(ethiopian_months() if "am" in languages else ())
    months.update(*(gregorian_months(language) for language in languages))
    words = _either(months)
    name = rf"{_START}(?:[בל])?(?P<name>{words})\.?{_COUNTRY_MONTH.format(months=words)}{_END}"
    return tuple(
        re.compile(shape)
        for shape in (
            r"(?<![\d.,/:-])(?P<year>[12]\d{3})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)"
            rf"(?P<day>\d{{1,2}})(?!\d){_ERA}",
            r"(?<!\d)(?P<year>[12]\d{3})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})[日일]?",
            r"(?<!\d)(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]",
            rf"{_DAY}\.?{_BEFORE_MONTH}{name}{_AFTER_MONTH}{_SHORT_YEAR}{_ERA}",
            rf"{name}\s*\.?\s*{_DAY}\s*(?:[,،፣.]|ቀን)?\s*{_YEAR}{_ERA}",
            rf"(?<!\d){_YEAR}\.?\s+{name}\s+{_DAY}\.?",
            r"(?<![\d.,/:-])(?P<first>\d{1,2})\s?(?P<sep>[-/.])\s?(?P<second>\d{1,2})\s?(?P=sep)\s?"
            rf"{_SHORT_YEAR}{_ERA}",
            rf"{_DAY}\.?{_BEFORE_MONTH}{name}(?!\.?\s*\d)",
            rf"{name}\s*{_DAY}(?![\d:/.])(?!\s*(?:{words}){_END})",
        )
    )


@cache
def time_of_day() -> re.Pattern[str]:
    """A clock time with am or pm and zone; groups hour, minute, second, half, zone."""
    return re.compile(_clock())


@cache
def time_after(languages: tuple[str, ...]) -> re.Pattern[str]:
    """What may follow a date: a weekday, linking text and a clock time; groups as `time_of_day`."""
    days = _either(day for language in languages for day in weekdays(language))
    weekday = rf"(?:\s*[(،,]?\s*{_START}(?:{days})\.?{_END}\s*\)?)?"
    return re.compile(rf"{weekday}{_BETWEEN}{_clock()}")


def _clock() -> str:
    halves = _either(MORNING | AFTERNOON)
    offset = r"(?:utc|gmt)?\s?[+-]\d{1,2}(?::?[0-5]\d)?"
    zone = rf"(?:بتوقيت\s+|توقيت\s+)?(?P<zone>{_either(ZONES)}|{offset})"
    clock = (
        r"(?P<hour>\d{1,2})(?:\s?[:h٫]\s?(?P<minute>\d\d)(?!\d)"
        r"(?::?(?P<second>\d\d)(?!\d)(?:[.,]\d+)?)?|\.(?P<dotted>[0-5]\d)(?![\d.])|"
        rf"\s?[時时点點시h]\s?(?:(?P<spoken>\d{{1,2}})\s?[分분])?|(?=\s?(?:{halves}|uhr){_END}))"
    )
    return (
        rf"(?:(?P<early>{halves})\s*)?(?<![\d.])(?<!\d:){clock}"
        rf"(?:\s*(?:uhr|hrs?|นาที|น\.|wib){_END})?"
        rf"(?:\s?(?P<half>{halves}){_END})?(?:[\s(،,]*{zone}{_END}(?!\d)\)?)?"
    )


@cache
def relative() -> re.Pattern[str]:
    """Dates relative to now, in Arabic and English; groups now, named, amount, unit (Arabic), count
    and english.
    """
    amount = rf"(?P<amount>\d{{1,3}}|an?|half an|{_either(ARABIC_NUMBERS)})"
    english = "seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?"
    return re.compile(
        rf"{_START}(?:(?P<now>{_either(NOW)})|(?:قبل|منذ|من)\s+(?:حوالي\s+|نحو\s+)?(?:{amount}\s+)?"
        rf"(?P<unit>{_either(ARABIC_UNITS)})|{amount.replace('amount', 'count')}\s?"
        rf"(?P<english>{english})\s+ago|(?P<named>{_either(NAMED_DAYS)})){_END}"
    )


def whole_words(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, as a whole word."""
    return re.compile(rf"{_START}(?:{_either(words)}){_END}")


def _either(words: Iterable[str]) -> str:
    """An alternation of the words, longest first, in which a space matches any white space."""
    ordered = sorted(set(words), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)
