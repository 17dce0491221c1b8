"""Prints rows to stdout: as a table for people, as tab-separated lines for programs."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from matbaa.commands import console

#: Characters that could move a terminal's cursor or colour it: C0, C1, and direction marks.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def show(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows; headers are printed only for people."""
    if not sys.stdout.isatty():
        for row in rows:
            console.fact("\t".join(_plain(value) for value in row))
        return
    table = Table(*map(_column, headers), box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*map(cell, row))
    Console().print(table)


def facts(pairs: Iterable[tuple[str, object]]) -> None:
    """Print names and values, one pair per line."""
    for name, value in pairs:
        if value not in (None, "", ()):
            console.fact(f"{name:<14} {_plain(value)}")


def when(moment: datetime | None) -> str:
    """A time for people, in their time zone, to the second."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M:%S") if moment else ""


def iso(moment: datetime | None) -> str | None:
    """A time for programs, as ISO 8601."""
    return moment.isoformat() if moment else None


def seconds(value: float | None) -> str:
    """A duration for people."""
    if value is None:
        return "-"
    if value < 1:
        return f"{value * 1000:.0f} ms"
    if value < 120:
        return f"{value:.1f} s"
    return f"{value / 60:.0f} min" if value < 7_200 else f"{value / 3_600:.0f} h"


def _column(header: str) -> Column:
    """A column whose long values wrap instead of being cut: ids are needed for other commands."""
    return Column(header, overflow="fold", min_width=min(len(header), 8))


def cell(value: object) -> Text:
    """A value as Rich text without markup, since a headline may contain brackets."""
    return Text(_plain(value))


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return when(value)
    return "" if value is None else " ".join(_CONTROLS.sub(" ", str(value)).split())
