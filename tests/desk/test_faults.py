"""Errors on our side are reported on the desk, and do not break its pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from matbaa.settings import get_settings
from tests.conftest import ROOT, Press
from tests.desk.conftest import TOKENS, Browser, signed_in


@pytest.fixture
def broken_theme(tmp_path: Path, settings_env: pytest.MonkeyPatch) -> None:
    """A theme that uses a variable no page has."""
    templates = tmp_path / "templates"
    (templates / "night").mkdir(parents=True)
    for name in ("default", "desk"):
        (templates / name).symlink_to(ROOT / "templates" / name)
    (templates / "night" / "article.html").write_text("{{ nobody.knows }}")
    settings_env.setenv("MATBAA_TEMPLATES_DIR", str(templates))
    settings_env.setenv("MATBAA_THEME", "night")
    get_settings.cache_clear()


def test_a_broken_theme_is_reported_next_to_the_parsed_document(
    broken_theme: None, browser: Browser
) -> None:
    answer = browser.send("/submit/preview", document="# Rain at last\n\nIt rained in the valley.")
    assert answer.status_code == 200
    assert "Rain at last" in answer.text
    assert "theme: cannot print this" in answer.text


def test_the_preview_of_an_article_reports_a_broken_theme(
    press: Press, browser: Browser, broken_theme: None
) -> None:
    press.article(id="rain")
    press.run()
    answer = browser.get("/preview/rain?rev=1")
    assert answer.status_code == 422
    assert "nobody" in answer.text


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_an_internal_error_reveals_no_details(
    desk: TestClient, monkeypatch: pytest.MonkeyPatch, accept: str
) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("a secret")

    browser = signed_in(TestClient(desk.app, raise_server_exceptions=False), "operator")
    monkeypatch.setattr("desk.pages.log.happenings", fail)
    answer = browser.http.get("/log", headers={"Accept": accept})
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert TOKENS["operator"] not in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert re.search(r"internal error [0-9a-f]{8}", answer.text)
