"""The intake on a real stream: an entry that cannot be accepted delays no other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

import pytest
import redis
from sqlalchemy import select

from matbaa.errors import ServiceUnavailable
from matbaa.identity import Identity
from matbaa.settings import get_settings
from models import Article, DeadLetter, Lane, Revision
from models.entry import Answer, Entry
from models.session import look
from tasks import reception
from tests.conftest import Press
from tests.servers import running_redis
from workers.intake import GROUP, Intake
from workers.stream import Fields


@pytest.fixture
def inbox(
    press: Press, settings_env: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[redis.Redis]:
    """A Redis for this test alone."""
    with running_redis(tmp_path_factory.mktemp("redis")) as number:
        settings_env.setenv("MATBAA_REDIS_URL", f"redis://127.0.0.1:{number}/0")
        get_settings.cache_clear()
        with redis.Redis(port=number) as client:
            yield client


class OneLife(Intake):
    """An intake that ends after one look at its pending and its new entries."""

    def _chores(self) -> None:
        self.stopping = True

    def _take_in_new(self) -> None:
        if self.client.xlen(self.settings.inbox):
            super()._take_in_new()


def test_an_entry_that_fails_repeatedly_is_refused_and_delays_no_other(
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
    assert "while being received" in letter.reason
    assert b"poison" in (letter.raw or b"")
    assert inbox.xpending("matbaa:inbox", GROUP)["pending"] == 0


def test_an_outage_of_the_database_does_not_count_against_entries(
    inbox: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox.xadd("matbaa:inbox", {"article": '{"id": "good", "title": "x", "body": "y"}'})
    with monkeypatch.context() as patch:
        patch.setattr("workers.intake.time.sleep", lambda _seconds: None)
        patch.setattr("workers.intake.receive", _away)
        for _life in range(3 * get_settings().max_attempts):
            OneLife(get_settings(), inbox, "intake").run()
    OneLife(get_settings(), inbox, "intake").run()
    with look() as session:
        assert session.scalars(select(Article.id)).all() == ["good"]
        assert session.scalars(select(DeadLetter)).all() == []


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("k" * 300, "key: has 300 characters; at most 255"),
        ("a\0b", "key: contains control characters"),
    ],
)
def test_a_key_that_cannot_be_kept_is_refused_where_its_producer_looks(
    inbox: redis.Redis, key: str, reason: str
) -> None:
    inbox.xadd("matbaa:inbox", {"key": key, "article": '{"title": "x", "body": "y"}'})
    OneLife(get_settings(), inbox, "intake").run()
    receipt = json.loads(inbox.get(f"{get_settings().receipt_prefix}{key}") or "{}")
    assert (receipt["status"], receipt["key"], receipt["reason"]) == ("rejected", key, reason)


def _away(_entries: Sequence[Entry]) -> list[Answer]:
    raise ServiceUnavailable("database", "is being restarted")


def test_an_entry_that_kills_the_intake_is_refused_and_loses_no_other(
    inbox: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    def receive(entries: Sequence[Entry]) -> list[Answer]:
        if any(b"poison" in e.payload and isinstance(e.outcome, Identity) for e in entries):
            raise KeyboardInterrupt  # like a kill, it is caught nowhere
        return reception.receive(entries)

    monkeypatch.setattr("workers.intake.receive", receive)
    inbox.xadd("matbaa:inbox", {"article": '{"id": "bad", "title": "x", "body": "poison"}'})
    for number in range(3):
        inbox.xadd("matbaa:inbox", {"article": f'{{"id": "{number}", "title": "x", "body": "y"}}'})
    for _life in range(get_settings().max_attempts):
        with pytest.raises(KeyboardInterrupt):
            OneLife(get_settings(), inbox, "intake").run()
    counts = [each["times_delivered"] for each in inbox.xpending_range(*_ALL)]
    assert counts == [get_settings().max_attempts, 1, 1, 1]
    OneLife(get_settings(), inbox, "intake").run()
    with look() as session:
        assert set(session.scalars(select(Article.id))) == {"0", "1", "2"}
        assert b"poison" in (session.scalars(select(DeadLetter.raw)).one() or b"")


_ALL = ("matbaa:inbox", GROUP, "-", "+", 10)


def test_news_that_arrives_during_a_backfill_does_not_wait_for_its_end(
    inbox: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    def receive(entries: Sequence[Entry]) -> list[Answer]:
        if inbox.xlen("matbaa:inbox") == 0:
            inbox.xadd("matbaa:inbox", {"article": '{"id": "news", "title": "x", "body": "y"}'})
        return reception.receive(entries)

    monkeypatch.setattr("workers.intake.receive", receive)
    for number in range(30):
        article = f'{{"id": "old-{number}", "title": "x", "body": "y"}}'
        inbox.xadd("matbaa:inbox:bulk", {"article": article})
    intake = Intake(get_settings(), inbox, "intake")
    intake._resume()
    intake._take_in_new()
    with look() as session:
        taken = session.scalars(select(Revision.article_id).order_by(Revision.id)).all()
    assert set(taken) == {"news", *(f"old-{number}" for number in range(30))}
    assert taken.index("news") < 10


class Watched(Intake):
    """An intake that notes how long it waits for news between batches of a backfill."""

    waits: list[int | None]

    def _read(
        self, positions: Mapping[Lane, str], *, block: int | None
    ) -> list[tuple[Lane, list[tuple[bytes, Fields]]]]:
        if list(positions) == [Lane.NEWS]:
            self.waits.append(block)
        return super()._read(positions, block=block)


def test_a_backfill_leaves_time_to_news_only_while_some_comes(inbox: redis.Redis) -> None:
    intake = Watched(get_settings(), inbox, "intake")
    intake.waits = []
    intake._resume()
    for number in range(10):
        inbox.xadd("matbaa:inbox:bulk", {"article": f'{{"title": "{number}", "body": "y"}}'})
    intake._take_in_new()
    assert set(intake.waits) == {None}
    inbox.xadd("matbaa:inbox", {"article": '{"title": "news", "body": "y"}'})
    for number in range(10, 20):
        inbox.xadd("matbaa:inbox:bulk", {"article": f'{{"title": "{number}", "body": "y"}}'})
    intake.waits.clear()
    intake._take_in_new()
    assert all(wait is not None and 1 <= wait < 10_000 for wait in intake.waits)
    assert len(intake.waits) == 2
