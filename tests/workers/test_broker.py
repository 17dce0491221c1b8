"""The connection of workers to Redis."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kombu import Connection, Queue
from redis.exceptions import ConnectionError

from tests.servers import running_redis
from workers import broker


@pytest.fixture
def channel(tmp_path: Path) -> Iterator[Any]:
    """A channel that delivers one message at a time, of two that wait in the queue `hints`."""
    broker.prepare()
    with (
        running_redis(tmp_path / "redis") as port,
        Connection(f"redis://127.0.0.1:{port}/0") as connection,
    ):
        channel: Any = connection.channel()
        Queue("hints", channel=channel).declare()
        for number in (1, 2):
            connection.Producer().publish(number, routing_key="hints")
        channel.basic_qos(0, 1, False)
        yield channel


@pytest.mark.parametrize("answer", ["ack", "reject"])
def test_a_worker_takes_the_next_message_after_a_failed_acknowledgement(
    channel: Any, answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(_tag: str, pipe: Any = None) -> None:
        raise ConnectionError("cut off")

    message = channel.basic_get("hints")
    assert not channel.qos.can_consume()
    monkeypatch.setattr(channel.qos, "_remove_from_indices", cut_off)
    with pytest.raises(ConnectionError):
        getattr(message, answer)()
    assert channel.qos.can_consume()
    assert channel.basic_get("hints").payload == 2
