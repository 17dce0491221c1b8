"""Pages of the desk that stay open for long: on a wall screen, or while somebody writes."""

from __future__ import annotations

from typing import Any

from tests.browser import test_desk
from tests.conftest import Stack

pytestmark = test_desk.pytestmark
chromium = test_desk.chromium
#: The update that a page makes by itself every five seconds.
_TWO_LOOKS = 11_000


def test_opened_sections_stay_open_when_the_page_updates(chromium: Any, stack: Stack) -> None:
    with test_desk.desk(chromium, stack) as page:
        test_desk.paste(page, test_desk.seed())
        page.wait_for_selector("#status .state.live")
        page.locator("#submitted > summary").click()
        page.wait_for_timeout(_TWO_LOOKS)
        assert page.locator("#submitted").evaluate("details => details.open")


def test_a_board_whose_session_has_ended_says_that_it_is_outdated(
    chromium: Any, stack: Stack
) -> None:
    with test_desk.desk(chromium, stack) as page:
        page.goto("/")
        assert page.locator("#stale").is_hidden()
        page.context.clear_cookies(name="matbaa_session")
        page.locator("#stale [data-why=ended]").wait_for()
        assert page.locator("#stale [data-why=lost]").is_hidden()


def test_leaving_a_half_filled_form_asks_for_confirmation(chromium: Any, stack: Stack) -> None:
    with test_desk.desk(chromium, stack) as page:
        asked: list[str] = []

        def answer(dialog: Any) -> None:
            asked.append(dialog.type)
            dialog.accept()

        page.on("dialog", answer)
        page.goto("/submit")
        page.goto("/articles")
        assert asked == []
        page.goto("/submit")
        page.locator("[name=document]").press_sequentially("A headline")
        page.goto("/articles")
        assert asked == ["beforeunload"]


def test_a_long_headline_without_spaces_widens_no_page(chromium: Any, stack: Stack) -> None:
    with test_desk.desk(chromium, stack, language="ar", width=360) as page:
        test_desk.paste(page, f"# {'Supercalifragilistic' * 15}\n\nIt rained in the valley.")
        page.wait_for_selector("#status .state.live")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
