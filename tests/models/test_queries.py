"""Queries of the desk and the command line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Select, text
from sqlalchemy.dialects import sqlite

from matbaa.errors import Rejected
from models import Lane, State
from models.queries import (
    Filter,
    LetterFilter,
    counts,
    lanes,
    latencies,
    letter_groups,
    letters,
    list_articles,
    longest,
    timeline,
)
from models.queries.articles import statement
from models.queries.letters import raw_of
from models.queries.letters import statement as letters_statement
from models.queries.timeline import happenings
from models.session import look
from tasks import acts
from tests.conftest import Press

ARABIC = "<p>وصل وزير الخارجية إلى القاهرة صباح الخميس. وبدأت المحادثات في القنصلية العامة.</p>"
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def ids(filter: Filter, *, limit: int = 50, after: str | None = None) -> list[str]:
    with look() as session:
        rows, _next = list_articles(session, filter, limit=limit, after=after)
    return [row.id for row in rows]


@pytest.fixture
def newsroom(press: Press) -> Press:
    """Three published articles, one dead, and one in progress."""
    press.article(id="river", title="وزير الخارجية يزور القاهرة", section="سياسة", body=ARABIC)
    press.article(id="tram", title="The tram is late", section="City", source="desk-a")
    press.article(id="zoo", title="A zoo opens", section="City")
    press.article(id="dead", body="<script></script>")
    press.run()
    press.article(id="new", title="Not yet")
    return press


def test_the_newest_submission_comes_first(newsroom: Press) -> None:
    assert ids(Filter()) == ["new", "dead", "zoo", "tram", "river"]


def test_an_article_is_listed_once_with_its_newest_revision(newsroom: Press) -> None:
    newsroom.article(id="river", title="Second", revision=2)
    with look() as session:
        rows, _next = list_articles(session, Filter())
    assert [(row.id, row.rev) for row in rows if row.id == "river"] == [("river", 2)]


FILTERS = [
    (Filter(state=State.PUBLISHED), {"river", "tram", "zoo"}),
    (Filter(state=State.DEAD), {"dead"}),
    (Filter(state=State.ACCEPTED), {"new"}),
    (Filter(live=True), {"river", "tram", "zoo"}),
    (Filter(section="City"), {"tram", "zoo"}),
    (Filter(section="City", site="main"), {"tram", "zoo"}),
    (Filter(language="ar"), {"river"}),
    (Filter(source="desk-a"), {"tram"}),
    (Filter(id_prefix="t"), {"tram"}),
    (Filter(site="elsewhere"), set()),
    (Filter(since=LONG_AGO), {"new", "dead", "zoo", "tram", "river"}),
    (Filter(until=LONG_AGO), set()),
    (Filter(state=State.PUBLISHED, section="City", source="desk-a"), {"tram"}),
]


def test_filters_select_the_matching_articles(newsroom: Press) -> None:
    assert [set(ids(wanted)) for wanted, _found in FILTERS] == [found for _wanted, found in FILTERS]


def test_a_headline_is_found_in_any_spelling(newsroom: Press) -> None:
    spellings = ("وزير الخارجيه", "الوزير", "وَزِيرُ الخارجيّة", "القاهره", "الخارج", "يزور قاهرة وزير")
    found = {spelling: ids(Filter(headline=spelling)) for spelling in spellings}
    assert found == {spelling: ["river"] for spelling in spellings}


def test_a_search_finds_only_headlines_with_all_its_words(newsroom: Press) -> None:
    for spelling in ("الوزير التركي", "!?", "زوري"):
        assert ids(Filter(headline=spelling)) == []


def test_a_headline_is_found_only_by_its_current_words(newsroom: Press) -> None:
    acts.correct("tram", {"title": "The bus is late"}, who="me")
    newsroom.run()
    assert (ids(Filter(headline="tram")), ids(Filter(headline="bus"))) == ([], ["tram"])


def test_an_article_that_was_taken_down_is_listed_as_such(newsroom: Press) -> None:
    acts.kill("zoo", who="me", why="")
    newsroom.run()
    with look() as session:
        (row,), _next = list_articles(session, Filter(live=False))
    assert (row.id, row.status) == ("zoo", "withdrawn")


def test_a_waiting_article_is_listed_with_its_submitted_title(newsroom: Press) -> None:
    with look() as session:
        (row,), _next = list_articles(session, Filter(state=State.ACCEPTED))
    assert row.title == "Not yet"


def test_pages_of_a_list_have_no_gap_or_overlap(newsroom: Press) -> None:
    for wanted in (Filter(), Filter(state=State.PUBLISHED), Filter(section="City")):
        assert one_by_one(wanted) == ids(wanted) != []


def one_by_one(wanted: Filter) -> list[str]:
    """The whole list, read one row per page."""
    found: list[str] = []
    after: str | None = None
    while True:
        with look() as session:
            rows, after = list_articles(session, wanted, after=after, limit=1)
        found += [row.id for row in rows]
        if after is None:
            return found


def test_an_invalid_cursor_is_refused(press: Press) -> None:
    with pytest.raises(Rejected, match="after"):
        ids(Filter(), after="yesterday")


# Plans


def plan(query: Select[Any]) -> str:
    """SQLite's query plan for a statement."""
    compiled = query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    with look() as session:
        rows = session.execute(text(f"EXPLAIN QUERY PLAN {compiled}".replace(":", r"\:")))
        return "\n".join(str(row.detail) for row in rows)


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(),
        Filter(since=LONG_AGO),
        Filter(source="desk-a"),
        Filter(state=State.DEAD),
        Filter(state=State.PUBLISHED),
        Filter(section="City", site="main"),
        Filter(language="ar", site="main"),
        Filter(live=False, site="main"),
    ],
)
def test_no_list_scans_or_sorts_a_whole_table(database: str, wanted: Filter) -> None:
    if not database.startswith("sqlite"):
        pytest.skip("SQLite's plans")
    steps = plan(statement(wanted, after="2025-01-01T00:00:00+00:00~5")).splitlines()
    scans = [step for step in steps if step.startswith("SCAN") and "INDEX" not in step]
    assert (scans, [step for step in steps if "TEMP B-TREE FOR ORDER BY" in step]) == ([], [])


