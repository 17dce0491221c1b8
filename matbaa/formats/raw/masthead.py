"""Recognises the row that a paper prints above its pages: name, day and number of the issue."""

from __future__ import annotations

import re

#: The number of first rows, and the most characters of one.
_FIRST, _LONGEST = 3, 160
_PARTS = re.compile(r"\t+|\s{2,}|\s*[|•·]\s*|\s+[-–—/]+\s+|\s*[;؛]\s*")
_YEAR = re.compile(r"(?<![\d٠-٩۰-۹])(?:[12]\d|[١٢][٠-٩]|[۱۲][۰-۹])[\d٠-٩۰-۹]{2}(?![\d٠-٩۰-۹])")
_ISSUE = re.compile(
    r"(?=.*[\d٠-٩۰-۹])(?:vol(?:ume)?|issue|nos?|nr|n[°º]|№|numb?ero?|numéro|núm(?:ero)?|ausgabe|edition|"
    r"edición|edição|edizione|anno|année|año|ano|jaargang|jahrgang|sayı|edisi|toleo|выпуск|номер|"
    r"العدد|عدد|السنة|شماره|شمارۀ|شمارہ|גיליון|अंक|সংখ্যা|ฉบับที่|第|제)(?![^\W\d_]{3}).{0,40}",
    re.I,
)


def without_masthead(rows: list[str]) -> list[str]:
    """`rows` with only the day in place of such a row, if it is one of the first."""
    told = [place for place, row in enumerate(rows) if row.strip()][:_FIRST]
    for place in told:
        if day := _day_of(rows[place].strip()):
            return [*rows[:place], day, "", *rows[place + 1 :]]
    return rows


def _day_of(row: str) -> str:
    """The day in such a row; empty for any other row."""
    if len(row) > _LONGEST:
        return ""
    parts = [part.strip() for part in _PARTS.split(row) if part.strip()]
    numbers = [part for part in parts if _ISSUE.fullmatch(part)]
    days = [part for part in parts if _YEAR.search(part) and part not in numbers]
    return days[0] if len(parts) > 2 and numbers and days else ""
