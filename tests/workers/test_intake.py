"""The intake and a real stream: what cannot be taken in holds up nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
import redis
from sqlalchemy import select

from matbaa.embedded import free_port, valkey
from matbaa.identity import Identity
from matbaa.settings import get_settings
from matbaa.supervisor import Supervisor
from models import Article, DeadLetter
from models.entry import Answer, Entry
from models.session import look
from tasks import reception
from tests.conftest import Press
from workers.intake import GROUP, Intake


@pytest.fixture
def inbox(
    press: Press, settings_env: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[redis.Redis]:
    """A Redis of this test's own."""
    folder, number = tmp_path_factory.mktemp("redis"), free_port()
    server = valkey(folder, number)
    supervisor = Supervisor([server], folder / "logs", {})
    supervisor.start([server], seconds=60)
    settings_env.setenv("MATBAA_REDIS_URL", f"redis://127.0.0.1:{number}/0")
    get_settings.cache_clear()
    with redis.Redis(port=number) as client:
        yield client
    supervisor.stop()


class OneLife(Intake):
    """An intake that ends after one look at what it had read before and at what is new."""

    def _chores(self) -> None:
        self.stopping = True

    def _take_in_new(self) -> None:
        if self.client.xlen(self.settings.inbox):
            super()._take_in_new()


def test_what_cannot_be_taken_in_is_nothing_to_the_others_and_refused_in_the_end(
    inbox: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    def receive(entries: Sequence[Entry]) -> list[Answer]:
        if any(b"poison" in e.payload and isinstance(e.outcome, Identity) for e in entries):
            raise RuntimeError("a bug of ours")
        return reception.receive(entries)

    monkeypatch.setattr("workers.intake.receive", receive)
    inbox.xadd("matbaa:inbox", {"article": '{"id": "bad", "title": "x", "body": "poison"}'})
    inbox.xadd("matbaa:inbox", {"article": '{"id": "good", "title": "x", "body": "y"}'})
    for _life in range(get_settings().max_attempts + 1):
        OneLife(get_settings(), inbox, "intake").run()
    with look() as session:
        accepted = set(session.scalars(select(Article.id)))
        letter = session.scalars(select(DeadLetter)).one()
    assert accepted == {"good"}
    assert "could not be taken in" in letter.reason
    assert b"poison" in (letter.raw or b"")
    assert inbox.xpending("matbaa:inbox", GROUP)["pending"] == 0
