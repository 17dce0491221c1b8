"""Puts the columns of a printed page, copied side by side, below each other."""

from __future__ import annotations

import re
from collections import Counter

#: The space between two columns, and the first characters of the right one.
_GUTTER = re.compile(r"(?<=\S)[ \xa0]{3,}(?=\S)")
#: The fewest rows with a gutter, their least share of all rows, and the least words of a column's
#: rows on average: cells of tables have fewer.
_FEWEST, _SHARE, _WORDS = 5, 0.7, 3.5


def in_one_column(rows: list[str]) -> list[str]:
    """The left column above the right one, if most rows have a gap before the same position and
    sentences on both sides; otherwise `rows`. Rows across the gap come first.
    """
    ends = Counter(gaps[-1].end() for row in rows if (gaps := list(_GUTTER.finditer(row[:400]))))
    start, times = ends.most_common(1)[0] if ends else (0, 0)
    several = sum(1 for row in rows if row.strip())
    if times < _FEWEST or times < _SHARE * several:
        return rows
    told = [row for row in rows if not _crosses(row, start)]
    left = [row[:start].rstrip() for row in told]
    right = [row[start:].rstrip() for row in told]
    if not (_is_prose(left) and _is_prose(right)):
        return rows
    across = (part for row in rows if _crosses(row, start) for part in _GUTTER.split(row.strip()))
    return [*(row for part in across for row in (part, "")), *left, "", *right]


def _crosses(row: str, start: int) -> bool:
    """Whether a row has text in the gap, such as the name of the paper above both columns."""
    return len(row) > start and bool(row[start - 3 : start].strip())


def _is_prose(column: list[str]) -> bool:
    """Whether the rows of a column have as many words as those of a text."""
    told = [len(row.split()) for row in column if row.strip()]
    return bool(told) and sum(told) / len(told) >= _WORDS
