"""Work is done again if the database lost power before the commit was on disk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, event, update

from models import Revision, State
from models.session import get_engine, transaction
from tasks import queues
from tasks.queues import Queue
from tests.conftest import Press
from tests.tasks.newsroom import found, hint_all, states

_BEFORE = {
    "ingest": State.ACCEPTED,
    "summarize": State.INGESTED,
}


@pytest.fixture(autouse=True)
def all_queues() -> Iterator[None]:
    """Make this process work for every queue, as a worker of a small installation does."""
    queues.own([queue.value for queue in Queue])
    yield
    queues.own([])


def undo(state: State, **columns: object) -> None:
    """Bring the only revision back to `state`."""
    with transaction() as session:
        session.execute(update(Revision).values(state=state, **columns))


@pytest.mark.parametrize("stage", _BEFORE)
@pytest.mark.parametrize("claimed", [True, False], ids=["claim kept", "claim undone"])
def test_a_stage_whose_commit_was_undone_runs_again(
    press: Press, monkeypatch: pytest.MonkeyPatch, stage: str, claimed: bool
) -> None:
    undone: list[str] = []

    def lose_power(name: str) -> None:
        if name == f"{stage}.after_commit" and not undone:
            undone.append(name)
            claim = {} if claimed else {"lease_token": None, "lease_expires_at": None}
            undo(_BEFORE[stage], attempts=int(claimed), **claim)

    monkeypatch.setattr("tasks.settlement.failpoint", lose_power)
    press.article(id="a", title="The bridge opens")
    press.run()
    hint_all()  # as the upkeep does
    press.run()
    assert undone
    assert states() == {1: State.PUBLISHED}
    assert b"The bridge opens" in found(press).blob.body


def test_page_rows_and_final_states_are_on_disk_before_anything_follows_from_them(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    commits: dict[str, bool] = {}
    latest: list[str] = []
    monkeypatch.setattr("tasks.settlement.failpoint", latest.append)

    def note(connection: Connection) -> None:
        if latest and latest[-1].endswith(".before_commit"):
            commits[latest[-1]] = connection.get_execution_options().get("durable", True)

    event.listen(get_engine(), "commit", note)
    press.article(id="a")
    press.run()
    assert commits == {
        "ingest.before_commit": False,
        "summarize.before_commit": False,
        "render.before_commit": True,
        "upload.before_commit": True,
    }


def test_a_rejection_is_on_disk_before_the_producer_is_told(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    commits: list[bool] = []
    event.listen(
        get_engine(),
        "commit",
        lambda it: commits.append(it.get_execution_options().get("durable", True)),
    )
    press.article(id="a", body="")
    commits.clear()
    press.run()
    assert commits[:2] == [False, True]  # the claim, the dead letter
