"""The board's verdict: what needs attention, and what only needs time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from desk.figures import Figures, Standing
from desk.sources import sources
from models import Lane, Revision
from models.session import look, transaction
from tasks import acts
from tests.conftest import Press
from tests.desk.conftest import Browser


def standing() -> Standing:
    """The board's current figures."""
    return Figures().standing.now()


def age(seconds: float, **where: Any) -> None:
    """Make submissions that match `where` appear to have been submitted this long ago."""
    with transaction() as session:
        session.execute(
            update(Revision)
            .filter_by(**where)
            .values(created_at=datetime.now(UTC) - timedelta(seconds=seconds))
        )


def test_a_waiting_article_without_any_progress_is_reported_as_stuck(press: Press) -> None:
    press.article(id="a")
    age(120)
    now = standing()
    assert now.verdict == "bad"
    assert now.stuck is not None
    assert now.stuck.article_id == "a"


def test_a_queue_that_moves_is_not_reported_as_stuck(press: Press) -> None:
    press.article(id="first")
    press.run()
    press.article(id="second")
    age(300, article_id="first")
    age(290, article_id="second")
    now = standing()
    assert now.stuck is None
    assert now.verdict == "warn"  # news should not wait for several minutes
    assert now.last_minute == 1
    assert now.seconds_left == 60


def test_an_article_that_later_ones_overtake_is_reported_as_stuck(press: Press) -> None:
    press.article(id="left-behind")
    press.hints.clear()
    age(300)
    with transaction() as session:
        later = datetime.now(UTC) + timedelta(hours=1)
        session.execute(update(Revision).values(next_attempt_at=later))
    press.article(id="later")
    press.run()
    age(1, article_id="later")
    found = standing().stuck
    assert found is not None
    assert found.article_id == "left-behind"


def test_waiting_bulk_work_is_no_warning(press: Press) -> None:
    press.article(id="first")
    press.run()
    press.article(id="second")
    age(40)
    with transaction() as session:
        session.execute(update(Revision).values(lane=Lane.BULK))
    assert standing().verdict == "busy"


def test_a_single_import_does_not_make_a_source_regular(press: Press) -> None:
    for number in range(10):
        press.article(id=f"n-{number}", source="import")
    age(7_200)
    with look() as session:
        (found,) = sources(session)
    assert not found.is_quiet


def test_an_old_article_that_is_only_rendered_again_has_not_waited_since_it_came(
    press: Press,
) -> None:
    press.article(id="a")
    press.run()
    age(3_000_000)
    acts.republish(["a"], who="a test")
    now = standing()
    assert now.stuck is None
    assert now.oldest_seconds < 60


def test_a_regular_source_that_stops_is_reported_as_quiet(press: Press) -> None:
    for number in range(10):
        press.article(id=f"n-{number}", source="wire")
        age(7_200 - 60 * number, article_id=f"n-{number}")
    with look() as session:
        (found,) = sources(session)
    assert found.is_quiet
    assert found.pause == pytest.approx(60, abs=2)


def test_a_failed_attempt_is_shown_on_the_articles_page(
    browser: Browser, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("the connection was reset")

    press.article(id="n-1")
    with monkeypatch.context() as broken:
        broken.setattr(press.storage, "put", stumble)
        press.run()
    page = browser.get("/articles/n-1").text
    assert "upload, attempt 1: the connection was reset" in page
    assert "attempt failed" in page
