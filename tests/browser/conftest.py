"""A site in a folder and a browser, for the tests of pages in a real Chromium."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from matbaa import search
from matbaa.pages import ArticleView, Listing, Page
from matbaa.submission import Image
from tests.matbaa.sample_site import press, view

CHROMIUM = Path("/usr/bin/chromium")
LONG = "Geschwindigkeitsbegrenzungsverordnungsdurchsetzung"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def views() -> list[ArticleView]:
    return [view("ar", number=1), view("en", number=2), view("fa", number=3), view(number=4)]


@pytest.fixture(scope="module")
def longest() -> ArticleView:
    """An article, and one after it, of words that are wider than a phone."""
    body = f"<p>https://news.example/{LONG}{LONG}/</p>"
    made = view("en", number=5, title=LONG, html=body, correction=LONG)
    return replace(made, next=view("en", number=6, title=LONG).entry)


@pytest.fixture(scope="module")
def nastaliq() -> ArticleView:
    """An article in Urdu, whose letters stand above and below each other."""
    made = view("fa", number=7, title="کتب خانہ دوبارہ کھل گیا")
    image = Image(url="https://matbaa.example/media/hall.jpg", caption="The reading hall")
    entry = replace(made.entry, language="ur")
    story = replace(made.story, language="ur", images=(image,))
    return replace(made, entry=entry, story=story)


@pytest.fixture(scope="module")
def address(
    tmp_path_factory: pytest.TempPathFactory,
    views: list[ArticleView],
    longest: ArticleView,
    nastaliq: ArticleView,
) -> Iterator[str]:
    """A served site; the search has its two oldest articles in a block, the others open."""
    root = tmp_path_factory.mktemp("site")
    for page in [*press().assets(), *_listings(views), *_search(views)]:
        _write(root, page)
    for made in (*views, longest, nastaliq):
        for page in press().article(made):
            _write(root, page)
    handler = functools.partial(Quiet, directory=str(root))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def _write(root: Path, page: Page) -> None:
    file = root / page.path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(page.body)


def _listings(views: list[ArticleView]) -> list[Page]:
    entries = [made.entry for made in views][::-1]
    section = Listing("section", "سياسة", "سياسة", entries)
    return [
        press().front(entries, [section]),
        press().listing(section),
        press().directory(["سياسة"]),
    ]


def _search(views: list[ArticleView]) -> list[Page]:
    records = [search.record(made.entry, made.story.text, n) for n, made in enumerate(views)]
    part = search.Part("block", 0)
    return [
        *search.part_pages(part, records[:2]),
        search.open_page(map(search.line, records[2:]), [part]),
    ]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium: Any) -> Iterator[Any]:
    """A page that collects what the browser complains about."""
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda said: said.type == "error" and page.complaints.append(said.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    context.close()
