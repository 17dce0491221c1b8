"""The rich-text editor for the body of an article, in a real Chromium."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import pytest

from tests.browser.conftest import CHROMIUM
from tests.browser.test_desk import chromium, desk, fits
from tests.conftest import Stack

__all__ = ["chromium"]  # a fixture
pytest.importorskip("playwright.sync_api")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.stack,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium"),
]
_BODY = (
    "<p>The bridge opens on Sunday.</p>\n<h2>What changed</h2>\n"
    "<blockquote><p>We are ready.</p></blockquote>\n<p>The work took three weeks.</p>"
)
#: HTML as a word processor puts it on the clipboard.
_COPIED = (
    '<b style="font-weight:normal" id="docs-internal-guid-1"><h1 style="color:red">Tolls</h1>'
    '<p class="MsoNormal"><span>A <b>lower</b> toll, <a href="javascript:alert(1)">not</a> '
    '<a href="https://example.org/tolls" onclick="x()">this one</a>.</span></p>'
    "<script>alert(1)</script></b>"
)
_numbers = count(1)


@contextmanager
def editing(chromium: Any, stack: Stack, **how: Any) -> Iterator[Any]:
    """The page for correcting an article that was made for this test."""
    article_id = f"bridge-{next(_numbers)}"
    story = {"id": article_id, "title": f"Bridge {article_id}", "body": _BODY, "language": "en"}
    stack.run("submit", "-", "--wait", stdin=json.dumps(story))
    with desk(chromium, stack, **how) as page:
        page.goto(f"/edit/{article_id}")
        yield page


def select(page: Any, text: str) -> None:
    """Select the text of the innermost element of the editor that contains it."""
    page.evaluate(
        """text => {
            const sheet = document.querySelector(".sheet");
            const holds = [...sheet.querySelectorAll("*")].filter(e => e.textContent.includes(text));
            sheet.focus();
            getSelection().selectAllChildren(holds.at(-1));
        }""",
        text,
    )


def paste(page: Any, kind: str, text: str) -> None:
    """Paste this content at the caret."""
    page.evaluate(
        """([kind, text]) => {
            const data = new DataTransfer();
            data.setData(kind, text);
            const pasted = { clipboardData: data, bubbles: true, cancelable: true };
            document.querySelector(".sheet").dispatchEvent(new ClipboardEvent("paste", pasted));
        }""",
        [kind, text],
    )


def html(page: Any) -> str:
    """The HTML in the source view; the rich-text view is shown again afterwards."""
    page.click("[data-source]")
    said: str = page.input_value("#body")
    page.click("[data-source]")
    return said


def publish(page: Any) -> str:
    """Submit the form, and fetch the published page."""
    page.click("form.correct button.primary")
    page.wait_for_selector("#status .state.live:has-text('2')")
    answer: str = page.request.get(page.locator(".live-link").get_attribute("href")).text()
    return answer


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_body_is_written_without_typing_html(chromium: Any, stack: Stack, language: str) -> None:
    with editing(chromium, stack, language=language) as page:
        select(page, "three weeks")
        page.click("[data-block=h3]")
        select(page, "opens on Sunday")
        page.keyboard.press("Control+b")
        page.keyboard.press("End")
        page.keyboard.press("Enter")
        page.keyboard.type("One lane at first.")
        published = publish(page)
    assert "<h3" in published.partition("The work took three weeks.")[0][-60:]
    assert re.search(r"<p[^>]*>(<\w+>)?One lane at first\.", published)


def test_an_untouched_body_is_submitted_unchanged(chromium: Any, stack: Stack) -> None:
    with editing(chromium, stack) as page:
        assert html(page) == _BODY
        page.fill("[name=title]", "The bridge, again")
        publish(page)
        page.click("#versions a[href*=against]")
        assert page.locator(".diff h3").all_inner_texts() == ["Headline"]


def test_a_quotation_is_made_and_removed(chromium: Any, stack: Stack) -> None:
    with editing(chromium, stack) as page:
        select(page, "We are ready")
        assert page.get_attribute("[data-block=blockquote]", "aria-pressed") == "true"
        page.click("[data-block=blockquote]")
        select(page, "three weeks")
        page.click("[data-block=blockquote]")
        said = html(page)
    assert "<p>We are ready.</p>" in said
    assert "<blockquote>The work took three weeks.</blockquote>" in said
    assert said.count("<blockquote>") == 1


def test_a_link_is_set_by_keyboard_and_removed(chromium: Any, stack: Stack) -> None:
    with editing(chromium, stack) as page:
        select(page, "three weeks")
        page.keyboard.press("Control+k")
        page.keyboard.type("example.org/work")
        page.keyboard.press("Enter")
        linked = html(page)
        select(page, "three weeks")
        page.click("[data-link]")
        page.fill("dialog input", "")
        page.click("dialog .primary")
        assert "<a" not in html(page)
    assert '<a href="https://example.org/work">The work took three weeks.</a>' in linked


def test_pasted_text_keeps_its_structure_and_loses_its_styles(chromium: Any, stack: Stack) -> None:
    # The browser's paste command sets styles; the policy refuses them, and the console logs that.
    with editing(chromium, stack, csp=False) as page:
        select(page, "three weeks")
        page.keyboard.press("ArrowRight")
        paste(page, "text/html", _COPIED)
        paste(page, "text/plain", "First & last\n\nSecond <b>")
        said = html(page)
    assert "<h2>Tolls</h2>" in said
    assert (
        '<strong>lower</strong> toll, not <a href="https://example.org/tolls">this one</a>' in said
    )
    assert "<p>Second &lt;b&gt;" in said
    assert not any(left in said for left in ("style", "Mso", "alert", "onclick", "span"))


def test_the_toolbar_is_one_tab_stop_with_arrow_keys_between_its_buttons(
    chromium: Any, stack: Stack
) -> None:
    with editing(chromium, stack, language="ar") as page:
        page.locator("[data-block=p]").focus()
        page.keyboard.press("ArrowLeft")
        assert page.evaluate("document.activeElement.dataset.block") == "h2"
        page.keyboard.press("End")
        assert page.evaluate("'source' in document.activeElement.dataset")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "sheet"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_both_views_and_the_dialog_are_accessible(
    chromium: Any, stack: Stack, language: str
) -> None:
    with editing(chromium, stack, language=language, width=360, csp=False) as page:
        fits(page, language)
        select(page, "three weeks")
        page.click("[data-link]")
        fits(page, language)
        page.keyboard.press("Escape")
        page.click("[data-source]")
        fits(page, language)


def test_without_scripts_the_source_can_be_edited(chromium: Any, stack: Stack) -> None:
    with editing(chromium, stack) as page:
        address = page.url
        context = page.context.browser.new_context(java_script_enabled=False)
        context.add_cookies(page.context.cookies())
        plain = context.new_page()
        plain.goto(address)
        assert plain.locator("#body").is_visible()
        assert not plain.locator(".sheet").is_visible()
        context.close()
