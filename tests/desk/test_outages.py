"""The desk in an outage of the database, Redis or storage: it says so, and loses nothing typed."""

from __future__ import annotations

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from desk.probes import probe_all, probe_twice
from matbaa.errors import ServiceUnavailable
from matbaa.settings import get_settings
from models.session import get_engine
from tests.conftest import Press
from tests.desk.conftest import Browser
from tests.desk.test_pages import text_of

NOWHERE = "postgresql+psycopg://somebody@127.0.0.1:1/nothing"
PAGES = ("/", "/articles", "/articles/n-1", "/edit/n-1", "/letters", "/log")


@pytest.fixture
def no_database(browser: Browser, settings_env: pytest.MonkeyPatch) -> None:
    """Make the database refuse every connection from here on."""
    get_engine().dispose()
    settings_env.setenv("MATBAA_DATABASE_URL", NOWHERE)
    get_settings.cache_clear()


@pytest.mark.usefixtures("no_database")
@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_needs_the_database_says_so_and_reloads_by_itself(
    browser: Browser, path: str
) -> None:
    answer = browser.get(path)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Not responding: Database" in answer.text
    assert "nothing is lost" in answer.text
    assert "data-again" in answer.text
    assert "127.0.0.1" in answer.text


@pytest.mark.usefixtures("no_database")
def test_an_outage_is_reported_in_arabic(browser: Browser) -> None:
    answer = browser.get("/", **{"Accept-Language": "ar"})
    assert "لا يستجيب: قاعدة البيانات" in answer.text


@pytest.mark.usefixtures("no_database")
def test_the_machinery_page_works_without_a_database(browser: Browser) -> None:
    browser.get("/machinery")  # services are asked while it is shown
    answer = browser.get("/machinery")
    assert answer.status_code == 200
    assert "Unknown while the database" in answer.text


@pytest.mark.usefixtures("no_database")
def test_signing_in_needs_no_database(browser: Browser) -> None:
    assert browser.get("/submit").status_code == 200


@pytest.mark.usefixtures("no_database")
def test_the_api_reports_an_outage_of_the_database_as_a_problem(api: TestClient) -> None:
    answer = api.get("/v1/articles/n-1")
    assert answer.status_code == 503
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"].startswith("database: ")


def test_an_act_during_an_outage_of_the_database_is_offered_again(
    browser: Browser, press: Press, settings_env: pytest.MonkeyPatch
) -> None:
    press.article(id="n-1", title="Rain at last")
    press.run()
    before = get_settings().database_url
    settings_env.setenv("MATBAA_DATABASE_URL", NOWHERE)
    get_settings.cache_clear()
    offered = browser.send("/acts/kill/n-1", answer="gone", why="a caller told us")
    assert offered.status_code == 503
    assert "What you wrote is kept" in offered.text
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', offered.text)
    assert ("why", "a caller told us") in fields

    settings_env.setenv("MATBAA_DATABASE_URL", before)
    get_settings.cache_clear()
    said = {name: unescape(value) for name, value in fields}
    browser.send("/acts/kill/n-1", answer=said["answer"], why=said["why"])
    press.run()
    assert "a caller told us" in browser.get("/articles/n-1").text


def test_unavailable_storage_is_not_reported_as_a_listing_without_the_article(
    browser: Browser, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    press.article(id="n-1", title="Rain at last")
    press.run()

    def away(*_arguments: object) -> None:
        raise ServiceUnavailable("storage", "did not answer within 3 s")

    monkeypatch.setattr(press.storage, "get", away)
    monkeypatch.setattr(press.storage, "head", away)
    page = text_of(browser.get("/live/n-1").text)
    assert page.count("cannot be read") > 2  # its pages, and what lists it
    assert "does not show it" not in page
    arabic = text_of(browser.get("/live/n-1", **{"Accept-Language": "ar"}).text)
    assert "التخزين: لم يستجب خلال" in arabic


def test_a_disk_without_room_is_reported_to_people_but_leaves_the_desk_ready(
    database: str, settings_env: pytest.MonkeyPatch
) -> None:
    if not database.startswith("sqlite"):
        pytest.skip("only SQLite's disk is looked at")
    settings_env.setenv("MATBAA_MIN_FREE_BYTES", str(10**18))
    get_settings.cache_clear()
    found = probe_twice()["database"]
    assert (found.ok, "MATBAA_MIN_FREE_BYTES" in found.error) == (False, True)
    assert probe_all()["database"].ok
