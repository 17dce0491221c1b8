"""Editors' commands at a terminal: reports of invalid values, and times as people write them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import Result

from matbaa.errors import Rejected
from matbaa.settings import get_settings
from tests.conftest import Press
from tests.workers.conftest import Run


def published_at(run: Run) -> datetime:
    """The time for which the newest revision is scheduled."""
    shown: Result = run("status", "later", "--json")
    said = json.loads(shown.stdout)["revisions"][0]["publish_at"]
    return datetime.fromisoformat(said)


@pytest.fixture
def later(press: Press) -> Press:
    """An article under embargo."""
    press.article(id="later", publish_at="2998-01-01T00:00:00Z")
    press.run()
    return press


@pytest.mark.usefixtures("later")
def test_a_time_span_counts_from_now(run: Run) -> None:
    assert run("schedule", "later", "2h", "--why", "after the match").exit_code == 0
    apart = published_at(run) - datetime.now(UTC) - timedelta(hours=2)
    assert abs(apart) < timedelta(minutes=1)


@pytest.mark.usefixtures("later")
def test_a_time_without_an_offset_is_in_the_sites_zone(
    run: Run, settings_env: pytest.MonkeyPatch
) -> None:
    settings_env.setenv("MATBAA_TIMEZONE", "Asia/Riyadh")
    get_settings.cache_clear()
    assert run("schedule", "later", "2999-04-10T08:30").exit_code == 0
    assert published_at(run) == datetime(2999, 4, 10, 5, 30, tzinfo=UTC)
    assert run("schedule", "later", "2999-04-10T08:30+00:00").exit_code == 0
    assert published_at(run) == datetime(2999, 4, 10, 8, 30, tzinfo=UTC)


@pytest.mark.usefixtures("newsroom")
def test_an_error_in_a_json_value_names_the_field(run: Run) -> None:
    refused = run("correct", "river", "--set", "tags=[rain").exception
    assert isinstance(refused, Rejected)
    assert str(refused).startswith("tags: not JSON: ")


@pytest.mark.usefixtures("newsroom")
@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        ("correct river", "--note"),
        ("retry --all --with nowhere.json", "nowhere.json"),
        ("schedule river tomorrow", "2h"),
        ("schedule river 9999999d", "too long"),
    ],
)
def test_a_missing_argument_is_a_usage_error_that_names_it(
    run: Run, words: str, remedy: str
) -> None:
    said = run(*words.split())
    assert said.exit_code == 2
    assert remedy in said.output


@pytest.mark.usefixtures("newsroom")
@pytest.mark.parametrize("words", ["kill --section Nowhere", "retry --stage upload"])
def test_a_filter_that_finds_nothing_says_so(run: Run, words: str) -> None:
    said = run(*words.split())
    assert (said.exit_code, said.stdout) == (0, "")
    assert "matches" in said.stderr
