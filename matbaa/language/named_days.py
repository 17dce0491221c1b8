"""Reads "today" and "yesterday" with a time, as pages print them above an article.

Arabic and English, in which papers also count back hours and weeks, are in `date_patterns`.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from matbaa.language.date_reading import FoundDate
from matbaa.language.date_words import PUBLISHED, UPDATED
from matbaa.language.normalize import fold

_TODAY = """
aujourd'hui|aujourd’hui|heute|hoy|oggi|hoje|vandaag|dziś|dzisiaj|сегодня|сьогодні|bugün|hari ini|leo
امروز|آج|היום|आज|আজ|今天|今日|本日|오늘|วันนี้|ዛሬ|i dag|idag|dnes|azi|ma|σήμερα
"""
_YESTERDAY = """
hier|gestern|ayer|ieri|ontem|gisteren|wczoraj|вчера|вчора|dün|kemarin|jana|دیروز|کل|אתמול|बीते कल
গতকাল|昨天|昨日|어제|เมื่อวาน|ትናንት|i går|igår|včera|tegnap|χθες
"""
#: Words between the day and the time.
_AT = "à|um|a las|alle|alle ore|ore|às|om|o|o godz.|godz.|в|о|saat|pukul|jam|saa|ساعت|בשעה|kl.|klo"
_CLOCK = r"(?P<hour>[01]?\d|2[0-3])\s?(?:[:.h]|時|点|點|시\s?)\s?(?P<minute>[0-5]\d)"
_AFTER = r"(?:\s?(?:uhr|h|น\.|wib|分|분))?\W*"
#: The most characters of such a line.
_LONGEST = 60


def named_day(text: str, zone: ZoneInfo, received: datetime) -> FoundDate | None:
    """The time in a line that is nothing but such a day, a time, and perhaps a label; else None."""
    found = _line().fullmatch(fold(text.strip())) if len(text) <= _LONGEST else None
    if found is None:
        return None
    day = received.astimezone(zone) - timedelta(days=0 if found["today"] else 1)
    when = day.replace(
        hour=int(found["hour"]), minute=int(found["minute"]), second=0, microsecond=0
    )
    start = text.find(text.strip()) + found.start("day")
    return FoundDate(when, True, False, min(start, len(text)), len(text), has_year=False)


@cache
def _line() -> re.Pattern[str]:
    labels = _either("|".join((*PUBLISHED, *UPDATED)))
    return re.compile(
        rf"(?:(?:{labels})[\s:]*)?(?P<day>(?P<today>{_either(_TODAY)})|(?:{_either(_YESTERDAY)}))"
        rf"[\s,،|·–-]*(?:(?:{_either(_AT)})\s?)?{_CLOCK}{_AFTER}"
    )


def _either(table: str) -> str:
    words = {fold(word.strip()) for row in table.splitlines() for word in row.split("|")} - {""}
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
