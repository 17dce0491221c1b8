"""Recognises tables in pasted text: cells separated by tabs, strokes, semicolons or spaces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from itertools import groupby

#: A placeholder for a table, with its number, while the rows around it are read.
_MARK = "\ue000table"
#: Separates the cells of a table that was set aside; no other row contains it then.
TABLE_SIGN = "\t"
_MARKED = re.compile(rf"{_MARK}(\d{{1,4}})")
#: Two blanks, or one ideographic space.
_BLANKS = re.compile(r"[ \xa0]{2,}|\u3000+")
_PARTING = re.compile(r"  |[\t|;│\u3000]")
_RULE = re.compile(r"[-=:+\s]*")
#: The bullet or number of a list item, which word processors separate from the text by a tab.
_ITEM = re.compile(r"\W*|\(?(?:\d{1,2}|[^\W\d_])[.)]")
#: The least share of cells with a digit in a table whose separators are spaces or semicolons.
_TOLD = 0.3
_LONGEST_CELL = 40


@dataclass(frozen=True, slots=True)
class _Way:
    """A kind of separator; one that often occurs by chance requires more rows and cells."""

    cells_of: Callable[[str], list[str]]
    fewest_rows: int
    fewest_cells: int
    is_told_by_digits: bool = False


def _by_tabs(row: str) -> list[str]:
    return row.strip(" ").split("\t")


def _by_strokes(row: str) -> list[str]:
    return row.strip().strip("|│").replace("│", "|").split("|")


def _by_semicolons(row: str) -> list[str]:
    return row.strip().split(";")


def _by_blanks(row: str) -> list[str]:
    return _BLANKS.split(row.strip())


_WAYS = (
    _Way(_by_tabs, 2, 2),
    _Way(_by_strokes, 3, 2),
    _Way(_by_semicolons, 3, 3, is_told_by_digits=True),
    _Way(_by_blanks, 3, 3, is_told_by_digits=True),
)


def set_aside(rows: list[str]) -> tuple[list[str], list[str]]:
    """`rows` with each table replaced by a placeholder between blank rows, and the tables: a line
    for each row, with tabs between the cells.
    """
    out: list[str] = []
    tables: list[str] = []
    for (way, number), run in groupby(rows, _parted):
        lines = list(run)
        cells = [_cells(way, line) for line in lines] if way is not None else []
        if way is not None and _is_table(way, cells):
            cells[:0] = _head(way, number, out)
            out += ["", f"{_MARK}{len(tables)}", ""]
            tables.append(_written(cells))
        else:
            out += lines
    return out, tables


def restored(rows: list[str], tables: list[str]) -> list[str]:
    """`rows` with the tables in place of their placeholders."""
    return [_table(row, tables) or row for row in rows] if tables else rows


def is_table(text: str) -> bool:
    """Whether a row is a table that was set aside."""
    return TABLE_SIGN in text


def table_html(table: str) -> str:
    """A table that was set aside, as HTML, with a head if it has column names."""
    first, *others = [line.split("\t") for line in table.split("\n")]
    if first[0] and (_digits(first) or not any(map(_digits, others))):
        return f"<table><tbody>{_rows([first, *others], 'td')}</tbody></table>"
    head = f"<thead>{_rows([first], 'th')}</thead>"
    return f"<table>{head}<tbody>{_rows(others, 'td')}</tbody></table>"


def paragraphs_and_tables(rows: list[str]) -> str:
    """`rows` as HTML: tables, and a paragraph for each other row."""
    told, tables = set_aside(rows)
    whole = (_table(row, tables) or row for row in told if row)
    parts = (
        table_html(row) if is_table(row) else f"<p>{escape(row, quote=False)}</p>" for row in whole
    )
    return "\n".join(parts)


def _head(way: _Way, number: int, above: list[str]) -> list[list[str]]:
    """The row right above a table, removed from there, if it is a head without the first cell."""
    cells = _cells(way, above[-1]) if above and way.cells_of is _by_blanks else []
    if len(cells) != number - 1 or not all(cells):
        return []
    above.pop()
    return [["", *cells]]


def _parted(row: str) -> tuple[_Way | None, int]:
    """The separator of a row's cells and their number, which is 0 for tabs: there it may vary."""
    if not _PARTING.search(row):
        return None, 0  # the usual case
    for way in _WAYS:
        cells = way.cells_of(row)
        told = [cell.strip() for cell in cells if cell.strip()]
        is_item = way is _WAYS[0] and len(told) == 2 and _ITEM.fullmatch(told[0]) is not None
        if len(cells) >= way.fewest_cells and len(told) > 1 and not is_item:
            return way, 0 if way is _WAYS[0] else len(cells)
    return None, 0


def _cells(way: _Way, row: str) -> list[str]:
    return [" ".join(cell.split()) for cell in way.cells_of(row)]


def _is_table(way: _Way, rows: list[list[str]]) -> bool:
    if len(rows) < way.fewest_rows:
        return False
    cells = [cell for row in rows for cell in row]
    if not way.is_told_by_digits:
        return True
    is_short = max(map(len, cells)) <= _LONGEST_CELL
    return is_short and sum(map(_has_digit, cells)) >= _TOLD * len(cells)


def _has_digit(cell: str) -> bool:
    return any(map(str.isdigit, cell))


def _digits(cells: Iterable[str]) -> int:
    return sum(map(_has_digit, cells))


def _written(rows: list[list[str]]) -> str:
    """The table as text with rows of equal length, without drawn rules and empty columns."""
    told = [row for row in rows if not all(map(_RULE.fullmatch, row))]
    width = max(map(len, told), default=0)
    even = [row + [""] * (width - len(row)) for row in told]
    kept = [column for column in range(width) if any(row[column] for row in even)]
    return "\n".join("\t".join(row[column] for column in kept) for row in even)


def _table(row: str, tables: list[str]) -> str:
    mark = _MARKED.fullmatch(row.strip())
    return tables[int(mark[1])] if mark and int(mark[1]) < len(tables) else ""


def _rows(rows: list[list[str]], tag: str) -> str:
    return "".join(f"<tr>{''.join(_cell(cell, tag) for cell in row)}</tr>" for row in rows)


def _cell(text: str, tag: str) -> str:
    return f"<{tag}>{escape(text, quote=False)}</{tag}>"
