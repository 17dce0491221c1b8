"""Which messages workers accept, and which commands each role may use in Redis."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from tests.conftest import ROOT
from tests.servers import running_redis
from workers.celery import app


def test_workers_read_json_and_keep_no_results() -> None:
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_serializer == "json"
    assert app.conf.task_ignore_result
    assert app.conf.result_backend is None


def test_a_message_to_an_unknown_queue_does_not_create_it() -> None:
    assert not app.conf.task_create_missing_queues


def test_a_hanging_task_is_ended() -> None:
    assert app.conf.task_soft_time_limit < app.conf.task_time_limit <= 300


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A Redis with the roles of the compose file, without passwords."""
    with running_redis(tmp_path_factory.mktemp("redis")) as number:
        with redis.Redis(port=number) as client:
            for line in _roles(ROOT / "deploy" / "redis" / "users.acl"):
                _word, name, *rules = line.split()
                client.execute_command("ACL", "SETUSER", name, "reset", *rules, "nopass")
        yield number


def _roles(file: Path) -> list[str]:
    lines = [line for line in file.read_text().splitlines() if line.startswith("user ")]
    return [line for line in lines if line.split()[1] != "default"]


def _as(role: str, port: int) -> redis.Redis:
    return redis.Redis(port=port, username=role, password="any", protocol=2)


def test_a_producer_may_submit_and_read_receipts(port: int) -> None:
    with _as("producer", port) as client:
        assert client.xadd("matbaa:inbox", {"article": "{}"})
        assert client.get("matbaa:receipt:any") is None


@pytest.mark.parametrize(
    "command",
    [
        ("LPUSH", "ingest", "not json {"),
        ("DEL", "unacked"),
        ("XREAD", "STREAMS", "matbaa:inbox", "0"),
        ("XTRIM", "matbaa:inbox", "MAXLEN", "0"),
        ("SET", "matbaa:receipt:any", "{}"),
        ("FLUSHALL",),
        ("CONFIG", "GET", "*"),
        ("EVAL", "return 1", "0"),
        ("KEYS", "*"),
    ],
    ids=lambda words: words[0].lower(),
)
def test_a_producer_may_do_nothing_else(port: int, command: tuple[str, ...]) -> None:
    with _as("producer", port) as client, pytest.raises(redis.exceptions.NoPermissionError):
        client.execute_command(*command)


@pytest.mark.parametrize("role", ["intake", "worker", "desk", "monitor"])
@pytest.mark.parametrize("command", [("FLUSHALL",), ("CONFIG", "GET", "*"), ("ACL", "LIST")])
def test_no_role_may_administer_redis(port: int, role: str, command: tuple[str, ...]) -> None:
    with _as(role, port) as client, pytest.raises(redis.exceptions.NoPermissionError):
        client.execute_command(*command)
