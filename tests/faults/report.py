"""Makes the table of docs/reliability.md: `python -m tests.faults.report FILE.json... > table.md`.

Reads the files of any number of runs of `python -m tests.faults --json FILE.json`, and prints a row
of Markdown for each case on each database, over all its rounds.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

Round = dict[str, Any]

_TITLES = (
    *("case", "database", "rounds", "submissions", "recovery p50, p95, max", "finished after"),
    *("repeated per kill", "duplicate puts", "live per second before, during, after", "load"),
    "lost, stale, never submitted",
)


def main(files: Sequence[str]) -> None:
    """Print the table."""
    print("| " + " | ".join(_TITLES) + " |")
    print("|---" * len(_TITLES) + "|")
    for (case, database), rounds in sorted(_by_case(files).items(), key=_in_order):
        print(f"| {case} | {database} | " + " | ".join(_cells(rounds)) + " |")


def _by_case(files: Iterable[str]) -> dict[tuple[str, str], list[Round]]:
    found: dict[tuple[str, str], list[Round]] = defaultdict(list)
    for file in files:
        for result in json.loads(Path(file).read_text())["results"]:
            if "skipped" not in result:
                found[result["case"], result["database"]].append(result)
    return found


def _in_order(row: tuple[tuple[str, str], list[Round]]) -> tuple[Any, ...]:
    (case, database), _rounds = row
    letter, number, rest = re.fullmatch(r"(\D+)(\d+)(\D*)", case).groups()  # type: ignore[union-attr]  # every case is named so
    return letter, int(number), rest, database != "sqlite"


def _cells(rounds: list[Round]) -> list[str]:
    return [
        str(len(rounds)),
        str(sum(each.get("acknowledged", 0) for each in rounds)),
        _recovery(rounds),
        _most(rounds, "drained_in", " s"),
        _most(rounds, "again_per_kill"),
        str(sum(each.get("puts_twice", 0) for each in rounds)),
        _pace(rounds),
        _most(rounds, "load"),
        "; ".join(found for each in rounds for found in each["broken"]) or "0",
    ]


def _recovery(rounds: list[Round]) -> str:
    """The median of the rounds' medians, and their worst p95 and maximum: a round has few faults."""
    middle = _values(rounds, "recovery_p50")
    if not middle:
        return ""
    worst = (max(_values(rounds, f"recovery_{name}")) for name in ("p95", "max"))
    return ", ".join(f"{value:.1f}" for value in (statistics.median(middle), *worst)) + " s"


def _pace(rounds: list[Round]) -> str:
    paces = [each.get("per_second", {}) for each in rounds]
    parts = ([pace[name] for pace in paces if name in pace] for name in _PARTS)
    return ", ".join(f"{statistics.median(part):.1f}" if part else "-" for part in parts)


_PARTS = ("before", "during", "after")


def _most(rounds: list[Round], name: str, unit: str = "") -> str:
    values = _values(rounds, name)
    return f"{max(values)}{unit}" if values else ""


def _values(rounds: list[Round], name: str) -> list[float]:
    return [each[name] for each in rounds if each.get(name) is not None]


if __name__ == "__main__":
    main(sys.argv[1:])
