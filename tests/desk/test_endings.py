"""Articles that readers cannot see, no longer or not yet: the desk says why and what they get."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from models import Article
from models.base import db_now
from models.session import transaction
from tasks.expiry import expire
from tests.conftest import Press
from tests.desk.conftest import Browser
from tests.desk.test_pages import text_of


@pytest.mark.parametrize(
    ("act", "fields", "told"),
    [
        (
            "kill",
            {"answer": "gone"},
            "Taken down What readers get instead : nothing, permanently (410)",
        ),
        (
            "kill",
            {"answer": "missing"},
            "Taken down What readers get instead : nothing, temporarily (404)",
        ),
        (
            "kill",
            {"answer": "retract", "notice": "It was wrong."},
            "Retracted What readers get instead : a notice of retraction (410)",
        ),
        (
            "kill",
            {"answer": "redirect", "to": "https://example.org/other"},
            "Taken down What readers get instead : another page (301) https://example.org/other",
        ),
        ("withhold", {}, "Withheld What readers get instead : nothing, temporarily (404)"),
    ],
)
def test_an_articles_page_says_how_it_was_taken_down(
    browser: Browser, press: Press, act: str, fields: dict[str, str], told: str
) -> None:
    press.article(id="n-1")
    press.run()
    browser.send(f"/acts/{act}/n-1", **fields)
    press.run()
    assert told.replace(" :", ":") in text_of(browser.get("/articles/n-1").text).replace(" :", ":")


def test_an_articles_page_shows_its_expiry_and_that_it_has_passed(
    browser: Browser, press: Press
) -> None:
    press.article(id="n-1", expire_at="2999-01-01T00:00:00Z")
    press.run()
    assert "until Jan 1, 2999" in text_of(browser.get("/articles/n-1").text)
    with transaction() as session:
        session.execute(update(Article).values(expires_at=db_now(-1)))
    expire()
    page = text_of(browser.get("/articles/n-1").text)
    assert "Expired" in page
    assert "nothing, permanently (410)" in page
    arabic = text_of(browser.get("/log?what=expire", **{"Accept-Language": "ar"}).text)
    assert "انتهت مدته" in arabic


def test_an_article_under_embargo_is_shown_as_scheduled(browser: Browser, press: Press) -> None:
    press.article(id="n-1", publish_at="2999-01-01T00:00:00Z")
    press.run()
    page = text_of(browser.get("/articles/n-1").text)
    assert "version 1 is for later" in page
    assert "not before Jan 1, 2999" in page
    assert "waits for" not in page
