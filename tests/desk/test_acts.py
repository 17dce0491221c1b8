"""Acts done from the desk's pages: submit, correct, kill, restore, retry."""

from __future__ import annotations

import re
from html import unescape

import pytest

from matbaa.errors import PermanentError
from matbaa.storage import MemoryStorage
from tasks.reception import entry_of
from tests.conftest import Press
from tests.desk.conftest import Browser

MARKDOWN = "# Rain at last\n\nIt rained in the valley. The farmers were glad."


def form_of(page: str) -> dict[str, str]:
    """The fields of a page's editing form."""
    fields = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*?value="([^"]*)"', page))
    fields |= dict(re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\n(.*?)</textarea>', page, re.S))
    return {name: unescape(value) for name, value in fields.items()}


def test_a_pasted_article_is_previewed_then_submitted(browser: Browser, press: Press) -> None:
    looked = browser.send("/submit/preview", document=MARKDOWN)
    assert "Rain at last" in looked.text
    assert "markdown" in looked.text
    assert not press.hints

    sent = browser.send("/submit", document=MARKDOWN, key="k")
    press.run()
    assert "Readers see version 1" in browser.get(sent.url.path).text


def test_the_id_in_a_pasted_submission_is_kept(browser: Browser, press: Press) -> None:
    sent = browser.send("/submit", document='{"id": "n-9", "title": "A", "body": "Text here."}')
    assert sent.url.path == "/articles/n-9"


def test_a_document_that_cannot_be_read_is_reported_and_not_submitted(
    browser: Browser, press: Press
) -> None:
    answer = browser.send("/submit/preview", document='{"titel": 1}')
    assert answer.status_code == 422
    assert "flash bad" in answer.text
    assert not press.hints


def test_a_correction_changes_the_edited_fields_and_shows_the_difference(
    browser: Browser, press: Press
) -> None:
    press.article(id="n-1", title="Rain at last", body="It rained. The farmers were glad.")
    press.run()
    fields = form_of(browser.get("/edit/n-1").text)
    browser.send("/acts/correct/n-1", **{**fields, "title": "Rain again", "note": "Not at last."})
    press.run()

    page = browser.get("/articles/n-1?rev=2&against=1").text
    assert "Readers see version 2" in page
    assert "<del>at last</del>" in page
    assert "<ins>again</ins>" in page
    assert "<h3>Text</h3>" not in page


def test_a_correction_that_conflicts_with_another_change_is_refused(
    browser: Browser, press: Press
) -> None:
    press.article(id="n-1", title="Rain at last")
    press.run()
    fields = form_of(browser.get("/edit/n-1").text)
    press.article(id="n-1", title="Snow at last", revision=2)
    press.run()
    answer = browser.send("/acts/correct/n-1", **{**fields, "title": "Rain again"})
    assert "in the meantime" in answer.text


def test_an_article_is_killed_and_restored(browser: Browser, press: Press) -> None:
    press.article(id="n-1", title="Rain at last")
    press.run()
    browser.send("/acts/kill/n-1", answer="gone", why="it did not rain")
    press.run()
    page = browser.get("/articles/n-1").text
    assert "Taken down" in page
    assert "it did not rain" in page

    browser.send("/acts/restore/n-1", why="it did")
    press.run()
    assert "Readers see version 3" in browser.get("/articles/n-1").text
    assert "Mona" in browser.get("/log?what=restore").text


def test_an_article_is_rolled_back(browser: Browser, press: Press) -> None:
    press.article(id="n-1", title="Rain at last", revision=1)
    press.run()
    press.article(id="n-1", title="Snow at last", revision=2)
    press.run()
    browser.send("/acts/roll-back/n-1", rev="1")
    press.run()
    page = browser.get("/articles/n-1").text
    assert "Readers see version 3" in page
    assert "<title>Rain at last" in page


def test_an_unknown_act_is_not_found(browser: Browser) -> None:
    assert browser.send("/acts/burn/n-1").status_code == 404


@pytest.fixture
def broken(press: Press, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Storage that refuses permanently until the patch is undone."""

    def refuse(*_args: object, **_kwargs: object) -> str:
        raise PermanentError("storage: Access Denied")

    monkeypatch.setattr(MemoryStorage, "put", refuse)
    return monkeypatch


def test_failures_are_grouped_and_replayed_after_a_trial_of_one(
    browser: Browser, press: Press, broken: pytest.MonkeyPatch
) -> None:
    for number in (1, 2, 3):
        press.article(id=f"n-{number}", title=f"Number {number}")
    press.run()
    group = {"stage": "upload", "signature": "upload: storage: Access Denied"}
    page = browser.get("/letters").text
    assert group["signature"] in page
    assert '<strong class="count">3</strong>' in page

    trial = browser.send("/letters/all", dry="1", **group)
    assert "3 failures would be replayed" in trial.text
    assert not press.hints

    broken.undo()
    browser.send("/letters/all", do="retry", **group)
    press.run()
    assert "Nothing has failed." in browser.get("/letters").text
    assert "Readers see version 1" in browser.get("/articles/n-2").text


def test_all_failures_are_counted_if_only_some_are_replayed_at_once(
    browser: Browser, press: Press, broken: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        press.article(id=f"n-{number}", title=f"Number {number}")
    press.run()
    broken.undo()
    broken.setattr("desk.pages.letters._AT_ONCE", 3)
    group = {"stage": "upload", "signature": "upload: storage: Access Denied"}
    trial = browser.send("/letters/all", dry="1", why="mended", **group).text
    assert "5 failures would be replayed" in trial
    assert 'name="why" value="mended"' in trial
    assert "data-live" not in trial  # its address answers no GET
    done = browser.send("/letters/all", do="retry", **group).text
    assert "failures replayed: 3; submit the form again for the other 2" in done
    browser.http.cookies.set("matbaa_language", "ar")
    assert (
        "المواد المتعثّرة التي استُبعدت: 2"
        in browser.send("/letters/all", do="discard", **group).text
    )


def test_replays_that_are_rejected_again_are_counted_separately(
    browser: Browser, press: Press
) -> None:
    for number in range(3):
        press.submit(entry_of(b'{"titel": "Rain"}', key=f"k-{number}"))
    (signature,) = {
        unescape(found)
        for found in re.findall(r'name="signature" value="([^"]+)"', browser.get("/letters").text)
    }
    done = browser.send("/letters/all", do="retry", stage="intake", signature=signature).text
    assert "failures replayed: 0; rejected again: 3" in done
    assert "flash warn" in done


def test_a_failure_is_discarded_with_a_note(
    browser: Browser, press: Press, broken: pytest.MonkeyPatch
) -> None:
    press.article(id="n-1")
    press.run()
    browser.send("/letters/1", do="discard", why="a test article")
    page = browser.get("/letters/1").text
    assert "discarded" in page
    assert "a test article" in page


def test_the_result_of_an_act_is_shown_in_the_desks_language(
    browser: Browser, press: Press
) -> None:
    browser.http.cookies.set("matbaa_language", "ar")
    press.article(id="n-1", title="First")
    press.run()
    fields = form_of(browser.get("/edit/n-1").text)
    corrected = browser.send("/acts/correct/n-1", **{**fields, "title": "Second"})
    assert "صُحّح: العنوان" in corrected.text
    press.run()
    fields = form_of(browser.get("/edit/n-1").text)
    assert "لم يتغيّر" in browser.send("/acts/correct/n-1", **fields).text
    assert "عاد إلى النسخة 1" in browser.send("/acts/roll-back/n-1", rev="1").text
    assert "لا يوجد مقال بالمعرّف" in browser.get("/articles/nowhere").text
    assert "غير موجود" in browser.get("/nowhere").text


def test_a_section_is_renamed_from_the_list_of_articles(browser: Browser, press: Press) -> None:
    press.article(id="n-1", section="Weather")
    press.run()
    asked = {"kind": "section", "old": "Weather", "new": "Climate"}
    assert "under the new name: 1" in browser.send("/rename", dry="1", **asked).text
    assert press.hints == []
    browser.send("/rename", **asked)
    press.run()
    assert "n-1" in browser.get("/articles?section=Climate").text
    assert "renamed" in browser.get("/log").text


def test_renaming_an_unknown_name_is_reported(browser: Browser) -> None:
    answer = browser.send("/rename", kind="author", old="Nobody", new="Somebody")
    assert "flash bad" in answer.text
