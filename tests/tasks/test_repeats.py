"""Who submits a document again is told where its articles are published."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest

from models.entry import Entry
from tasks.outcomes import Outcome
from tasks.reception import receive
from tests.conftest import Press
from tests.entries import BODY, entry, envelope

ITEM = json.dumps({"uri": "urn:7", "type": "text", "headline": "The wire", "body_html": BODY})
FEED = """<rss version="2.0"><channel><title>Wire</title>
  <item><guid>one</guid><title>First</title><description>The first story.</description></item>
  <item><guid>two</guid><title>Second</title><description>The second.</description></item>
</channel></rss>"""


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Outcome]:
    """The receipts that were written, oldest first."""
    said: list[Outcome] = []

    def announce(outcomes: Iterable[Outcome]) -> bool:
        said.extend(outcomes)
        return True

    monkeypatch.setattr("tasks.outcomes.announce", announce)
    return said


def twice(press: Press, told: list[Outcome], first: Entry, again: Entry) -> list[Outcome]:
    """The receipts of a second submission of the same document, after the first was published."""
    receive([first])
    press.run()
    told.clear()
    receive([again])
    return told


def test_the_receipt_of_a_repeated_document_names_its_article_and_page(
    press: Press, told: list[Outcome]
) -> None:
    (said,) = twice(press, told, envelope(ITEM, format="ninjs"), envelope(ITEM, format="ninjs"))
    assert (said.status, said.id) == ("duplicate", "urn:7")
    assert said.url is not None
    assert "/the-wire-" in said.url


def test_the_receipts_of_a_repeated_feed_name_each_article_and_page(
    press: Press, told: list[Outcome]
) -> None:
    *parts, document = twice(
        press, told, envelope(FEED, format="rss"), envelope(FEED, format="rss")
    )
    assert (document.status, document.reason) == ("duplicate", "contains 2 articles")
    assert document.parts == tuple(part.key for part in parts)
    assert [part.id for part in parts] == ["one", "two"]
    assert all(part.url for part in parts)


def test_the_receipt_of_an_unpublished_duplicate_names_no_page(
    press: Press, told: list[Outcome]
) -> None:
    receive([envelope(ITEM, format="ninjs")])
    press.step()
    told.clear()
    receive([envelope(ITEM, format="ninjs")])
    (said,) = told
    assert (said.status, said.url) == ("duplicate", None)


def test_the_receipt_of_a_repeated_article_in_our_own_json_names_its_page(
    press: Press, told: list[Outcome]
) -> None:
    (said,) = twice(press, told, entry(id="a"), entry(id="a"))
    assert (said.status, said.id, said.parts) == ("duplicate", "a", ())
    assert said.url
