"""The desk's pages, as a user gets them."""

from __future__ import annotations

import re
from html import unescape

import pytest
from babel.messages.extract import extract_from_dir

from desk.translations import FOLDER, catalog
from tests.conftest import ROOT, Press
from tests.desk.conftest import Browser

PATHS = ["/", "/articles", "/submit", "/letters", "/machinery", "/log", "/problems"]
ARABIC = "تفتح المدينة حديقة جديدة. رحب السكان بالحديقة."


def text_of(page: str) -> str:
    """The visible text of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_in_the_users_language(browser: Browser, path: str) -> None:
    arabic = browser.get(path, **{"Accept-Language": "ar-EG,ar;q=0.9,en;q=0.5"})
    english = browser.get(path, **{"Accept-Language": "en"})
    assert arabic.status_code == english.status_code == 200
    assert '<html lang="ar" dir="rtl"' in arabic.text
    assert '<html lang="en" dir="ltr"' in english.text
    assert "مكتب مطبعة" in arabic.text


def test_every_message_of_the_desk_is_translated() -> None:
    known = catalog("ar")
    found = extract_from_dir(
        str(ROOT),
        method_map=[("desk/**.py", "python"), ("templates/desk/**.html", "jinja2")],
        keywords={"_": None, "ngettext": (1, 2)},
        directory_filter=lambda folder: "/desk" in str(folder) or "/templates" in str(folder),
    )
    messages = [message for _file, _line, message, _comments, _context in found]
    assert len(messages) > 200, FOLDER
    for message in messages:
        one, *many = message if isinstance(message, tuple) else (message,)
        said = known.ngettext(one, many[0], 3) if many else known.gettext(one)
        assert said != (many[0] if many else one) or one == "Redis", f"{one!r} is not translated"


def test_the_language_is_remembered(browser: Browser) -> None:
    browser.http.post("/preferences", data={"language": "ar", "scheme": "dark", "next": "/log"})
    page = browser.get("/log", **{"Accept-Language": "en"}).text
    assert '<html lang="ar" dir="rtl" data-scheme="dark">' in page


def test_the_board_shows_articles_in_progress_and_live(browser: Browser, press: Press) -> None:
    press.article(id="n-1", title="Rain at last")
    assert "One article in progress" in browser.get("/").text
    press.run()
    browser.http.app.state.figures = type(browser.http.app.state.figures)()  # type: ignore[attr-defined]  # forget what was kept
    page = browser.get("/").text
    assert "Everything is live" in page or "listings not updated yet" in page
    assert "Rain at last" in page


def test_an_articles_page_distinguishes_submitted_and_generated_texts(
    browser: Browser, press: Press
) -> None:
    press.article(id="n-1", title="حديقة جديدة", body=ARABIC, description="وصف من المحرر.")
    press.run()
    page = text_of(browser.get("/articles/n-1").text)
    assert re.search(r"Description submitted وصف من المحرر\.", page)
    assert "Summary generated: sentences of the article" in page
    assert "Language inferred Arabic" in page


def test_a_preview_runs_no_scripts(browser: Browser, press: Press) -> None:
    press.article(id="n-1", title="Rain at last")
    press.run()
    answer = browser.get("/preview/n-1?rev=1")
    assert "Rain at last" in answer.text
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    style = re.search(r'href="(/site-files/main/assets/style[^"]+)"', answer.text)
    assert style is not None
    assert browser.get(style[1]).status_code == 200


def test_an_id_may_be_an_address(browser: Browser, press: Press) -> None:
    press.article(id="https://example.org/a/b?c=1#d", title="Rain at last")
    press.run()
    page = browser.get("/articles")
    link = re.search(r'href="(/articles/https[^"]+)"', page.text)
    assert link is not None
    assert "Rain at last" in browser.get(unescape(link[1])).text


def test_a_headline_is_found_in_another_spelling(browser: Browser, press: Press) -> None:
    press.article(id="n-1", title="افتتاح الحديقة الكبرى في المدينة", body=ARABIC)
    press.article(id="n-2", title="Rain at last")
    press.run()
    page = browser.get("/articles?q=الحديقه+الكبري").text
    assert "n-1" in page
    assert "n-2" not in page


def test_searching_for_an_id_opens_its_article(browser: Browser, press: Press) -> None:
    press.article(id="n-1", title="Rain at last")
    assert browser.get("/articles?q=n-1").url.path == "/articles/n-1"


def test_articles_are_filtered_by_the_parameters_in_the_address(
    browser: Browser, press: Press
) -> None:
    press.article(id="n-1", title="Rain at last", section="Weather")
    press.run()
    press.article(id="n-2", title="A win at home", section="Sport")
    assert "Rain at last" in browser.get("/articles?state=published&section=Weather").text
    assert "Rain at last" not in browser.get("/articles?state=accepted").text
    assert "Rain at last" not in browser.get("/articles?until=2001-01-01").text


def test_a_long_list_is_shown_in_pages(browser: Browser, press: Press) -> None:
    for number in range(55):
        press.article(id=f"n-{number:02}", title=f"Number {number}")
    first = browser.get("/articles").text
    older = re.search(r'rel="next" href="([^"]+)"', first)
    assert older is not None
    second = browser.get(unescape(older[1])).text
    on_first = set(re.findall(r'/articles/(n-\d\d)"', first))
    on_second = set(re.findall(r'/articles/(n-\d\d)"', second))
    assert len(on_first) == 50
    assert len(on_second) == 5
    assert not on_first & on_second


def test_an_error_page_explains_the_problem(browser: Browser) -> None:
    answer = browser.get("/articles/none")
    assert answer.status_code == 404
    assert "there is no article" in answer.text


def test_markup_in_a_headline_is_escaped(browser: Browser, press: Press) -> None:
    press.article(id="n-1", title="<script>alert(1)</script> & more")
    press.run()
    for path in ("/", "/articles", "/articles/n-1"):
        assert "<script>alert" not in browser.get(path).text
