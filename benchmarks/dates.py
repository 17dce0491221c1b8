"""Measures date parsing in many languages, compared with dateparser.

    python benchmarks/dates.py [--data ../shared/data/hostile/date.jsonl] [--show]

Each record has a date in its language, and as truth either the date itself or its English form,
which dateparser reads. A date is right if it is the same day. A text without a day, or one that is
not a date, must be refused.
"""

from __future__ import annotations

import argparse
import json
import re
import time
import warnings
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from matbaa.language.dates import parse_date

DATA = Path(__file__).parents[2] / "shared" / "data" / "hostile" / "date.jsonl"
ZONE = ZoneInfo("UTC")
NOW = datetime(2026, 11, 23, 12, 0)  # noqa: DTZ001 - dateparser wants its base without a zone


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--show", action="store_true", help="print what is wrong")
    options = parser.parse_args()
    if not options.data.is_file():
        print(f"skipped: there is no {options.data}")
        return
    warnings.simplefilter("ignore")
    rows: dict[str, Counter[str]] = {"matbaa": Counter(), "dateparser": Counter()}
    for record in map(json.loads, options.data.read_text("utf8").splitlines()):
        for name, read in (("matbaa", _matbaa), ("dateparser", _dateparser)):
            _count(record, name, read, rows[name], show=options.show and name == "matbaa")
    print(f"{'system':12}{'right':>7}{'of':>6}{'Arabic':>8}{'of':>5}{'ms':>8}")
    for name, row in rows.items():
        print(
            f"{name:12}{row['right']:7}{row['all']:6}{row['right ar']:8}{row['all ar']:5}"
            f"{row['microseconds'] / 1e3 / row['all']:8.2f}"
        )


def _count(record: dict[str, Any], name: str, read: Any, row: Counter[str], *, show: bool) -> None:
    expected, is_known = _truth(record)
    if not is_known:
        return
    text, language = record["payload"], record.get("lang") or _script(record["payload"])
    started = time.perf_counter()
    found = read(text, language)
    row["microseconds"] += int((time.perf_counter() - started) * 1e6)
    suffixes = ("", " ar") if language == "ar" else ("",)
    for suffix in suffixes:
        row["all" + suffix] += 1
        row["right" + suffix] += found == expected
    if show and found != expected:
        print(f"{language:8}{text}  found {found}, expected {expected}")


def _truth(record: dict[str, Any]) -> tuple[date | None, bool]:
    """The true day, or None if the text is not a date; and whether the record states a truth."""
    if english := record.get("expected_en"):
        found = _dateparser(english, "en")
        return found, found is not None
    stated = str(record["expected"])
    day = re.search(r"\d{4}-\d{2}-\d{2}", stated)
    if day:
        return date.fromisoformat(day[0]), True
    return None, stated in {"invalid", "no day"}


def _script(text: str) -> str:
    return "ar" if re.search("[\u0620-\u06ff]", text) else "en"


def _matbaa(text: str, language: str) -> date | None:
    received = NOW.replace(tzinfo=UTC)
    found = parse_date(text, zone=ZONE, received=received, language=language)
    return found.when.astimezone(ZONE).date() if found else None


def _dateparser(text: str, language: str) -> date | None:
    import dateparser  # type: ignore[import-untyped]  # has no types

    settings = {"RELATIVE_BASE": NOW, "PREFER_DATES_FROM": "past"}
    try:
        found = dateparser.parse(text, languages=[language], settings=settings)
    except ValueError:  # a language it does not know
        found = dateparser.parse(text, settings=settings)
    return found.date() if found else None


if __name__ == "__main__":
    main()