def test_a_headline_is_looked_up_word_by_word(database: str) -> None:
    if not database.startswith("sqlite"):
        pytest.skip("SQLite's plans")
    steps = plan(statement(Filter(headline="river dam")))
    assert "SEARCH headline_words USING PRIMARY KEY (word>? AND word<?)" in steps
    assert "SEARCH headline_words_1 USING PRIMARY KEY (word=? AND dated_at=? AND" in steps
    assert "SCAN articles" not in steps


@pytest.mark.parametrize("wanted", [LetterFilter(), LetterFilter(signature="render: …")])
def test_no_list_of_letters_scans_or_sorts_a_whole_table(
    database: str, wanted: LetterFilter
) -> None:
    if not database.startswith("sqlite"):
        pytest.skip("SQLite's plans")
    steps = plan(letters_statement(wanted, after=5, limit=50))
    assert "SEARCH dead_letters USING INDEX" in steps
    assert "TEMP B-TREE" not in steps


# Letters, timelines, figures


def test_letters_are_grouped_by_cause(press: Press) -> None:
    for number in range(3):
        press.article(id=f"empty-{number}", body="<script></script>")
    press.article(id="a", revision=1)
    press.article(id="a", revision=1, body="<p>Another.</p>")
    press.run()
    with look() as session:
        groups = letter_groups(session)
    assert [(group.stage, group.count) for group in groups] == [("ingest", 3), ("intake", 1)]


def test_letters_are_listed_newest_first_in_pages(press: Press) -> None:
    for number in range(3):
        press.article(id=f"empty-{number}", body="<script></script>")
    press.run()
    with look() as session:
        first, after = letters(session, LetterFilter(), limit=2)
        rest, end = letters(session, LetterFilter(), limit=2, after=after)
    found = [each.article_id for each in (*first, *rest)]
    assert (found, end) == (["empty-2", "empty-1", "empty-0"], None)


def test_a_letter_keeps_the_submission(press: Press) -> None:
    press.article(id="a", body="<script></script>")
    press.run()
    with look() as session:
        (letter,), _next = letters(session, LetterFilter())
        assert b"<script></script>" in raw_of(session, letter.id)


def test_a_timeline_has_every_step_of_an_article(newsroom: Press) -> None:
    acts.kill("zoo", who="me", why="closed")
    newsroom.run()
    with look() as session:
        found = timeline(session, "zoo")
    assert found is not None
    assert [version.rev for version in found.versions] == [2, 1]
    steps = [step.name for step in found.versions[1].steps]
    assert steps == ["accepted", "ingested", "summarized", "rendered", "published"]
    assert [(each.what, each.why) for each in found.happenings] == [("kill", "closed")]
    assert {(page.status, page.is_uploaded) for page in found.pages} == {(410, True)}


def test_an_unknown_article_has_no_timeline(press: Press) -> None:
    with look() as session:
        assert timeline(session, "nobody") is None


def test_the_audit_log_can_be_filtered_by_person_and_act(newsroom: Press) -> None:
    acts.kill("zoo", who="laila", why="")
    acts.kill("tram", who="omar", why="")
    with look() as session:
        assert [each.article_id for each in happenings(session, who="omar")] == ["tram"]
        assert len(happenings(session, what="kill")) == 2


def test_counts_show_how_many_revisions_are_in_each_state(newsroom: Press) -> None:
    newsroom.article(id="later", publish_at="2999-01-01T00:00:00Z", lane=Lane.BULK)
    while newsroom.hints:
        newsroom.step()
    newsroom.article(id="newer")
    with look() as session:
        now = counts(session)
    assert (now.open[State.ACCEPTED][Lane.NEWS], now.open[State.INGESTED][Lane.BULK]) == (1, 1)
    assert (now.live, now.letters, now.scheduled, now.last_hour) == (4, 1, 1, 4)


def test_latency_is_measured_from_submission_to_live(newsroom: Press) -> None:
    with look() as session:
        found = latencies(session, datetime.now(UTC) - timedelta(hours=1))
        none = latencies(session, datetime.now(UTC) + timedelta(hours=1))
    assert found.count == 3
    assert 0 < (found.p50 or 0) <= (found.p95 or 0) <= (found.longest or 0) < 120
    assert (none.count, none.p50) == (0, None)


def test_an_article_under_embargo_is_not_the_oldest_waiting_one(press: Press) -> None:
    press.article(id="later", publish_at="2999-01-01T00:00:00Z")
    press.run()
    with look() as session:
        assert longest(lanes(session)) is None
    press.article(id="a")
    press.article(id="b")
    with look() as session:
        found = longest(lanes(session))
    assert found is not None
    assert found.article_id == "a"


def test_lanes_show_how_many_revisions_wait_in_each_state(press: Press) -> None:
    press.article(id="a")
    press.article(id="b", lane=Lane.BULK)
    press.step()
    with look() as session:
        waiting = {(each.lane, each.state): each.waiting for each in lanes(session)}
    assert waiting[Lane.NEWS, State.INGESTED] == waiting[Lane.BULK, State.ACCEPTED] == 1
    assert sum(waiting.values()) == 2
