"""The pages in a real Chromium: what loads, how it fits, what the keyboard and the search do."""

from __future__ import annotations

from typing import Any

import pytest

from matbaa import search
from matbaa.pages import ArticleView
from tests.browser.conftest import CHROMIUM
from tests.matbaa.sample_site import SITE

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium"),
]
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
