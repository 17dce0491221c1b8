"""Measures what an article costs in a large archive, compared with a small one.

    python -m benchmarks.growth [--sizes 1000,10000,100000] [--articles 20] [--json]

Publishes a thousand real articles, and copies their rows until the archive has the wanted size.
Then it publishes new articles one at a time, edits them, and takes them down; each time the site's
own pages are rebuilt. Each size runs in a process of its own, with storage in memory and SQLite.
"""

from __future__ import annotations

import argparse
import json
import resource
import sqlite3
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks import articles, inline
from benchmarks.inline import Press, Spent

_BASE = 1_000
_FIRST_DAY = datetime(2026, 11, 1, tzinfo=UTC)
_APART = timedelta(minutes=10)
#: By table, the columns that change in a copy: ids and numbers are new, times are earlier.
_COPIED = {
    "articles": {"id": "id || :c", "path": "path || :c", "number": "number + :n * :base"},
    "revisions": {"id": "NULL", "article_id": "article_id || :c", "receipt": "receipt || :c"},
    "memberships": {"article_id": "article_id || :c", "number": "number + :n * (SELECT size "
                    "FROM listings AS l WHERE l.site = t.site AND l.kind = t.kind "
                    "AND l.key = t.key)"},
    "headline_words": {"article_id": "article_id || :c"},
    "mentions": {"article_id": "article_id || :c", "mentioned_id": "mentioned_id || :c"},
}  # fmt: skip
_DATES = ("dated_at", "created_at", "state_at", "published_at")


def main() -> None:
    """Measure each size, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--articles", type=int, default=20)
    parser.add_argument("--one", type=int, help="measure one size here and print JSON")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(_measure(options.one, options.articles)))
        return
    found = [_measured_apart(int(size), options.articles) for size in options.sizes.split(",")]
    print(json.dumps(found, indent=1) if options.json else _table(found))


def _measured_apart(size: int, count: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.growth", "--one", str(size)]
    said = subprocess.run(
        [*command, "--articles", str(count)], stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, Any] = json.loads(said.stdout.splitlines()[-1])
    return found


def _measure(size: int, count: int) -> dict[str, Any]:
    chosen = articles.load(_BASE + 2 * count)
    for number, each in enumerate(chosen):
        each["published"] = (_FIRST_DAY + number * _APART).isoformat()
    with inline.press() as press:
        press.publish(chosen[:_BASE])
        grow(press.file, _BASE, size // _BASE)
        for each in chosen[_BASE : _BASE + count]:  # the first ones write what is missing
            press.publish([each])
        new = chosen[_BASE + count :]
        killed = [{**each, "revision": 3, "status": "canceled"} for each in new]
        return {
            "articles": size,
            "new": _one_by_one(press, new),
            "edit": _one_by_one(press, [_edited(each) for each in new]),
            "kill": _one_by_one(press, killed),
            "database MB": round(press.file.stat().st_size / 1e6),
            "memory MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }


def _edited(submission: dict[str, Any]) -> dict[str, Any]:
    return {**submission, "revision": 2, "title": f"{submission['title']} +"}


def _one_by_one(press: Press, submissions: Sequence[dict[str, Any]]) -> dict[str, float]:
    spent = [press.publish([each]) for each in submissions]

    def median(of: Callable[[Spent], float]) -> float:
        return round(float(statistics.median(map(of, spent))), 2)

    def ms(spent: Spent) -> float:
        return spent.cpu * 1_000

    return {
        "CPU ms": median(ms),
        "wall ms": median(lambda each: each.wall * 1_000),
        "objects": median(lambda each: each.objects),
        "statements": median(lambda each: each.statements),
    }


def grow(file: Path, base: int, times: int) -> None:
    """Copy the rows of `base` articles until there are `times` as many; copies are older."""
    from models.session import get_engine

    get_engine().dispose()
    with sqlite3.connect(file) as connection:
        # The copies would all be found to be near-duplicates, so their fingerprints are deleted.
        for table in ("fingerprints", "bands", "near_duplicates"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 -- ours
        for table in _COPIED:
            connection.execute(f"CREATE TEMP TABLE kept_{table} AS SELECT * FROM {table}")  # noqa: S608 -- ours
        for number in range(1, times):
            for table, changed in _COPIED.items():
                _copy(connection, table, changed, number, base)
        connection.execute("UPDATE listings SET size = size * ?", (times,))


def _copy(
    connection: sqlite3.Connection, table: str, changed: dict[str, str], number: int, base: int
) -> None:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    back = f"strftime('%Y-%m-%d %H:%M:%f000', {{}}, '-{number * base * 10} minutes')"
    chosen = [changed.get(c, back.format(c) if c in _DATES else c) for c in columns]
    names, values = ", ".join(columns), ", ".join(chosen)
    given = {"c": f"-{base}.{number}", "n": number, "base": base}
    used = {name: value for name, value in given.items() if f":{name}" in values}
    connection.execute(
        f"INSERT INTO {table} ({names}) SELECT {values} FROM kept_{table} AS t",  # noqa: S608 -- ours
        used,
    )


def _table(found: Sequence[dict[str, Any]]) -> str:
    lines = [f"{'archive':>9} {'':5} {'CPU ms':>8} {'wall ms':>8} {'objects':>8} {'SQL':>6}"]
    for each in found:
        for act in ("new", "edit", "kill"):
            cells = each[act]
            lines.append(
                f"{each['articles']:>9,} {act:5} {cells['CPU ms']:>8} {cells['wall ms']:>8}"
                f" {cells['objects']:>8} {cells['statements']:>6}"
            )
        lines.append(f"{'':9} {each['database MB']} MB on disk, {each['memory MB']} MB of memory")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
