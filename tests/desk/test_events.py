"""The stream of changes that listeners receive."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

from desk.changes import Changes, moment_of, since
from tests.conftest import Press


async def _first(events: AsyncIterator[bytes], kind: str, most: int = 50) -> dict[str, str]:
    async for event in events:
        if event.startswith(f"event: {kind}".encode()):
            data = event.split(b"data: ")[1]
            said: dict[str, str] = json.loads(data)
            return said
        most -= 1
        assert most, "nothing came"
    raise AssertionError("the stream ended")


def test_a_listener_receives_new_changes(press: Press) -> None:
    async def listen() -> dict[str, str]:
        changes = Changes()
        events = changes.listen()
        assert (await anext(events)).startswith(b"retry")
        await asyncio.sleep(0.6)
        press.article(id="n-1")
        try:
            return await asyncio.wait_for(_first(events, "article"), 10)
        finally:
            changes.stop()
            await events.aclose()  # type: ignore[attr-defined]  # it is a generator

    assert asyncio.run(listen())["id"] == "n-1"


def test_a_listener_that_reconnects_receives_missed_changes(press: Press) -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    press.article(id="n-1")
    press.run()

    async def listen() -> dict[str, str]:
        changes = Changes()
        events = changes.listen(f"{before.isoformat()}/article/0/accepted")
        found = await asyncio.wait_for(_first(events, "article"), 10)
        changes.stop()
        return found

    assert asyncio.run(listen())["state"] == "published"


def test_the_changes_of_one_article_can_be_selected(press: Press) -> None:
    before = datetime.now(UTC) - timedelta(seconds=5)
    press.article(id="n-1")
    press.article(id="n-2")
    assert {change.article_id for change in since(before, "n-1")} == {"n-1"}


def test_an_unknown_event_id_is_ignored() -> None:
    assert moment_of("42") is None
    assert moment_of("2025-01-01T00:00:00") is None
    assert moment_of("2025-01-01T00:00:00+00:00/article/1/accepted") is not None
