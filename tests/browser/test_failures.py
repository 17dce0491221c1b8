"""A failure on the desk in a real Chromium: grouped, repaired, tried, replayed, and live."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.browser.test_desk import CHROMIUM, chromium, desk, fits, paste
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
