"""`matbaa top`, and how terminals show text from producers."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from rich.console import Console
from sqlalchemy import update
from textual.widgets import DataTable, Static

from matbaa.errors import ServiceUnavailable
from models import Revision
from models.queries import counts, lanes, latencies, stuck
from models.session import look, transaction
from tests.conftest import Press
from workers.commands import board_text, tables
from workers.commands.board import ArticleScreen, Board

#: A headline with markup for Rich, an escape sequence and a bidi override.
_HOSTILE = "[/red] the [bold]river \x1b[31mrose\u202e"


@pytest.fixture
def newsroom(press: Press) -> Press:
    """One article that readers see, and one that died."""
    press.article(id="river", title=_HOSTILE)
    press.article(id="empty", body="<script></script>")
    press.run()
    return press


def test_top_shows_the_board_and_an_article(newsroom: Press) -> None:
    async def watch() -> None:
        board = Board(every=60)
        async with board.run_test() as pilot:
            await board.workers.wait_for_complete()
            await pilot.pause()
            assert board.query_one(DataTable).row_count == 2
            assert "dead 1" in str(board.query_one("#figures", Static).render())
            await pilot.press("down", "enter")
            await pilot.pause()
            assert isinstance(board.screen, ArticleScreen)

    asyncio.run(watch())


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
def test_the_list_fits_into_a_terminal_and_shows_why_articles_failed(
    newsroom: Press, size: tuple[int, int]
) -> None:
    async def watch() -> None:
        board = Board(every=60)
        async with board.run_test(size=size) as pilot:
            await board.workers.wait_for_complete()
            await pilot.pause()
            table = board.query_one(DataTable)
            assert table.virtual_size.width <= size[0]
            assert "1 failure needs attention" in str(board.query_one("#figures").render())
            assert "no text" in str(board.query_one("#detail", Static).render())

    asyncio.run(watch())


def verdict() -> str:
    with look() as session:
        stands = lanes(session)
        now, latency = counts(session), latencies(session, datetime.now(UTC) - timedelta(hours=1))
        return board_text.figures(now, stands, latency, stuck(session, stands)).plain.split("\n")[0]


@pytest.mark.parametrize(
    ("what_is_live", "said"), [([], "second has waited for"), (["first"], "1 in progress")]
)
def test_top_calls_an_article_stuck_only_if_its_queue_does_not_move(
    press: Press, what_is_live: list[str], said: str
) -> None:
    for each in what_is_live:
        press.article(id=each)
    press.run()
    press.article(id="second")
    with transaction() as session:
        long_ago = datetime.now(UTC) - timedelta(seconds=300)
        session.execute(update(Revision).values(created_at=long_ago))
    assert verdict().startswith(said)


def test_top_retries_the_article_under_the_cursor(newsroom: Press) -> None:
    async def act() -> None:
        board = Board(every=60)
        async with board.run_test() as pilot:
            await board.workers.wait_for_complete()
            await pilot.pause()
            await pilot.press("r")
            await board.workers.wait_for_complete()

    asyncio.run(act())
    assert newsroom.hints[0][0] == "matbaa.ingest"


@pytest.mark.usefixtures("newsroom")
def test_top_survives_an_outage_of_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def away() -> Iterator[None]:
        raise ServiceUnavailable("database", "[Errno 111] refused [/]")
        yield

    async def watch() -> None:
        board = Board(every=60)
        async with board.run_test() as pilot:
            await board.workers.wait_for_complete()
            await pilot.pause()
            monkeypatch.setattr("workers.commands.board.look", away)
            await pilot.press("enter", "r", "u")
            await board.workers.wait_for_complete()
            await pilot.pause()
            assert "[Errno 111] refused [/]" in str(board.query_one("#figures", Static).render())

    asyncio.run(watch())


def test_control_characters_and_markup_in_a_headline_are_not_interpreted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = io.StringIO()
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr(tables, "Console", lambda: Console(file=screen, width=200))

    tables.show(["title", "id"], [(_HOSTILE, "0123456789" * 4)])

    assert "[/red] the [bold]river [31mrose" in screen.getvalue()
    assert "0123456789" * 4 in screen.getvalue()
