"""A failure on the desk in a real Chromium: grouped, repaired, tried, replayed, and live."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import CHROMIUM
from tests.browser.test_desk import chromium, desk, fits, paste
from tests.conftest import ROOT, Stack

__all__ = ["chromium"]  # a fixture
pytest.importorskip("playwright.sync_api")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.stack,
    pytest.mark.timeout(600),  # the stack is started twice
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium"),
]
STORIES = ("river", "bridge", "harbour")


def theme(folder: Path, *, article: str) -> None:
    """Write a theme with one template of its own, based on the default theme."""
    if not folder.exists():
        shutil.copytree(ROOT / "templates", folder)
    (folder / "night").mkdir(exist_ok=True)
    (folder / "night" / "article.html").write_text(article)


def counts(page: Any) -> list[str]:
    """The number of failures in each group."""
    found: list[str] = page.locator("#groups .count").all_inner_texts()
    return found


@pytest.mark.parametrize(("language", "width"), [("ar", 360), ("en", 1280)])
def test_failures_of_a_broken_theme_form_one_group_and_go_live_when_it_is_repaired(
    chromium: Any, own_stack: Stack, tmp_path: Path, language: str, width: int
) -> None:
    templates = tmp_path / "templates"
    theme(templates, article="{{ nobody.knows.this }}")
    own_stack.settings = {
        "MATBAA_TEMPLATES_DIR": str(templates),
        "MATBAA_THEME": "night",
        "MATBAA_MAX_ATTEMPTS": "1",
    }
    own_stack.start()
    with desk(chromium, own_stack, language=language, width=width) as page:
        for story in STORIES:
            paste(page, f"# The {story} rose\n\nAll about the {story}; the town slept on.")
            page.wait_for_selector("#status .state.bad")  # without reloading the page
        page.goto("/")
        page.wait_for_selector("#verdict.warn")
        page.goto("/letters")
        assert counts(page) == ["3"]
        assert "UndefinedError" in page.locator("#groups").inner_text()

    own_stack.stop()
    theme(templates, article='{% extends "default/article.html" %}')
    own_stack.start()
    with desk(chromium, own_stack, language=language, width=width, csp=False) as page:
        page.goto("/letters")
        page.locator("#groups details summary").click()
        page.locator("#groups button[name=dry]").click()
        page.wait_for_selector("section.flash")
        assert "3" in page.locator("section.flash p").first.inner_text()
        assert counts(page) == ["3"]  # it only says so
        fits(page, language)
        page.locator("section.flash [name=do][value=retry]").click()
        page.wait_for_selector(".flash.good")
        assert counts(page) == []
        page.goto("/articles")
        page.locator("#found .state.published").nth(len(STORIES) - 1).wait_for()
        page.goto("/")
        page.wait_for_selector("#verdict.good")


def to(page: Any, selector: str) -> None:
    """Press Tab until what is looked for has the focus."""
    for _press in range(120):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_a_large_group_is_tried_and_replayed_with_the_keyboard_alone(
    chromium: Any, stack: Stack, tmp_path: Path
) -> None:
    export = tmp_path / "export.jsonl"
    wrong = ({"id": f"old-{number}", "headlyne": "Rain", "body": "."} for number in range(300))
    export.write_text("\n".join(map(json.dumps, wrong)))
    assert stack.run("submit", str(export), "--bulk").returncode == 3
    with desk(chromium, stack) as page:
        page.goto("/letters")
        page.locator("#groups a", has_text="headlyne").click()
        page.locator("#groups [aria-current]").focus()
        to(page, "details summary")
        page.keyboard.press("Enter")
        to(page, "[name=why]")
        page.keyboard.type("mended at the source")
        page.keyboard.press("Enter")  # the first button: it only says what would be done
        page.wait_for_selector("#trial")
        assert "300" in page.locator("#trial p").inner_text()
        assert page.evaluate("document.activeElement.id") == "trial"
        to(page, "[name=do][value=retry]")
        page.keyboard.press("Enter")
        page.wait_for_selector(".flash.warn >> text=rejected again: 300")
        page.goto("/log")
        assert "mended at the source" in page.locator("#events").inner_text()
