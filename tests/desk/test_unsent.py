"""Nothing that a user typed is lost when a session ends or somebody else edits meanwhile."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient

from matbaa.settings import get_settings
from tasks.reception import entry_of
from tests.conftest import Press
from tests.desk.conftest import TOKENS, Browser, signed_in
from tests.desk.test_acts import form_of

WRITTEN = 'A "long" text.\n\nIts second paragraph <b>with</b> signs & such.'
HTML = {"Accept": "text/html"}


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page's forms."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


def sent_after_the_end(desk: TestClient) -> Any:
    """The answer to a document that is sent after its session has ended."""
    signed_in(desk, "editor")
    desk.cookies.clear()
    fields = {"csrf": "of-an-hour-ago", "document": WRITTEN, "key": "k", "tags": "قمح، مطر"}
    return desk.post("/submit", data=fields, headers=HTML)


def test_a_document_of_an_ended_session_can_be_sent_after_signing_in(
    desk: TestClient, press: Press
) -> None:
    asked = sent_after_the_end(desk)
    assert asked.status_code == 401
    again = {**hidden(asked.text), "password": TOKENS["editor"]}
    offered = desk.post("/sign-in", data=again, headers=HTML)
    assert not press.hints  # nothing is submitted without a click
    fields = hidden(offered.text)
    assert fields["document"] == WRITTEN
    assert fields["tags"] == "قمح، مطر"
    assert desk.post("/submit", data=fields, headers=HTML).url.path.startswith("/articles/")


def test_a_wrong_password_does_not_lose_the_document(desk: TestClient) -> None:
    carried = hidden(sent_after_the_end(desk).text)
    refused = desk.post("/sign-in", data={**carried, "password": "wrong"}, headers=HTML)
    assert refused.status_code == 401
    assert hidden(refused.text)["kept.document"] == WRITTEN


def test_sending_the_document_redirects_to_no_other_site(desk: TestClient) -> None:
    given = {"kept_path": "//evil.example", "kept.a": "b", "password": TOKENS["editor"]}
    offered = desk.post("/sign-in", data=given, headers=HTML)
    assert "evil.example" not in offered.text


def test_a_form_from_another_session_keeps_what_was_written(browser: Browser, press: Press) -> None:
    fields = {"csrf": "of another tab", "document": WRITTEN}
    offered = browser.http.post("/submit", data=fields, headers=HTML)
    assert offered.status_code == 403
    assert not press.hints
    sent = browser.http.post("/submit", data=hidden(offered.text), headers=HTML)
    assert sent.url.path.startswith("/articles/")


def test_a_document_over_the_size_limit_is_not_kept(
    desk: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(get_settings(), "max_submission_bytes", 50)
    assert WRITTEN not in unescape(sent_after_the_end(desk).text)


def test_a_sign_in_form_over_the_size_limit_is_refused(
    desk: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(get_settings(), "max_submission_bytes", 50)
    given = {"password": TOKENS["editor"], "kept.document": "x" * 100_000}
    assert desk.post("/sign-in", data=given).status_code == 413


@pytest.fixture
def changed_by_another(browser: Browser, press: Press) -> dict[str, str]:
    """The form of an editor who began before somebody else changed headline and section."""
    press.article(id="n-1", title="Rain at last", section="Weather", body="It rained all day.")
    press.run()
    fields = form_of(browser.get("/edit/n-1").text)
    press.article(id="n-1", title="Snow", section="News", body="It rained all day.", revision=2)
    press.run()
    return fields


def test_a_conflicting_form_keeps_the_changes_of_both_editors(
    browser: Browser, press: Press, changed_by_another: dict[str, str]
) -> None:
    mine = {**changed_by_another, "subtitle": "All of it", "why": "a caller told us"}
    answer = browser.send("/acts/correct/n-1", **mine)
    assert answer.status_code == 409
    assert "in the meantime" in answer.text
    kept = form_of(answer.text)
    assert kept["rev"] == "2"
    assert (kept["title"], kept["section"]) == ("Snow", "News")
    assert (kept["subtitle"], kept["why"]) == ("All of it", "a caller told us")

    browser.send("/acts/correct/n-1", **kept)
    press.run()
    page = browser.get("/articles/n-1").text
    assert "Readers see version 3" in page
    assert "<title>Snow" in page


def test_concurrent_edits_of_the_same_field_show_the_other_version(
    browser: Browser, changed_by_another: dict[str, str]
) -> None:
    answer = browser.send("/acts/correct/n-1", **{**changed_by_another, "title": "Rain again"})
    assert form_of(answer.text)["title"] == "Rain again"
    assert re.search(r"Version 2 says:.*Snow", answer.text)


def test_a_refused_correction_keeps_what_was_written(browser: Browser, press: Press) -> None:
    press.article(id="n-1", title="Rain at last")
    press.run()
    fields = {**form_of(browser.get("/edit/n-1").text), "title": "x" * 3000, "why": "long"}
    answer = browser.send("/acts/correct/n-1", **fields)
    assert answer.status_code == 422
    assert form_of(answer.text)["title"] == "x" * 3000
    assert form_of(answer.text)["why"] == "long"


def test_a_refused_edit_of_a_failure_keeps_what_was_written(browser: Browser, press: Press) -> None:
    press.submit(entry_of(b'{"id": "n-1", "titel": "Rain"}', key="k"))
    (number,) = re.findall(r"/letters/(\d+)", browser.get("/letters").text)[:1]
    mended = '{"id": "n-1", "titel": "Rain at last"}'
    answer = browser.send(f"/letters/{number}", do="edit", payload=mended, why="a slip")
    assert answer.status_code == 422
    assert mended in unescape(answer.text)
    assert "a slip" in answer.text


@pytest.mark.parametrize("rev", ["²", "9" * 30, "-1", "x"])
def test_an_invalid_revision_is_refused_by_name(browser: Browser, press: Press, rev: str) -> None:
    press.article(id="n-1")
    press.run()
    assert "is not a revision number" in unescape(browser.send("/acts/roll-back/n-1", rev=rev).text)
