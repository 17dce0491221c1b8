"""Rows on stdout: a table for people, tab-separated lines for programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table

from matbaa.commands import console


def show(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows under their headers, which only people need."""
    if not sys.stdout.isatty():
        for row in rows:
            console.fact("\t".join(_cell(value) for value in row))
        return
    table = Table(*headers, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
    Console().print(table)


def facts(pairs: Iterable[tuple[str, object]]) -> None:
    """Print what is known, a name and a value a line."""
    for name, value in pairs:
        if value not in (None, "", ()):
            console.fact(f"{name:<14} {_cell(value)}")


def when(moment: datetime | None) -> str:
    """A time for people, in their zone, to the second."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M:%S") if moment else ""


def iso(moment: datetime | None) -> str | None:
    """A time for programs."""
    return moment.isoformat() if moment else None


def seconds(value: float | None) -> str:
    """A span of time for people."""
    if value is None:
        return "-"
    if value < 1:
        return f"{value * 1000:.0f} ms"
    if value < 120:
        return f"{value:.1f} s"
    return f"{value / 60:.0f} min" if value < 7_200 else f"{value / 3_600:.0f} h"


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return when(value)
    return "" if value is None else " ".join(str(value).split())
