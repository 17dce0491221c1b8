"""The cost of an article, in objects written and rows read, does not grow with the archive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from benchmarks.growth import grow
from models.session import get_engine
from tasks.neighbours import forget
from tests.conftest import Press
from tests.entries import entry

FIRST = datetime(2026, 3, 1, tzinfo=UTC)


def publish(press: Press, first: int, count: int) -> set[str]:
    """Publish this many articles, ten minutes apart, and return the objects that were written."""
    forget()
    before = {path: found.etag for path, found in press.storage.objects.items()}
    press.submit(
        *(
            entry(
                id=f"a{number}",
                title=f"Story number {number}",
                published=(FIRST + timedelta(minutes=10 * number)).isoformat(),
                section="World",
                tags=["Rivers"],
                authors=["Ada Byron"],
            )
            for number in range(first, first + count)
        )
    )
    press.run()
    after = press.storage.objects.items()
    return {path for path, found in after if before.get(path) != found.etag}


def test_the_ten_thousandth_article_writes_no_more_objects_than_the_thousandth(
    press: Press, database: str
) -> None:
    if not database.startswith("sqlite"):
        pytest.skip("copies rows of SQLite")
    file = Path(database.removeprefix("sqlite:///"))
    publish(press, 0, 90)
    grow(file, 90, 11)
    publish(press, 90, 10)  # writes the pages that the copied rows lack
    thousandth = publish(press, 100, 1)
    grow(file, 1_001, 10)
    publish(press, 101, 1)
    ten_thousandth = publish(press, 102, 1)

    assert len(ten_thousandth) <= len(thousandth)
    assert "index.html" in ten_thousandth
    assert any(path.startswith("archive/") for path in ten_thousandth)


#: SQLite query plans that read all rows of a table which grows with the archive.
EVERY_ROW = re.compile(
    r"SCAN (articles|revisions|pages|receipts|listings|memberships|headline_words|mentions|events"
    r"|descriptions|fingerprints|bands|near_duplicates)\b"
    r"|SEARCH \w+ USING (COVERING )?INDEX sqlite_autoindex_(pages|listings|memberships)_1 \(site=\?\)"
    r"|INDEX ix_revisions_state_at \(state=\?\)"
)


@contextmanager
def plans() -> Iterator[set[str]]:
    """The query plan of every statement that is run within the block, with its beginning."""
    found: set[str] = set()

    def explain(_c: Any, cursor: Any, statement: str, given: Any, _x: Any, many: bool) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")):
            asked = f"EXPLAIN QUERY PLAN {statement}"
            rows = cursor.connection.cursor().execute(asked, given[0] if many else given)
            found.update(f"{row[3]} <- {statement[:300]}" for row in rows.fetchall())

    event.listen(get_engine(), "before_cursor_execute", explain)
    yield found
    event.remove(get_engine(), "before_cursor_execute", explain)


def test_no_statement_reads_a_whole_table(press: Press, database: str) -> None:
    if not database.startswith("sqlite"):
        pytest.skip("reads plans of SQLite")
    publish(press, 0, 3)
    with plans() as found:
        publish(press, 3, 3)
        press.submit(*(entry(id=f"a{n}", revision=2, title="New") for n in range(2, 5)))
        press.run()
        press.submit(*(entry(id=f"a{n}", revision=3, status="canceled") for n in range(2, 5)))
        press.run()
    assert len(found) > 50
    assert [plan for plan in found if EVERY_ROW.search(plan)] == []
