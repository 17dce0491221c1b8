"""Reads times in machine formats, ISO 8601 (extended and basic), RFC 822, Unix time, years; and in
words, where a field or byline states one.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from matbaa.formats.base import Context
from matbaa.language.dates import parse_date

_FRACTION = re.compile(r"([.,]\d{6})\d+")
_ISO = re.compile(
    r"""(?P<date>\d{4}-\d\d?-\d\d?|\d{8})
        (?:[T\s]\s*(?P<clock>\d\d?:?\d\d(?::?\d\d(?:[.,]\d+)?)?)
        (?:\s*(?P<offset>Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d))?)?""",
    re.X | re.I,
)
_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d))?")


def in_words(
    text: str, context: Context, language: str | None = None, *, thorough: bool = True
) -> datetime | None:
    """The time that `text` states in words, read in `language` or the site's, then in any other,
    since a label may be in another language than the article; None if it states none.
    """
    days = (
        parse_date(
            text, zone=context.zone, received=context.received, language=each, thorough=thorough
        )
        for each in (language or context.language, None)
    )
    return next((day.when for day in days if day), None)


def moment(text: str) -> datetime | None:
    """The time that `text` states, naive if it states no offset; None if it is not a time.

    It reads ISO 8601 (extended, basic, with a space for the `T`, `YYYY-MM` and `YYYY`, RFC 3339),
    RFC 822/2822, and seconds since 1970.
    """
    text = text.strip()[:80]
    return _iso(text) or _rfc822(text) or _epoch(text) or _partial(text)


def _iso(text: str) -> datetime | None:
    found = _ISO.match(text)
    if found is None or text[found.end() :].strip()[:1] not in {"", "("}:
        return None
    date, clock, offset = found["date"], found["clock"] or "00:00", found["offset"] or ""
    if "-" in date:
        date = "".join(part.zfill(2) for part in date.split("-"))
    digits = re.sub(r":", "", clock.replace(",", "."))
    if len(digits.partition(".")[0]) % 2:
        digits = "0" + digits
    offset = "Z" if offset.upper() in {"Z", "UTC", "GMT"} else offset.replace(":", "")
    digits = _FRACTION.sub(r"\1", digits)
    try:
        return datetime.fromisoformat(f"{date}T{digits}{offset}")
    except ValueError:
        return None


def _rfc822(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if re.search(r"[A-Za-z]", text) else None


def _epoch(text: str) -> datetime | None:
    if not re.fullmatch(r"\d{9,10}(?:\d{3})?", text):
        return None
    seconds = int(text) / (1000 if len(text) > 10 else 1)
    return datetime.fromtimestamp(seconds, UTC)


def _partial(text: str) -> datetime | None:
    found = _PARTIAL.fullmatch(text)
    if found is None:
        return None
    try:
        return datetime(int(found[1]), int(found[2] or 1), 1)  # noqa: DTZ001 - the site's zone
    except ValueError:
        return None
