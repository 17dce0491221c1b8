"""The desk in a real Chromium, over a real stack: from a pasted article to a replayed failure."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.conftest import ROOT, Stack

CHROMIUM = Path("/usr/bin/chromium")
#: Path of axe.min.js, where axe-core is at hand.
AXE = Path(os.environ.get("MATBAA_TEST_AXE", "/nowhere"))
playwright = pytest.importorskip("playwright.sync_api")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.stack,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium"),
]
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
_PAGES = ("/", "/articles", "/submit", "/letters", "/machinery", "/log")
#: axe takes joined Arabic script for icons and skips its contrast: asked again for it alone.
_ARABIC_CONTRAST = {
    "rules": [
        {
            "id": "color-contrast",
            "matches": "function matches(n){return [].some.call(n.childNodes,function(c){return "
            "c.nodeType===3&&/[\\u0600-\\u06FF]/.test(c.textContent)})"
            "&&n.getClientRects().length>0}",
        }
    ]
}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=str(CHROMIUM), args=_FLAGS.split())
        yield browser
        browser.close()


def desk(chromium: Any, stack: Stack, *, language: str = "en", width: int = 1280) -> Any:
    """A page of somebody who has signed in; what goes wrong on it fails the test."""
    context = chromium.new_context(
        locale=language,
        viewport={"width": width, "height": 900},
        base_url=stack.ready["desk_url"],
        bypass_csp=AXE.is_file(),
    )
    context.set_default_timeout(40_000)
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("[name=name]", "Mona")
    page.fill("[name=password]", stack.ready["desk_token"])
    page.click("main button.primary")
    page.wait_for_url("**/")
    page.on("pageerror", lambda error: pytest.fail(f"{page.url}: {error}"))
    return page


def seed() -> str:
    """The first real input, as a journalist pastes it."""
    return (ROOT / "samples" / "seed.txt").read_text()


def paste(page: Any, text: str) -> None:
    """Paste a document, look at what was understood, and send it."""
    page.goto("/submit")
    page.fill("[name=document]", text)
    page.click("#draft button.primary")
    page.wait_for_selector("#understood")
    page.click("button[formaction='/submit']")
    page.wait_for_url(re.compile("/articles/"))


def act(page: Any, name: str, **fields: str) -> None:
    """Open what can be done, and do it."""
    page.click(f"summary:has-text('{name}')")
    form = page.locator("details.act[open] form")
    for field, value in fields.items():
        form.locator(f"[name={field}]").fill(value)
    form.locator("button").click()
    page.wait_for_selector(".flash.good")


def test_an_article_from_pasted_to_corrected_killed_and_restored(
    chromium: Any, stack: Stack
) -> None:
    page = desk(chromium, stack)
    paste(page, seed())
    page.wait_for_selector("#status .state.live")  # by itself: the page is not loaded again
    assert page.frame_locator("iframe.preview").locator("h1").inner_text()

    page.click("text=Correct >> nth=0")
    page.fill("[name=title]", "جولة ثالثة من المحادثات في إسطنبول")
    page.fill("[name=note]", "كانت الجولة الثالثة.")
    page.click("text=Publish the correction")
    page.wait_for_selector("#status >> text=Readers see version 2")

    page.click("text=What changed >> nth=0")
    assert "ثالثة" in page.locator(".diff ins").all_inner_texts()
    assert "ثانية" in page.locator(".diff del").all_inner_texts()
    page.click("text=Back to the article")

    act(page, "Kill", why="a test")
    page.wait_for_selector("#status >> text=Taken down")
    page.goto(page.url)
    act(page, "Restore", why="it was only a test")
    page.wait_for_selector("#status .state.live")
    page.wait_for_selector("#happenings >> text=it was only a test")

    page.click("text=Is it really live?")
    page.wait_for_selector(".verdict")
    assert "Yes" in page.locator(".verdict").inner_text()


def test_a_failure_of_storage_is_grouped_and_replayed(chromium: Any, stack: Stack) -> None:
    page = desk(chromium, stack)
    storage = _client(stack)
    bucket = stack.ready["storage_url"].removeprefix("s3://").split("/")[0]
    storage.put_bucket_policy(Bucket=bucket, Policy=_nobody_writes(bucket))
    try:
        for number in (1, 2):
            paste(page, f"# Storm number {number}\n\nThe storm number {number} came at night.")
        page.goto("/letters")
        group = page.locator("#groups li", has_text="AccessDenied")
        group.locator(".count", has_text="2").wait_for()
    finally:
        storage.delete_bucket_policy(Bucket=bucket)

    group.locator("summary").click()
    group.locator("text=What would be replayed?").click()
    page.wait_for_selector("text=2 failures would be replayed")
    page.click("section[role=status] >> text=Replay all")
    page.wait_for_url("**/letters")
    group.wait_for(state="detached")
    page.goto("/articles?q=storm+number")
    page.locator("#found .state.published").nth(1).wait_for()


def _client(stack: Stack) -> Any:
    return boto3.client(
        "s3",
        endpoint_url=stack.ready["s3_endpoint_url"],
        aws_access_key_id=stack.env["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=stack.env["AWS_SECRET_ACCESS_KEY"],
        region_name="us-east-1",
    )


def _nobody_writes(bucket: str) -> str:
    denied = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:PutObject",
        "Resource": f"arn:aws:s3:::{bucket}/*",
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [denied]})


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_fits_and_can_be_used_by_everybody(
    chromium: Any, stack: Stack, language: str, width: int
) -> None:
    page = desk(chromium, stack, language=language, width=width)
    for path in _PAGES:
        page.goto(path)
        assert page.locator("html").get_attribute("lang") == language
        too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert too_wide <= 0, f"{path} is {too_wide} px too wide"
        assert violations(page) == [], path


def violations(page: Any) -> list[str]:
    """What axe finds wrong, where axe is at hand."""
    if not AXE.is_file():
        return []
    page.evaluate(AXE.read_text())
    told = "r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target).join(' '))"
    found: list[str] = page.evaluate(f"async () => ({told})(await axe.run())")
    again = f"async given => {{ axe.configure(given); return ({told})(await axe.run({{runOnly: "
    again += "['color-contrast']})) }"
    return found + list(page.evaluate(again, _ARABIC_CONTRAST))


def test_the_keyboard_reaches_everything_on_the_board(chromium: Any, stack: Stack) -> None:
    page = desk(chromium, stack)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
