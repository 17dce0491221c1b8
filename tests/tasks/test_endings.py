"""Acts on articles that have an embargo or an expiry."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from models import Revision, State
from models.base import db_now
from models.session import transaction
from tasks import acts
from tests.conftest import Press
from tests.tasks.newsroom import ME, article, found, hint_all, states, status

LATER = "2999-01-01T00:00:00Z"


@pytest.mark.parametrize("corrects", [False, True])
def test_a_restored_article_is_still_under_its_embargo(press: Press, corrects: bool) -> None:
    press.article(id="a", publish_at=LATER)
    press.run()
    acts.kill("a", who=ME, why="")
    press.run()
    if corrects:
        acts.correct("a", {"title": "The river rose by a metre"}, who=ME)
        press.run()
    act = acts.restore("a", who=ME)
    press.run()
    assert "under embargo until 2999-01-01" in act.done
    assert states()[act.rev or 0] is not State.PUBLISHED
    assert not article().live


def test_a_restored_article_appears_when_its_embargo_is_over(press: Press) -> None:
    press.article(id="a", publish_at=LATER)
    acts.kill("a", who=ME, why="")
    acts.restore("a", who=ME)
    press.run()
    with transaction() as session:
        session.execute(update(Revision).values(publish_at=db_now(-1), next_attempt_at=None))
    hint_all()
    press.run()
    assert article().live


def test_an_embargo_that_is_over_does_not_hold_a_restored_article_back(live: Press) -> None:
    past = datetime.now(UTC) - timedelta(hours=1)
    live.article(id="a", title="The river fell", publish_at=past.isoformat())
    acts.kill("a", who=ME, why="")
    act = acts.restore("a", who=ME)
    live.run()
    assert "embargo" not in act.done
    assert status(live) == "200"


@pytest.mark.parametrize("take_down", [acts.kill, acts.withhold])
def test_a_restored_article_still_expires(press: Press, take_down: object) -> None:
    press.article(id="a", expire_at=LATER)
    press.run()
    take_down("a", who=ME, why="")  # type: ignore[operator]
    press.run()
    acts.restore("a", who=ME)
    press.run()
    assert article().live
    assert str(article().expires_at).startswith("2999")


def test_withholding_does_not_wait_for_the_embargo_of_a_correction(live: Press) -> None:
    live.article(id="a", title="Tomorrow's river", publish_at=LATER)
    live.run()
    acts.withhold("a", who=ME, why="")
    live.run()
    assert status(live) == "404"
    assert b"Tomorrow" not in found(live).blob.body
