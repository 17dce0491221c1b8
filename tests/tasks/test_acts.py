"""Acts that take an article down and restore it, and rules that hold for all acts."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from matbaa.errors import Conflict, Rejected
from matbaa.storage import Blob
from models import Event, PageRow, Revision, State
from models.session import look, transaction
from tasks import acts
from tests.conftest import Press
from tests.tasks.newsroom import KILLED, ME, article, found, hint_all, states, status


@pytest.mark.parametrize("part", KILLED)
def test_a_kill_reaches_every_page_of_the_article(live: Press, part: str) -> None:
    acts.kill("a", who=ME, why="wrong picture")
    live.run()
    assert status(live, part) == "410"
    assert b"The river rose" not in found(live, part).blob.body


def test_a_kill_reaches_front_page_section_feeds_sitemaps_and_search(live: Press) -> None:
    path = article().path or ""
    acts.kill("a", who=ME, why="")
    live.run()
    own = {name: it.blob.body for name, it in live.storage.objects.items() if path not in name}
    assert [name for name, body in own.items() if b"The river rose" in body] == []


@pytest.mark.parametrize(("answer", "code"), [("gone", "410"), ("missing", "404")])
def test_a_kill_answers_with_the_chosen_status(live: Press, answer: str, code: str) -> None:
    acts.kill("a", who=ME, why="", answer=answer)  # type: ignore[arg-type]  # a Literal
    live.run()
    assert status(live) == code


@pytest.mark.parametrize("to", ["/about/", "http://127.0.0.1:8080/about/", "https://example.org/x"])
def test_a_kill_can_redirect_readers(live: Press, to: str) -> None:
    acts.kill("a", who=ME, why="", answer="redirect", to=to)
    live.run()
    said = found(live).blob.metadata
    wanted = to if to.startswith("https") else "http://127.0.0.1:8080/about/"
    assert (said["status"], said["location"]) == ("301", wanted)


def test_a_redirect_needs_an_address(live: Press) -> None:
    with pytest.raises(Rejected, match="redirect"):
        acts.kill("a", who=ME, why="", answer="redirect")


def test_a_second_kill_changes_nothing(live: Press) -> None:
    first = acts.kill("a", who=ME, why="")
    live.run()
    assert acts.kill("a", who=ME, why="").rev == first.rev
    assert live.hints == []


def test_a_second_kill_may_choose_another_status(live: Press) -> None:
    acts.kill("a", who=ME, why="")
    acts.kill("a", who=ME, why="", answer="missing")
    live.run()
    assert status(live) == "404"


def test_a_retraction_shows_readers_the_reason(live: Press) -> None:
    acts.retract("a", "The river did not rise at all.", who=ME, why="letter of the mayor")
    live.run()
    page = found(live).blob.body.decode()
    assert status(live) == "410"
    assert "The river did not rise at all." in page
    assert "The river rose" in page


def test_a_withheld_article_answers_404_until_it_is_restored(live: Press) -> None:
    acts.withhold("a", who=ME, why="the lawyers look at it")
    live.run()
    assert (status(live), article().live) == ("404", False)
    acts.restore("a", who=ME)
    live.run()
    assert (status(live), article().live) == ("200", True)


def test_an_article_that_could_not_be_parsed_can_be_killed(press: Press) -> None:
    press.article(id="a", body="<script></script>")
    press.run()
    acts.kill("a", who=ME, why="")
    press.run()
    assert states()[2] is State.PUBLISHED
    assert not article().live


def test_an_act_on_an_unknown_article_is_refused(press: Press) -> None:
    with pytest.raises(acts.Unknown, match="'nobody'"):
        acts.kill("nobody", who=ME, why="")


@pytest.mark.parametrize("part", KILLED)
def test_a_restored_article_reads_as_before(live: Press, part: str) -> None:
    before = found(live, part).blob.body
    acts.kill("a", who=ME, why="")
    live.run()
    acts.restore("a", who=ME)
    live.run()
    after = found(live, part).blob.body
    assert status(live, part) == "200"
    assert b"The river rose" in after
    assert len(after) >= len(before)


def test_only_an_article_that_was_taken_down_can_be_restored(live: Press) -> None:
    with pytest.raises(Conflict, match="not taken down"):
        acts.restore("a", who=ME)


def test_an_earlier_revision_comes_back_as_a_new_one(live: Press) -> None:
    live.article(id="a", title="The river fell")
    live.run()
    act = acts.roll_back("a", 1, who=ME, why="it did rise")
    live.run()
    assert (act.rev, article().published_rev, article().title) == (3, 3, "The river rose")


def test_every_act_is_in_the_audit_log_with_who_and_why(live: Press) -> None:
    acts.kill("a", who=ME, why="wrong picture")
    live.run()
    acts.restore("a", who="omar", why="right after all")
    with look() as session:
        rows = session.execute(select(Event.what, Event.who, Event.why, Event.rev)).all()
    assert [tuple(row) for row in rows] == [
        ("kill", ME, "wrong picture", 2),
        ("restore", "omar", "right after all", 3),
    ]


def test_an_act_supersedes_a_revision_in_progress(live: Press) -> None:
    live.article(id="a", revision=2, title="Too late")
    live.step()
    acts.kill("a", who=ME, why="")
    live.run()
    assert states() == {1: State.PUBLISHED, 2: State.SUPERSEDED, 3: State.PUBLISHED}
    assert status(live) == "410"


def test_a_producers_higher_revision_brings_a_killed_article_back(live: Press) -> None:
    acts.kill("a", who=ME, why="")
    live.run()
    live.article(id="a", revision=9, title="It did rise")
    live.run()
    assert (status(live), article().title) == ("200", "It did rise")


def test_the_revision_before_a_dead_one_is_published_over_its_pages(press: Press) -> None:
    """Revision 2 dies after its pages were rendered; revision 1 had been superseded by it."""
    press.article(id="a", revision=1, title="The first")
    press.article(id="a", revision=2, title="The second")
    while press.hints[0][0] != "matbaa.upload":
        press.step()
    with transaction() as session:
        from models import burial

        second = session.scalars(select(Revision).where(Revision.rev == 2)).one()
        burial.bury(session, second, stage="upload", reason="refused")
    hint_all()
    press.run()
    assert b"The first" in found(press).blob.body
    with look() as session:
        assert {
            row.rev for row in session.scalars(select(PageRow).where(PageRow.article_id == "a"))
        } == {1}


def test_a_foreign_object_at_the_path_of_a_takedown_is_replaced(live: Press) -> None:
    live.storage.put(f"{article().path}index.html", Blob(b"somebody else's", "text/html"))
    acts.kill("a", who=ME, why="")
    live.run()
    assert status(live) == "410"
