"""Reads dates in the default formats of JavaScript, Java, C and Go, and in basic ISO 8601."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from matbaa.language.date_reading import FoundDate
from matbaa.language.zones import zone_named

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<name>{'|'.join(_MONTHS)})"
_CLOCK = r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)(?:\.\d+)?"
_SHAPES = tuple(
    re.compile(shape, re.I)
    for shape in (
        # `Date.prototype.toString` of ECMAScript: Wed Nov 20 2019 09:28:00 GMT+0000 (UTC)
        rf"\w{{3}} {_MONTH} (?P<day>\d\d) (?P<year>\d{{4}}) {_CLOCK} (?P<zone>GMT[+-]\d{{4}})"
        r"(?: \([^()]*\))?",
        # `java.util.Date.toString`, `ctime` of C: Fri Apr 28 19:20:36 CEST 2023
        rf"\w{{3}} {_MONTH} +(?P<day>\d\d?) {_CLOCK}(?: (?P<zone>[A-Z]{{1,5}}))? (?P<year>\d{{4}})",
        # `time.Time.String` of Go: 2026-03-09 16:00:22 +0000 UTC
        rf"(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d) {_CLOCK} (?P<zone>[+-]\d{{4}}) \w+",
        # The basic format of ISO 8601: 20180619T055000+0900, 20180619
        r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)"
        r"(?:T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?",
    )
)


def printed(text: str, zone: ZoneInfo) -> FoundDate | None:
    """The moment that `text` states, in `zone` if it has none; None if it is in no such format."""
    match = next((found for shape in _SHAPES if (found := shape.fullmatch(text))), None)
    if match is None:
        return None
    said = match.groupdict()
    named = zone_named(said["zone"].lower()) if said["zone"] else None
    try:
        when = datetime(*_numbers(said), tzinfo=named or zone)
    except ValueError:
        return None
    return FoundDate(when, said["hour"] is not None, named is not None, 0, len(text))


def _numbers(said: dict[str, str | None]) -> tuple[int, int, int, int, int, int]:
    name = said.get("name")
    month = _MONTHS.index(name.lower()) + 1 if name else int(said["month"] or 0)
    hour, minute, second = (int(said.get(part) or 0) for part in ("hour", "minute", "second"))
    return int(said["year"] or 0), month, int(said["day"] or 0), hour, minute, second
