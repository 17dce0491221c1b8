"""Corrections of articles that are not published: not yet, or not any more."""

from __future__ import annotations

from models import Article
from models.session import look
from tasks import acts, neighbours
from tests.conftest import Press
from tests.tasks.newsroom import ME, found, status


def test_a_correction_of_a_rendered_but_unpublished_article_is_published(press: Press) -> None:
    press.article(id="first", title="A bridge is built", section="city", body="Of steel.")
    press.run()
    neighbours.forget()
    press.article(id="second", title="The bridge opens", section="city", revision=1, body="Soon.")
    while press.step() != "matbaa.render":
        pass
    press.article(id="second", title="The bridge opens", section="city", revision=2, body="Today.")
    press.run()
    with look() as session:
        article = session.get(Article, "second")
        assert article is not None
        assert article.published_rev == 2


def test_a_correction_of_a_killed_article_is_kept_until_it_is_restored(live: Press) -> None:
    acts.kill("a", who=ME, why="")
    live.run()
    act = acts.correct("a", {"title": "The river rose by a metre"}, who=ME)
    live.run()
    assert "once the article is restored" in act.done
    assert status(live) == "410"
    acts.restore("a", who=ME)
    live.run()
    assert status(live) == "200"
    assert b"by a metre" in found(live).blob.body


def test_a_correction_keeps_the_redirect_of_a_killed_article(live: Press) -> None:
    acts.kill("a", who=ME, why="", answer="redirect", to="https://x.example/other")
    acts.correct("a", {"title": "The river rose by a metre"}, who=ME)
    live.run()
    assert found(live).blob.metadata["location"] == "https://x.example/other"


def test_a_correction_keeps_the_notice_of_a_retraction(live: Press) -> None:
    acts.retract("a", "The source was wrong.", who=ME, why="")
    acts.correct("a", {"title": "The river rose by a metre"}, who=ME)
    live.run()
    assert b"The source was wrong." in found(live).blob.body


def test_a_corrected_article_can_be_scheduled_after_it_was_withheld(live: Press) -> None:
    acts.withhold("a", who=ME, why="")
    acts.correct("a", {"title": "The river rose by a metre"}, who=ME)
    acts.schedule("a", None, who=ME)
    live.run()
    assert b"by a metre" in found(live).blob.body


def test_a_takedown_by_the_producer_is_restored_without_its_text(live: Press) -> None:
    live.article(id="a", title="Withdrawn", status="canceled")
    live.run()
    acts.kill("a", who=ME, why="")
    acts.restore("a", who=ME)
    live.run()
    assert b"The river rose" in found(live).blob.body
