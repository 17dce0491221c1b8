"""Prints the figures of a run for people: a line as each round ends, and a table at the end."""

from __future__ import annotations

import sys
from typing import Any

_SHOWN = ("articles", "acknowledged", "published", "superseded", "dead", "puts_twice")
_TIMES = ("recovery_p50", "recovery_p95", "recovery_max", "drained_in")
_COLUMNS = (
    ("case", "case"),
    ("database", "database"),
    ("seed", "seed"),
    ("sent", "acknowledged"),
    ("live", "published"),
    ("dead", "dead"),
    ("rec.p50", "recovery_p50"),
    ("p95", "recovery_p95"),
    ("max", "recovery_max"),
    ("rest", "drained_in"),
    ("again", "executions_again"),
    ("puts", "puts"),
    ("twice", "puts_twice"),
    ("hinted", "hinted_again"),
    ("peak", "backlog_peak"),
    ("load", "load"),
)


def say(result: dict[str, Any]) -> None:
    """Print a line when a round has ended."""
    line = f"{result['case']:<4} {result['database']:<8} seed {result['seed']}  "
    if "skipped" in result:
        line += f"skipped: {result['skipped']}"
    else:
        facts = [f"{name} {result[name]}" for name in (*_SHOWN, *_TIMES) if name in result]
        line += "  ".join(facts) + ("  BROKEN: " if result["broken"] else "  ok")
        line += "; ".join(result["broken"][:5])
    _write(line)


def show(results: list[dict[str, Any]]) -> None:
    """Print a table of all rounds that ran, and how many broke a promise."""
    ran = [result for result in results if "skipped" not in result]
    lines = [[title for title, _key in _COLUMNS] + ["live/s before/during/after", "verdict"]]
    lines += [[*_cells(result), _pace(result), _verdict(result)] for result in ran]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        _write("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)))
    broken = sum(bool(result["broken"]) for result in ran)
    skipped = len(results) - len(ran)
    _write(f"{len(results)} rounds, {skipped} skipped, {broken} broke a promise")


def _cells(result: dict[str, Any]) -> list[str]:
    return [str("" if result.get(key) is None else result[key]) for _title, key in _COLUMNS]


def _pace(result: dict[str, Any]) -> str:
    paces = result.get("per_second", {})
    return "/".join(str(paces.get(name, "-")) for name in ("before", "during", "after"))


def _verdict(result: dict[str, Any]) -> str:
    return "BROKEN" if result["broken"] else "0 lost, 0 stale, 0 never submitted"


def _write(line: str) -> None:
    sys.stdout.write(line.rstrip() + "\n")
    sys.stdout.flush()
