"""Checks that every sample of the interchange corpus parses correctly, or is rightly rejected.

    python benchmarks/interchange.py [--data ../shared/data/interchange] [--show 20] [--format X]

Each record of `index.jsonl.gz` goes through `formats.parse` and `compose`. A field is right if the
article has the value in the record's `expected`. The ninjs suite and the NewsML-G2 units must be
accepted or refused as their authors decided. Prints a table; exits 1 if something crashed.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import re
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from matbaa import formats
from matbaa.compose import compose
from matbaa.errors import Rejected
from matbaa.formats import ninjs, ninjs_schema
from matbaa.formats.moments import moment
from matbaa.story import Parsed

DATA = Path(__file__).parents[2] / "shared" / "data" / "interchange"
#: Kinds of records that are not articles and must be refused.
NO_ARTICLES = {"schema"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--format")
    options = parser.parse_args()
    counts: dict[tuple[str, str], Counter[str]] = {}
    wrong: list[str] = []
    with gzip.open(options.data / "index.jsonl.gz", "rt") as file:
        records = [json.loads(line) for line in file]
    for record in records:
        if options.format in {None, record["format"]}:
            row = counts.setdefault((record["format"], record["source"]), Counter())
            wrong += _check(record, options.data / record["file"], row)
    _print(counts)
    print("\n".join(wrong[: options.show]))
    return 1 if any(row["crash"] for row in counts.values()) else 0


def _check(record: dict[str, Any], path: Path, row: Counter[str]) -> list[str]:
    row["samples"] += 1
    started = time.perf_counter()
    context = _context(re.sub(r"^.*?-(?=\d{4}-\d\d?-\d\d?-)", "", path.name))
    try:
        found = formats.parse(path.read_bytes(), context=context)
    except Rejected as error:
        found, reason = [], str(error)
        row["rejected"] += 1
    except Exception as error:  # noqa: BLE001 - a crash is what is looked for
        row["crash"] += 1
        return [f"CRASH {record['id']}: {error!r}"]
    else:
        row["parsed"] += 1
        row["articles"] += len(found)
        reason = ""
    composed = _composed(found, context, row)
    row["ms"] += int((time.perf_counter() - started) * 1000)
    row["slowest"] = max(row["slowest"], int((time.perf_counter() - started) * 1000))
    return [*composed, *_judged(record, found, reason, row)]


def _context(name: str) -> formats.Context:
    return formats.Context(received=datetime.now(UTC), zone=ZoneInfo("UTC"), name=name)


def _composed(found: list[Parsed], context: formats.Context, row: Counter[str]) -> list[str]:
    for parsed in found[:50]:
        try:
            compose(parsed, context)
            row["stories"] += 1
        except Rejected:
            row["no story"] += 1
        except Exception as error:  # noqa: BLE001 - a crash is what is looked for
            row["crash"] += 1
            return [f"CRASH composing {parsed.submission.id}: {error!r}"]
    return []


def _judged(
    record: dict[str, Any], found: list[Parsed], reason: str, row: Counter[str]
) -> list[str]:
    verdict, expected = record.get("verdict"), record.get("expected") or {}
    if verdict in {"schema-valid", "schema-invalid"} and record["format"] == "ninjs":
        return _verdict(record, verdict == "schema-valid", row)
    if not found:
        row["refused"] += 1
        return [f"refused {record['id']}: {reason}"]
    return _fields(record, expected, found, row)


def _verdict(record: dict[str, Any], valid: bool, row: Counter[str]) -> list[str]:
    version = record["note"].split()[-1].replace("_", "-")
    try:
        item = json.loads((DATA / record["file"]).read_bytes())
        ninjs_schema.check(ninjs.normalised(item), {"1.0": "1.1"}.get(version, version))
        passed, reason = True, ""
    except (Rejected, ValueError) as error:
        passed, reason = False, str(error)
    row["verdicts"] += 1
    row["right verdicts"] += passed == valid
    return [] if passed == valid else [f"verdict {record['id']}: {reason or 'accepted'}"]


def _fields(
    record: dict[str, Any], expected: Any, found: list[Parsed], row: Counter[str]
) -> list[str]:
    if record["source"] == "gofeed":
        return _gofeed(record, expected, found, row)
    if record["format"] == "wxr":
        return _wxr(record, expected, found, row)
    wrong = []
    for name, check in _CHECKS.items():
        value = expected.get(name) if isinstance(expected, dict) else None
        if value:
            right = any(check(parsed, value) for parsed in found)
            wrong += _count(record, name, right, row, (value, found[0].submission))
    return wrong


def _wxr(
    record: dict[str, Any], expected: Any, found: list[Parsed], row: Counter[str]
) -> list[str]:
    """Check WordPress titles. The corpus lists the first 47 items, some of them attachments."""
    stated = [_plain(title) for title in expected.get("titles", [])]
    titles = [_plain(parsed.submission.title) for parsed in found]
    known = [title for title in titles if title in stated]
    right = (
        titles[: len(known)] == known if len(stated) < expected.get("items", 0) else titles == known
    )
    return _count(record, "titles", right, row, (titles, stated)) if stated else []


def _count(
    record: dict[str, Any], name: str, right: bool, row: Counter[str], what: Any
) -> list[str]:
    row["fields"] += 1
    row["right fields"] += right
    return [] if right else [f"{name} {record['id']}: {str(what)[:400]}"]


def _gofeed(
    record: dict[str, Any], expected: Any, found: list[Parsed], row: Counter[str]
) -> list[str]:
    if not isinstance(expected, dict):
        return []
    items = expected.get("items") or []
    wrong = []
    for item, parsed in zip(items, found, strict=False):
        one = parsed.submission
        pairs = {
            "title": (item.get("title"), one.title),
            "link": (item.get("link"), one.canonical_url),
            "guid": (_value(item.get("guid")), one.id),
            "published": (_seconds(item.get("publishedParsed")), _seconds(one.published)),
            "author": (_name(item.get("author")), one.authors[0].name if one.authors else None),
        }
        for name, (stated, value) in pairs.items():
            if stated:
                wrong += _count(record, name, _same(stated, value), row, (stated, value))
    return wrong


def _value(guid: Any) -> Any:
    return guid.get("value") if isinstance(guid, dict) else guid


def _name(author: Any) -> Any:
    return author.get("name") if isinstance(author, dict) else author


def _seconds(value: Any) -> str | None:
    when = moment(value) if isinstance(value, str) else value
    return (
        None
        if when is None
        else (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    )


def _same(stated: Any, value: Any) -> bool:
    return _plain(stated) == _plain(value) or _plain(stated) in _plain(value)


def _plain(value: Any) -> str:
    return re.sub(r"\W+", "", html.unescape(re.sub(r"<[^>]*>", "", str(value or "")))).casefold()


def _time(name: str) -> Any:
    return lambda parsed, value: _seconds(str(value)) == _seconds(getattr(parsed.submission, name))


def _byline(parsed: Parsed, value: str) -> bool:
    names = [author.name for author in parsed.submission.authors]
    return any(_plain(name) in _plain(value) for name in names)


def _paragraphs(parsed: Parsed, value: list[str]) -> bool:
    body = _plain(parsed.submission.body)
    return sum(_plain(text) in body for text in value) >= len(value) * 0.99


_CHECKS = {
    "title": lambda parsed, value: _same(value, parsed.submission.title),
    "headline": lambda parsed, value: _same(value, parsed.submission.title),
    "uri": lambda parsed, value: parsed.submission.id == value,
    "guid": lambda parsed, value: parsed.submission.id == value,
    "byline": _byline,
    "g2_byline": _byline,
    "author": _byline,
    "language": lambda parsed, value: parsed.submission.language == value,
    "lang": lambda parsed, value: (  # BCP 47 makes no difference between capitals
        (parsed.submission.language or "").lower() == value.replace("_", "-").lower()
    ),
    "versioncreated": _time("updated"),
    "versionCreated": _time("updated"),
    "contentCreated": _time("published"),
    "published": _time("published"),
    "thisRevisionCreated": _time("updated"),
    "date": _time("published"),
    "date_issue": _time("published"),
    "dateline": lambda parsed, value: (
        _plain(parsed.submission.place) in _plain(value) and bool(parsed.submission.place)
    ),
    "pubstatus": lambda parsed, value: parsed.submission.status == value,
    "pubStatus": lambda parsed, value: parsed.submission.status == value.rpartition(":")[2],
    "version": lambda parsed, value: str(parsed.submission.revision) == value.lstrip("0"),
    "tags": lambda parsed, value: (
        {_plain(tag) for tag in ([value] if isinstance(value, str) else value)}
        <= {_plain(tag) for tag in parsed.submission.tags}
    ),
    "paragraphs": _paragraphs,
    "headings": lambda parsed, value: all(
        _plain(heading) in _plain(parsed.submission.body) for heading in value
    ),
    "body_field": lambda parsed, value: bool(parsed.submission.body),
}


def _print(counts: dict[tuple[str, str], Counter[str]]) -> None:
    names = [
        "samples",
        "parsed",
        "rejected",
        "crash",
        "articles",
        "stories",
        "no story",
        "fields",
        "right fields",
        "verdicts",
        "right verdicts",
        "ms",
        "slowest",
    ]
    print(f"{'format':12} {'source':14} " + " ".join(f"{name:>14}" for name in names))
    for (kind, source), row in sorted(counts.items()):
        print(f"{kind:12} {source:14} " + " ".join(f"{row[name]:14}" for name in names))


if __name__ == "__main__":
    sys.exit(main())
