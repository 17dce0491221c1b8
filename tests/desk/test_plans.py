"""The desk's queries use indexes, so that its pages stay fast however many articles there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any

import pytest
from sqlalchemy import event

from benchmarks.desk_at_a_million import PAGES, fill
from models.session import get_engine
from tests.desk.conftest import Browser

#: Enough rows for PostgreSQL to prefer an index to reading the whole table.
ARTICLES = 20_000
#: Tables that grow with every article.
BIG = ("articles", "revisions", "pages", "headline_words", "events", "receipts")


@contextmanager
def listening() -> Iterator[list[tuple[str, Any]]]:
    """The statements sent to the database within the block, with their values."""
    heard: list[tuple[str, Any]] = []

    def hear(_c: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        heard.append((statement, values))

    event.listen(get_engine(), "before_cursor_execute", hear)
    yield heard
    event.remove(get_engine(), "before_cursor_execute", hear)


def plan(statement: str, values: Any) -> str:
    """PostgreSQL's query plan."""
    with get_engine().connect() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN {statement}", values)
        return "\n".join(row[0] for row in rows)


def asked_for(browser: Browser) -> Iterator[str]:
    """Every page of the desk, and the second page of each list."""
    for path in PAGES:
        path = path.replace("a-500001", f"a-{ARTICLES // 2}")
        yield path
        further = re.search(r'rel="next" href="([^"]+)"', browser.get(path).text)
        if further:
            yield unescape(further[1])


def test_no_page_of_the_desk_reads_a_whole_table(browser: Browser) -> None:
    if get_engine().dialect.name != "postgresql":
        pytest.skip("needs PostgreSQL: .ci/postgres .venv/bin/pytest tests/desk/test_plans.py")
    fill(get_engine(), ARTICLES)
    paths, scans = list(asked_for(browser)), []
    assert sum("after=" in path for path in paths) >= 6
    with listening() as heard:
        for path in paths:
            assert browser.get(path).status_code == 200
    asked = {statement: values for statement, values in heard if "FROM" in statement}
    assert len(asked) > 20
    for statement, values in asked.items():
        found = re.findall(r"Seq Scan on (\w+)", plan(statement, values))
        scans += [f"{table}: {statement}" for table in found if table in BIG]
    assert scans == []


def test_the_last_page_of_a_list_costs_as_little_as_the_first(browser: Browser) -> None:
    if get_engine().dialect.name != "postgresql":
        pytest.skip("needs PostgreSQL: .ci/postgres .venv/bin/pytest tests/desk/test_plans.py")
    fill(get_engine(), ARTICLES)
    first, last = (cost(browser, path) for path in ("/articles", f"/articles?after={_OLD}"))
    assert last < first * 2


_OLD = "2000-01-01T00:00:00%2B00:00~1"


def cost(browser: Browser, path: str) -> float:
    """The cost that PostgreSQL estimates for the list on a page."""
    with listening() as heard:
        browser.get(path)
    statement, values = next(each for each in heard if "LIMIT" in each[0] and "lane" in each[0])
    whole = re.search(r"cost=[\d.]+\.\.([\d.]+)", plan(statement, values))
    assert whole is not None
    return float(whole[1])
