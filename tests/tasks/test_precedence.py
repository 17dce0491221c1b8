"""A backfill pauses for a moment while news is under way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from matbaa.embedded import free_port
from matbaa.settings import get_settings
from models import Lane, State
from tasks import precedence, reception
from tests.conftest import Press
from tests.entries import entry
from tests.servers import running_redis
from tests.tasks.newsroom import states


@pytest.fixture
def announced(
    press: Press, settings_env: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """A Redis that knows of news which came just now."""
    with running_redis(tmp_path_factory.mktemp("redis")) as number:
        settings_env.setenv("MATBAA_REDIS_URL", f"redis://127.0.0.1:{number}/0")
        settings_env.setattr(precedence, "_ANNOUNCED_MS", 60_000)
        get_settings.cache_clear()
        reception.receive([entry(id="news")])
        yield


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses of bulk work, in seconds."""
    made: list[float] = []
    monkeypatch.setattr("tasks.precedence.time.sleep", made.append)
    return made


@pytest.mark.usefixtures("announced")
def test_a_bulk_article_waits_for_news_and_is_then_published(
    press: Press, pauses: list[float]
) -> None:
    press.submit(entry(id="old", lane=Lane.BULK))
    press.run()
    assert states("old") == {1: State.PUBLISHED}
    assert pauses
    assert max(pauses) <= 0.1


@pytest.mark.usefixtures("announced")
def test_news_waits_for_nothing(press: Press, pauses: list[float]) -> None:
    press.article(id="more")
    press.run()
    assert pauses == []


def test_a_backfill_that_comes_alone_never_pauses(press: Press, pauses: list[float]) -> None:
    press.submit(entry(id="old", lane=Lane.BULK))
    press.run()
    assert pauses == []


def test_a_redis_that_does_not_answer_is_not_asked_for_every_article(
    settings_env: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    settings_env.setenv("MATBAA_REDIS_URL", f"redis://127.0.0.1:{free_port()}/0")
    get_settings.cache_clear()
    asked: list[tuple[object, ...]] = []
    client = precedence._signal(get_settings().redis_url).client
    ask = client.execute_command

    def counted(*command: object) -> object:
        asked.append(command)
        return ask(*command)  # type: ignore[no-untyped-call]  # redis-py's is untyped

    settings_env.setattr(client, "execute_command", counted)
    for _article in range(5):
        precedence.give_way()
    assert len(asked) == 1
    assert pauses == []
