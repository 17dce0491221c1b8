"""The pages in a real Chromium: what loads, how it fits, what the keyboard and the search do."""

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
from tests.matbaa.sample_site import SITE, press, view

CHROMIUM = Path("/usr/bin/chromium")
playwright = pytest.importorskip("playwright.sync_api")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium"),
]
LONG = "Geschwindigkeitsbegrenzungsverordnungsdurchsetzung"
WORDS = [
    "والمحادثات",
    "مُدَرِّسَة",
    "١٤٤٦",
    "Élysée",
    "STRASSE",
    "北京大学",
    "نمی‌خواهم",
    "ٹیلیگرام",
    "¨",
    "İstanbul",
]


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


@pytest.mark.parametrize("path", ["", "section/سياسة/", "search/", "404.html", "about/"])
def test_pages_fit_320_pixels_and_break_no_policy(tab: Any, address: str, path: str) -> None:
    tab.set_viewport_size({"width": 320, "height": 740})
    tab.goto(address + path, wait_until="networkidle")

    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    assert tab.complaints == []


@pytest.mark.parametrize("edition", ["", "lite/"])
def test_words_wider_than_a_phone_fit_320_pixels(
    tab: Any, address: str, longest: ArticleView, edition: str
) -> None:
    tab.set_viewport_size({"width": 320, "height": 740})
    tab.goto(address + longest.entry.path + edition)

    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


def test_an_article_is_light_and_loads_nothing_from_elsewhere(
    tab: Any, address: str, views: list[ArticleView]
) -> None:
    answers: list[Any] = []
    tab.on("response", lambda answer: answers.append(answer))
    tab.goto(address + views[0].entry.path, wait_until="networkidle")

    assert len(answers) <= 6
    assert all(answer.url.startswith(address) for answer in answers)
    assert sum(len(answer.body()) for answer in answers) < 60_000
    assert tab.complaints == []


def test_an_article_is_read_without_javascript(
    chromium: Any, address: str, views: list[ArticleView]
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address + views[0].entry.path)

    assert views[0].entry.title in tab.inner_text("h1")
    tab.goto(address + "search/")
    assert tab.locator("noscript a").count() or "الأرشيف" in tab.inner_text("main")
    context.close()


def test_the_first_tab_stop_leads_to_the_content(
    tab: Any, address: str, views: list[ArticleView]
) -> None:
    tab.goto(address + views[1].entry.path)

    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Skip to content"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"


def test_the_ring_around_an_authors_name_is_not_cut(
    tab: Any, address: str, views: list[ArticleView]
) -> None:
    tab.goto(address + views[0].entry.path)
    room = """name => ['left', 'top', 'right', 'bottom'].map(side => Math.abs(
        name.getBoundingClientRect()[side] -
        name.closest('.authors').getBoundingClientRect()[side]))"""

    assert min(tab.locator("a[rel=author]").evaluate(room)) >= 5


def test_the_page_is_dark_where_the_reader_wants_it(tab: Any, address: str) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    tab.goto(address)
    light = tab.evaluate(colour)
    tab.emulate_media(color_scheme="dark")
    assert tab.evaluate(colour) != light


def test_paper_gets_the_article_and_no_navigation(
    tab: Any, address: str, views: list[ArticleView]
) -> None:
    tab.goto(address + views[0].entry.path)
    tab.emulate_media(media="print")

    assert tab.is_visible(".article-body")
    assert not tab.is_visible("nav.sections")
    assert not tab.is_visible("nav.share")


def test_a_word_of_an_old_and_of_a_new_article_is_found_by_keyboard(
    tab: Any, address: str, views: list[ArticleView]
) -> None:
    tab.goto(address + "search/")

    tab.keyboard.type("ضفه")  # the box has the focus; spelt as many type it
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#results li:nth-child(2)")
    assert tab.locator("#results a").all_inner_texts() == [
        views[3].entry.title,
        views[0].entry.title,
    ]
    assert "2" in tab.inner_text("#status")
    tab.locator("#results a").first.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".article-body")
    assert tab.complaints == []


def test_a_search_has_an_address(tab: Any, address: str, views: list[ArticleView]) -> None:
    tab.goto(f"{address}search/?q=LIBRARY+river")
    tab.wait_for_selector("#results li")

    assert tab.input_value("#q") == "LIBRARY river"
    assert tab.locator("#results .card-text").get_attribute("dir") == "ltr"
    tab.goto(f"{address}search/?q=zanzibar")
    playwright.expect(tab.locator("#status")).to_have_text("لم يُعثر على نتائج.")


def test_a_found_article_in_another_language_keeps_its_side_and_the_sites_date(
    tab: Any, address: str
) -> None:
    tab.goto(f"{address}search/?q=LIBRARY+river")
    tab.wait_for_selector("#results li")

    lefts = "all => all.map(each => Math.round(each.getBoundingClientRect().left))"
    edges = tab.eval_on_selector_all("#results :is(.kicker span, h2 a, time)", lefts)
    assert len(edges) == 3
    assert len(set(edges)) == 1
    assert tab.locator("#results time").get_attribute("dir") == "rtl"


def test_the_sites_own_words_have_one_size_on_cards_in_all_scripts(tab: Any, address: str) -> None:
    tab.goto(address)

    sizes = "all => all.map(each => getComputedStyle(each).fontSize)"
    assert len(set(tab.eval_on_selector_all(".card .meta > span", sizes))) == 1
    assert len(set(tab.eval_on_selector_all(".card .kicker > a", sizes))) == 1


def test_the_front_page_leaves_no_hole_on_a_tablet(tab: Any, address: str) -> None:
    tab.set_viewport_size({"width": 768, "height": 1024})
    tab.goto(address)

    ends = "all => all.map(each => Math.round(each.getBoundingClientRect().left))"
    assert tab.locator(".top > li").count() == 4
    assert len(set(tab.eval_on_selector_all(".top, .top > li:last-child", ends))) == 1


def test_a_latin_caption_on_an_urdu_page_has_latin_spaces(
    tab: Any, address: str, nastaliq: ArticleView
) -> None:
    tab.goto(address + nastaliq.entry.path)

    family = "all => all.map(each => getComputedStyle(each).fontFamily)"
    (caption,) = tab.eval_on_selector_all("figcaption[dir=ltr]", family)
    (body,) = tab.eval_on_selector_all(".article-body", family)
    assert "Nastaliq" in body
    assert "Nastaliq" not in caption


def test_small_print_in_nastaliq_has_the_leading_that_it_needs(
    tab: Any, address: str, nastaliq: ArticleView
) -> None:
    tab.goto(address + nastaliq.entry.path)

    leading = """all => all.map(each => getComputedStyle(each)).map(
        style => parseFloat(style.lineHeight) / parseFloat(style.fontSize))"""
    words = ".facts, .byline, .share li, .related .meta, .colophon .inline"
    assert min(tab.eval_on_selector_all(words, leading)) >= 1.9


def test_the_browser_folds_words_as_the_index_does(tab: Any, address: str) -> None:
    tab.goto(address + "search/")

    text = f"{WORDS} {SITE.tagline}"
    assert tab.evaluate("text => matbaaSearch.terms(text)", text) == list(search.terms(text))
