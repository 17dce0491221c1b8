"""The desk in a real Chromium on a running stack, from a pasted article to a replayed failure.

Everything is done in Arabic and in English, on a phone and on a desktop; elements are therefore
found by their place and not by their text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import boto3
import pytest

from tests.browser.axe import violations
from tests.browser.conftest import CHROMIUM
from tests.conftest import ROOT, Stack

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
readers = pytest.mark.parametrize(
    ("language", "width"), [("ar", 360), ("ar", 1280), ("en", 360), ("en", 1280)]
)
_numbers = count(1)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=str(CHROMIUM), args=_FLAGS.split())
        yield browser
        browser.close()


@contextmanager
def desk(
    chromium: Any, stack: Stack, *, language: str = "en", width: int = 1280, csp: bool = True
) -> Iterator[Any]:
    """A page of a user who has signed in; any error on it fails the test."""
    context = chromium.new_context(
        locale=language,
        viewport={"width": width, "height": 900},
        base_url=stack.ready["desk_url"],
        bypass_csp=not csp,
    )
    context.set_default_timeout(40_000)
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("[name=name]", "Mona")
    page.fill("[name=password]", stack.ready["desk_token"])
    page.click("main button.primary")
    page.wait_for_url("**/")
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on("console", lambda said: wrong.append(said.text) if "Security" in said.text else None)
    yield page
    context.close()
    assert wrong == []


def seed() -> str:
    """The first real input, as a journalist pastes it, with a different last sentence each time."""
    return f"{(ROOT / 'samples' / 'seed.txt').read_text()}\n\nهذه هي النسخة {next(_numbers)}.\n"


def paste(page: Any, text: str) -> None:
    """Paste a document, check the preview, and submit it."""
    page.goto("/submit")
    page.fill("[name=document]", text)
    page.click("#draft button:not([formaction])")
    page.wait_for_selector("#understood")
    page.click("button[formaction='/submit']")
    page.wait_for_url(re.compile("/articles/"))


def act(page: Any, path: str, **fields: str) -> None:
    """Open the form of an act and send it."""
    form = page.locator(f"form[action^='/acts/{path}/']")
    form.locator("xpath=..").locator("summary").click()
    for field, value in fields.items():
        form.locator(f"[name={field}]").fill(value)
    form.locator("button").click()
    page.wait_for_selector(".flash.good")


def has_styles(frame: Any) -> bool:
    """Check that a preview looks as the page will: its style sheet was loaded."""
    size = frame.locator("h1").evaluate("h1 => getComputedStyle(h1).fontFamily")
    return "Times" not in size


@readers
def test_an_article_is_pasted_corrected_killed_and_restored(
    chromium: Any, stack: Stack, language: str, width: int
) -> None:
    with desk(chromium, stack, language=language, width=width) as page:
        paste(page, seed())
        page.wait_for_selector("#status .state.live")  # without reloading the page
        preview = page.frame_locator("iframe.preview")
        assert has_styles(preview)
        address = page.locator(".live-link").get_attribute("href")
        with page.context.expect_page() as opened:
            page.click(".live-link")
        assert opened.value.locator("h1").inner_text() == preview.locator("h1").inner_text()
        opened.value.close()

        page.click("#acts a[href^='/edit/']")
        page.fill("[name=title]", "جولة ثالثة من المحادثات في إسطنبول")
        page.fill("[name=note]", "كانت الجولة الثالثة.")
        page.click("form[action^='/acts/correct/'] button.primary")
        page.wait_for_selector("#status .state.live:has-text('2')")
        assert "ثالثة" in page.request.get(address).text()

        page.click("#versions a[href*=against]")
        page.wait_for_selector(".diff ins")  # texts are read at once, of a page that may be loading
        added, removed = page.locator(".diff ins"), page.locator(".diff del")
        assert "ثالثة" in added.all_inner_texts()
        assert "ثانية" in removed.all_inner_texts()
        page.goto(page.url.partition("?")[0])

        act(page, "kill", why="a test")
        page.wait_for_selector("#status .state.off")
        assert page.request.get(address).status == 410
        page.goto(page.url)
        act(page, "restore", why="it was only a test")
        page.wait_for_selector("#status .state.live")
        page.wait_for_selector("#happenings >> text=it was only a test")
        assert page.request.get(address).status == 200

        page.click("form[action^='/live/'] button")
        page.wait_for_selector(".verdict.good")


#: The desk's name for storage, by language.
STORAGE = {"ar": "التخزين", "en": "Storage"}


@readers
def test_refusals_of_storage_are_shown_on_the_board_and_nothing_is_lost(
    chromium: Any, stack: Stack, language: str, width: int
) -> None:
    with desk(chromium, stack, language=language, width=width) as page:
        storm = f"storm{next(_numbers)}"
        with nobody_writes(stack):
            for number in (1, 2):
                paste(page, f"# {storm} number {number}\n\nThe storm {number} came at night.")
            page.goto("/")
            page.locator("#verdict.bad", has_text=STORAGE[language]).wait_for(timeout=60_000)

        page.goto(f"/articles?q={storm}")
        page.locator("#found .state.published").nth(1).wait_for(timeout=60_000)
        page.goto("/")
        page.locator("#verdict:not(.bad)").wait_for()


@contextmanager
def nobody_writes(stack: Stack) -> Iterator[None]:
    """Make storage refuse every upload within the block."""
    client: Any = boto3.client(
        "s3",
        endpoint_url=stack.ready["s3_endpoint_url"],
        aws_access_key_id=stack.env["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=stack.env["AWS_SECRET_ACCESS_KEY"],
        region_name="us-east-1",
    )
    bucket = stack.ready["storage_url"].removeprefix("s3://").split("/")[0]
    denied = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:PutObject",
        "Resource": f"arn:aws:s3:::{bucket}/*",
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [denied]})
    client.put_bucket_policy(Bucket=bucket, Policy=policy)
    try:
        yield
    finally:
        client.delete_bucket_policy(Bucket=bucket)


@pytest.fixture(scope="module")
def pages(stack: Stack) -> list[str]:
    """The address of every kind of page, each with content."""
    said = stack.run("submit", "samples", "--wait", "--json").stdout.splitlines()
    known = [json.loads(line) for line in said]
    published = next(each for each in known if each["status"] == "published")
    article = f"/articles/{published['id']}"
    stack.run("correct", published["id"], "--set", "title=Another headline")
    letter = json.loads(stack.run("dead-letters", "--json").stdout.splitlines()[0])
    lists = ["/", "/articles", "/articles?q=zzz", "/submit", "/letters", "/machinery", "/log"]
    about = [article, f"{article}?rev=2&against=1", article.replace("articles", "edit")]
    about += [article.replace("articles", "live"), f"/letters/{letter['id']}"]
    return [*lists, *about, "/problems", "/nothing-here"]


@readers
def test_every_page_fits_the_screen_and_is_accessible(
    chromium: Any, stack: Stack, pages: list[str], language: str, width: int
) -> None:
    with desk(chromium, stack, language=language, width=width, csp=False) as page:
        for path in pages:
            page.goto(path)
            fits(page, language)
        page.goto("/articles")
        page.locator(".rename summary").click()
        fits(page, language)
        page.goto("/submit")
        page.fill("[name=document]", seed())
        page.click("#draft button:not([formaction])")
        page.wait_for_selector("#understood")
        assert has_styles(page.frame_locator("iframe.preview"))
        fits(page, language)
        page.click(".whoami button")
        page.wait_for_url("**/sign-in*")
        fits(page, language)


def fits(page: Any, language: str) -> None:
    """Check that the page has the language, is not too wide, and passes axe."""
    assert page.locator("html").get_attribute("lang") == language, page.url
    too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert too_wide <= 0, f"{page.url} is {too_wide} px too wide"
    assert violations(page) == [], page.url


def test_the_keyboard_reaches_everything_on_the_board(chromium: Any, stack: Stack) -> None:
    with desk(chromium, stack) as page:
        page.goto("/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_an_act_is_done_with_the_keyboard_alone(
    chromium: Any, stack: Stack, pages: list[str]
) -> None:
    with desk(chromium, stack) as page:
        page.goto(next(path for path in pages if path.startswith("/articles/")))
        page.locator("#acts summary").last.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("by keyboard")
        page.keyboard.press("Enter")
        page.wait_for_selector(".flash.good")
        page.wait_for_selector("#happenings >> text=by keyboard")


def test_a_chosen_file_is_read_and_previewed(chromium: Any, stack: Stack) -> None:
    with desk(chromium, stack) as page:
        page.goto("/submit")
        page.set_input_files("input[type=file]", ROOT / "samples" / "mail.eml")
        page.wait_for_selector("#understood")
        assert "email" in page.locator("article .facts").inner_text()
