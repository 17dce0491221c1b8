"""Measures what is recognized in raw text: headline, date, body, headings, standfirst.

    python benchmarks/rawtext.py [--data ../shared/data/rawtext] [--show title]

The text was copied from pages. The body is scored as in benchmarks/extraction.py; if the truth
counts the standfirst as text, so does the answer. Dates are scored twice: over texts that contain
the day at all ("date seen"), and over all texts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import lxml.html  # type: ignore[import-untyped]  # lxml ships no types

from benchmarks.extraction import day, f_measure, folded, overlap
from matbaa.formats import Context
from matbaa.formats.raw import parser as raw
from matbaa.language.dates import find_dates
from matbaa.submission import Submission

DATA = Path(__file__).parents[2] / "shared" / "data" / "rawtext"
ZONE = ZoneInfo("UTC")
RECEIVED = datetime(2026, 11, 23, tzinfo=UTC)


@dataclass(slots=True)
class Scores:
    """The scores of one kind of text: hits, one per record, and CPU milliseconds."""

    hits: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    bodies: list[tuple[float, float, float]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def rate(self, name: str) -> float:
        """The share of records, or of headings, that were right."""
        return statistics.mean(self.hits[name] or [False])

    @property
    def title(self) -> float:
        """The share of exactly right headlines."""
        return self.rate("title")

    @property
    def body_f1(self) -> float:
        """The F1 of the body's shingles."""
        return f_measure(self.bodies)[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument(
        "--show", choices=("title", "date", "description"), help="print what is wrong"
    )
    options = parser.parse_args()
    if not options.data.is_dir():
        print(f"skipped: there are no copied texts in {options.data}")
        return
    kinds: dict[str, Scores] = defaultdict(Scores)
    for record in load(options.data):
        found = _score(record, [kinds[_kind(record)], kinds["all"]])
        if options.show and found.get(options.show) is False:
            print(record["id"], record["expected"].get("title"))
    _print(kinds)


def measure(data: Path, limit: int = 0) -> Scores:
    """The scores over the first `limit` records of each kind (0: all)."""
    scores, seen = Scores(), defaultdict[str, int](int)
    for record in load(data):
        seen[_kind(record)] += 1
        if not limit or seen[_kind(record)] <= limit // 4:
            _score(record, [scores])
    return scores


def load(data: Path) -> list[dict[str, Any]]:
    """All records, each with `raw` and `expected`."""
    with gzip.open(data / "rawtext.jsonl.gz", "rt", encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def _kind(record: dict[str, Any]) -> str:
    return "seed layout" if record["synthetic_layout"] else str(record["source"])


def _score(record: dict[str, Any], into: list[Scores]) -> dict[str, bool]:
    started = time.process_time()
    (parsed,) = raw.parse(record["raw"], Context(RECEIVED, ZONE, record["lang"]))
    milliseconds = (time.process_time() - started) * 1e3
    found, expected = parsed.submission, record["expected"]
    hits = dict(_hits(record, found))
    body = _body(found, with_description=record["source"] == "fundus")
    for scores in into:
        scores.times.append(milliseconds)
        scores.bodies.append(overlap(expected["text"], body))
        for name, hit in hits.items():
            scores.hits[name].append(hit)
        for heading in expected.get("headings") or ():
            scores.hits["headings"].append(folded(heading) in _headings(found))
    return hits


def _hits(record: dict[str, Any], found: Submission) -> list[tuple[str, bool]]:
    expected = record["expected"]
    when = day(expected.get("published") or expected.get("published_date"))
    is_right = day(found.published) == when
    checks = [
        ("title", folded(found.title) == folded(expected["title"]), True),
        ("date", is_right, when is not None),
        ("date seen", is_right, when is not None and _is_seen(when, record["raw"])),
        (
            "description",
            folded(found.description) == folded(expected.get("summary")),
            bool(expected.get("summary")) and record["synthetic_layout"],
        ),
    ]
    return [(name, hit) for name, hit, counts in checks if counts]


def _is_seen(when: str, text: str) -> bool:
    """Whether the day is written in a line that is not a paragraph."""
    lines = (line for line in text.splitlines() if re.search(r"\d", line) and len(line) < 200)
    dates = (find_dates(line, zone=ZONE, received=RECEIVED) for line in lines)
    return any(each.has_year and day(each.when) == when for found in dates for each in found)


def _body(found: Submission, *, with_description: bool) -> str:
    tree = lxml.html.fromstring(f"<div>{found.body}</div>")
    blocks = [element.text_content() for element in tree.iter("p", "h2", "li")]
    return "\n".join(
        ([found.description] if with_description and found.description else []) + blocks
    )


def _headings(found: Submission) -> set[str]:
    tree = lxml.html.fromstring(f"<div>{found.body}</div>")
    return {folded(element.text_content()) for element in tree.iter("h2")}


def _print(kinds: dict[str, Scores]) -> None:
    columns = ("title", "date", "date seen", "headings", "description")
    print(
        f"{'kind':14}{'n':>5}{'body F1':>9}"
        + "".join(f"{name:>13}" for name in columns)
        + f"{'ms':>8}"
    )
    for kind, scores in kinds.items():
        cells = (
            f"{scores.rate(name):13.1%}" if scores.hits[name] else f"{'-':>13}" for name in columns
        )
        print(
            f"{kind:14}{len(scores.times):5}{scores.body_f1:9.3f}{''.join(cells)}"
            f"{statistics.mean(scores.times):8.1f}"
        )


if __name__ == "__main__":
    main()
