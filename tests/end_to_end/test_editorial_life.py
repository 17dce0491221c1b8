"""Editors' commands on published articles, and their effect for readers, on a running stack."""

from __future__ import annotations

import http.client
import json
import signal
import urllib.parse
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.conftest import Stack

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]  # a dozen commands of two seconds each
Eventually = Callable[..., None]


def look(url: str) -> tuple[int, str, str]:
    """Status, body and location of a response, without following redirects."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    try:
        connection.request("GET", parts.path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer.headers.get("Location", "")
    finally:
        connection.close()


def submit(stack: Stack, **fields: Any) -> dict[str, Any]:
    """The result of `matbaa submit --wait` for an article in our own JSON."""
    article = {"title": "The river rose", "body": "<p>Two bridges were closed.</p>", **fields}
    said = stack.run("submit", "--wait", "--json", "-", stdin=json.dumps(article))
    found: dict[str, Any] = json.loads(said.stdout)
    assert found["status"] == "published", said.stderr
    return found


def act(stack: Stack, *words: str) -> dict[str, Any]:
    """The result of an act that waits until it has taken full effect."""
    said = stack.run(*words, "--wait", "--json")
    assert said.returncode == 0, said.stderr
    found: dict[str, Any] = json.loads(said.stdout)
    return found


def test_an_article_is_corrected_moved_rolled_back_killed_and_restored(
    stack: Stack, eventually: Eventually
) -> None:
    url = submit(stack, id="life", slug="river")["url"]
    act(stack, "correct", "life", "--set", "title=The river sank", "--note", "It had sunk.")
    assert "It had sunk." in look(url)[1]

    moved = submit(stack, id="life", title="The river sank", slug="the-river")["url"]
    assert moved != url
    status, _body, leads = look(url)
    assert (status, urllib.parse.urlsplit(leads).path) == (301, urllib.parse.urlsplit(moved).path)

    act(stack, "roll-back", "life", "1", "--why", "the first was right")
    moved = json.loads(stack.run("status", "life", "--json").stdout)["url"]
    assert "The river rose" in look(moved)[1]

    report = act(stack, "kill", "life", "--why", "libel")
    assert look(moved)[0] == 410
    assert report["done"] == "taken down for good"
    eventually(lambda: "The river rose" not in look(stack.ready["site_url"] + "/")[1])

    act(stack, "kill", "life", "--answer", "missing")
    assert look(moved)[0] == 404
    act(stack, "restore", "life")
    assert look(moved)[0] == 200
    act(stack, "kill", "life", "--notice", "We were wrong about the river.")
    assert "We were wrong about the river." in look(moved)[1]

    events = json.loads(stack.run("status", "life", "--json").stdout)["events"]
    done = {each["what"]: each for each in events}
    assert {"correct", "roll_back", "kill", "restore"} <= set(done)
    assert all(each["who"] and each["at"] for each in events)
    assert "libel" in {each["why"] for each in events}


def test_an_article_expires_on_time(stack: Stack, eventually: Eventually) -> None:
    ends = datetime.now(UTC) + timedelta(seconds=25)
    url = submit(stack, id="short", slug="short", expire_at=ends.isoformat())["url"]
    assert look(url)[0] == 200
    eventually(lambda: look(url)[0] == 410, seconds=90)
    assert datetime.now(UTC) >= ends


@pytest.mark.faults
def test_an_embargo_survives_a_restart_and_ends_on_time(
    own_stack: Stack, eventually: Eventually
) -> None:
    own_stack.start()
    seconds = 40
    due = datetime.now(UTC) + timedelta(seconds=seconds)
    article = {"id": "later", "title": "Not yet", "body": "Wait.", "publish_at": due.isoformat()}
    own_stack.run("submit", "--json", "-", stdin=json.dumps(article))

    def steps() -> dict[str, str]:
        said = json.loads(own_stack.run("status", "later", "--json").stdout)
        return {step["name"]: step["at"] for step in said["revisions"][0]["steps"]}

    eventually(lambda: "ingested" in steps(), seconds=seconds - 10)
    own_stack.stop(signal.SIGKILL)
    own_stack.start()
    eventually(lambda: "published" in steps(), seconds=90)
    late = (datetime.fromisoformat(steps()["published"]) - due).total_seconds()
    assert 0 <= late < 5  # within a second on an idle machine
