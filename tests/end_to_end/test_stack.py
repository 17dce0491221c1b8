"""The whole system from one command: a Redis queue, Celery workers and object storage."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
import redis

from tests.conftest import ROOT, Stack

pytestmark = pytest.mark.stack
Eventually = Callable[..., None]
SEED = ROOT / "samples" / "seed.txt"


def get(url: str) -> tuple[int, bytes, Message]:
    """Status, body and headers of a response to a reader."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.read(), error.headers


def client_of(stack: Stack) -> Any:
    """A plain Redis client, such as any producer has."""
    return redis.Redis.from_url(stack.ready["redis_url"], decode_responses=True)


def receipt(client: Any, key: str) -> dict[str, Any]:
    """The current receipt."""
    said: dict[str, Any] = json.loads(client.get(f"matbaa:receipt:{key}") or "{}")
    return said


def test_the_first_real_input_becomes_a_page_that_readers_can_open(stack: Stack) -> None:
    result = stack.run("submit", "--wait", "--json", str(SEED))
    said = json.loads(result.stdout)
    status, body, headers = get(said["url"])
    assert (result.returncode, said["status"], status) == (0, "published", 200)
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert '<html lang="ar" dir="rtl"' in body.decode()
    assert "جولة ثانية من المحادثات الروسية الأمريكية في إسطنبول" in body.decode()


def test_an_interrupted_submission_says_what_was_submitted(
    stack: Stack, eventually: Eventually, tmp_path: Path
) -> None:
    story = tmp_path / "story.json"
    story.write_text('{"id": "cut-short", "title": "The ferry is late", "body": "<p>Fog.</p>"}')
    process = subprocess.Popen(
        [sys.executable, "-m", "matbaa.cli", "submit", str(story), "-"],
        env=stack.env,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    eventually(lambda: stack.run("status", "cut-short").returncode == 0)
    process.send_signal(signal.SIGINT)  # while it waits for a document from stdin
    _out, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "1 submitted before this, the last of them story.json" in told


def test_a_plain_xadd_of_json_publishes_an_article(stack: Stack, eventually: Eventually) -> None:
    client = client_of(stack)
    article = {"id": "bare", "title": "A bare entry", "body": "<p>Put there by any client.</p>"}
    key = client.xadd("matbaa:inbox", {"article": json.dumps(article)})

    eventually(lambda: receipt(client, key).get("status") == "published")
    assert b"A bare entry" in get(receipt(client, key)["url"])[1]
    eventually(lambda: b"A bare entry" in get(stack.ready["site_url"])[1])


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"article": "{nope"}, "JSON"),
        ({"article": b'\xff\xfe{"title": "x"}'}, "UTF-8"),
        ({"article": json.dumps({"title": "x", "body": 7})}, "body"),
        ({"article": json.dumps({"title": "x", "body": "y", "published": "soon"})}, "published"),
        ({"article": json.dumps({"content": "x", "format": "quark"})}, "format"),
        ({"article": json.dumps({"title": "x", "body": ""})}, "body"),
        ({"text": "hello"}, "article"),
        ({"article": " " * 9_000_000}, "bytes"),
    ],
    ids=["json", "utf8", "type", "date", "format", "empty", "field", "size"],
)
def test_bad_input_is_rejected_with_the_reason_and_the_next_article_is_published(
    stack: Stack, eventually: Eventually, fields: dict[str, str | bytes], word: str
) -> None:
    client = client_of(stack)
    bad = client.xadd("matbaa:inbox", fields)
    good = client.xadd(
        "matbaa:inbox", {"article": json.dumps({"title": f"After {bad}", "body": f"{bad} text."})}
    )

    eventually(lambda: receipt(client, bad).get("status") == "rejected")
    assert word in receipt(client, bad)["reason"]
    eventually(lambda: receipt(client, good).get("status") == "published")


def test_the_command_line_reports_a_rejection_by_its_exit_code(stack: Stack) -> None:
    result = stack.run("submit", "--wait", "-", stdin='{"title": "x", "body": 7}')
    assert result.returncode == 3
    assert "body" in result.stdout


def test_an_address_without_a_page_gets_the_sites_own_404(stack: Stack) -> None:
    status, body, headers = get(f"{stack.ready['site_url']}/nowhere/")
    assert status == 404
    assert b"<html" in body
    assert headers["Content-Type"].startswith("text/html")


def test_a_directory_without_its_slash_redirects_to_it(stack: Stack) -> None:
    url = json.loads(stack.run("submit", "--wait", "--json", str(SEED)).stdout)["url"]
    assert get(url.rstrip("/"))[0] == 200


@pytest.mark.faults
def test_a_killed_stack_publishes_everything_after_its_restart(
    own_stack: Stack, eventually: Eventually
) -> None:
    own_stack.start()
    client = redis.Redis.from_url(own_stack.ready["redis_url"])
    pipe = client.pipeline(transaction=False)
    for number in range(200):
        article = {"id": f"a{number}", "title": f"Story {number}", "body": f"<p>Text {number}.</p>"}
        pipe.xadd("matbaa:inbox", {"article": json.dumps(article)})
    pipe.execute()
    own_stack.stop(signal.SIGKILL)
    own_stack.start()

    def live() -> int:
        import sqlite3

        path = urllib.parse.urlsplit(own_stack.ready["database_url"]).path
        with sqlite3.connect(path) as connection:
            query = "SELECT count(*) FROM articles WHERE live"
            return int(connection.execute(query).fetchone()[0])

    eventually(lambda: live() == 200, seconds=90)
