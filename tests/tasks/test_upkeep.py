"""Upkeep hints again every revision that has stopped moving, and none hides another."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from matbaa.settings import get_settings
from models import Lane, Revision, State, outage
from models.base import db_now
from models.session import look, transaction
from tasks.upkeep import is_urgent, upkeep
from tests.conftest import Press
from tests.entries import entry

_TRIPS = 3


@pytest.fixture
def quiet(press: Press, monkeypatch: pytest.MonkeyPatch) -> Press:
    """A press with empty queues, so that upkeep fills them, two revisions at a time."""
    monkeypatch.setattr("tasks.upkeep._is_busy", lambda _queue: False)
    monkeypatch.setattr("tasks.upkeep._MOST", 2)
    return press


def stand_still(press: Press) -> None:
    """Lose all hints, as of long ago."""
    press.hints.clear()
    with transaction() as session:
        session.execute(update(Revision).values(state_at=db_now(-60)))


def hinted(press: Press, queue: str) -> list[int]:
    """The revisions hinted on a queue since the hints were last lost."""
    return [each for _task, args, at in press.hints if at == queue for each in args[0]]


def test_a_lost_hint_is_sent_again(quiet: Press) -> None:
    quiet.article(id="a")
    assert not is_urgent()  # the hint may simply be on its way
    stand_still(quiet)
    assert is_urgent()
    upkeep()
    quiet.run()
    with look() as session:
        assert session.scalars(select(Revision.state)).all() == [State.PUBLISHED]


def test_only_one_upkeep_runs_at_a_time(quiet: Press, settings_env: pytest.MonkeyPatch) -> None:
    settings_env.setenv("MATBAA_UPKEEP_SECONDS", "60")
    get_settings.cache_clear()
    quiet.article(id="a")
    stand_still(quiet)
    upkeep()
    upkeep()
    assert hinted(quiet, "ingest") == [1]


def test_a_long_backfill_does_not_hide_an_editors_article(quiet: Press) -> None:
    quiet.submit(*(entry(id=f"b{number}", lane=Lane.BULK) for number in range(4)))
    editors = quiet.article(id="a")
    stand_still(quiet)
    upkeep()
    assert hinted(quiet, "ingest") == [editors.revision_id]
    assert len(hinted(quiet, "bulk.ingest")) == 2


def test_articles_that_wait_for_storage_do_not_hide_those_at_earlier_stages(
    quiet: Press,
) -> None:
    for number in range(3):
        quiet.article(id=f"r{number}")
    late = quiet.article(id="late")
    with transaction() as session:
        session.execute(update(Revision).where(Revision.rev == 1).values(state=State.RENDERED))
        session.execute(
            update(Revision).where(Revision.id == late.revision_id).values(state=State.ACCEPTED)
        )
        for _time in range(_TRIPS):
            outage.failed(session, "storage")
    stand_still(quiet)
    upkeep()
    assert (hinted(quiet, "ingest"), hinted(quiet, "upload")) == ([late.revision_id], [])
