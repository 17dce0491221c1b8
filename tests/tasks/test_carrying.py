"""A worker of several queues takes a batch from stage to stage under one claim."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from matbaa.errors import ServiceUnavailable
from models import Revision, State
from models.session import look
from tasks import queues
from tasks.pipeline import PIPELINE
from tasks.queues import Queue
from tests.conftest import Press
from tests.tasks.newsroom import states


@pytest.fixture
def all_queues() -> Iterator[None]:
    """Make this process work for every queue, as a worker of a small installation does."""
    queues.own([queue.value for queue in Queue])
    yield
    queues.own([])


def test_a_worker_of_all_queues_publishes_an_article_on_one_hint(
    press: Press, all_queues: None
) -> None:
    press.article(id="a")
    press.step()
    assert states() == {1: State.PUBLISHED}
    assert [hint[0] for hint in press.hints] == ["matbaa.site"]


def test_the_state_after_each_stage_is_committed(
    press: Press, all_queues: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    monkeypatch.setattr("tasks.running.failpoint", lambda name: seen.append((name, states()[1])))
    press.article(id="a")
    press.step()
    way = [state for state in PIPELINE if state is not State.EXTRACTED]  # no language model
    assert [state for name, state in seen if name.endswith(".after_claim")] == way


def test_an_article_stays_claimed_between_stages(
    press: Press, all_queues: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def claimed(_name: str) -> None:
        with look() as session:
            revision = session.scalars(select(Revision)).one()
        assert (revision.attempts, revision.lease_token is None) == (1, False)

    monkeypatch.setattr("tasks.running.failpoint", claimed)
    press.article(id="a")
    press.run()
    assert states() == {1: State.PUBLISHED}


def test_a_worker_releases_an_article_under_embargo(press: Press, all_queues: None) -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    press.article(id="a", publish_at=later.isoformat())
    press.article(id="b")
    press.hints = [("matbaa.ingest", [[1, 2]], "ingest")]
    press.run()
    with look() as session:
        found = session.execute(select(Revision.state, Revision.lease_token)).all()
    assert sorted(found) == [(State.INGESTED, None), (State.PUBLISHED, None)]


def test_a_revision_overtaken_between_stages_is_superseded(
    press: Press, all_queues: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtake(name: str) -> None:
        if name == "render.after_work" and len(states()) == 1:
            press.article(id="a", revision=2, title="Second")

    monkeypatch.setattr("tasks.running.failpoint", overtake)
    press.article(id="a", revision=1, title="First")
    press.run()
    assert states() == {1: State.SUPERSEDED, 2: State.PUBLISHED}


def test_work_continues_after_a_commit_whose_answer_was_lost(
    press: Press, all_queues: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost: list[str] = []

    def lose(name: str) -> None:
        if name == "ingest.after_commit" and not lost:
            lost.append(name)
            raise ServiceUnavailable("database", "the connection broke")

    monkeypatch.setattr("tasks.settlement.failpoint", lose)
    press.article(id="a")
    press.step()
    assert lost
    assert states() == {1: State.PUBLISHED}
