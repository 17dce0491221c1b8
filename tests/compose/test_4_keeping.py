"""Published articles survive `down` and `up`, an upgrade, and the loss of the machine."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.compose.newsroom import Newsroom
from tests.compose.stack import ROOT, Stack

pytestmark = [pytest.mark.compose, pytest.mark.timeout(600)]

_OURS = ("intake", "worker", "upload", "bulk", "beat", "desk")
_ONE_BACK = """
from alembic import command
from models.migrate import config
from models.session import get_engine
with get_engine().begin() as connection:
    settings = config()
    settings.attributes["connection"] = connection
    command.downgrade(settings, "-1")
"""


def _pages(stack: Stack) -> dict[str, str]:
    """Path and hash of every page on storage."""
    rows = stack.sql("SELECT path, uploaded_sha256 FROM pages WHERE article_id IS NOT NULL")
    return {row[0]: row[1] for row in rows}


def _settled(stack: Stack, quiet: float = 12) -> dict[str, str]:
    """The same once it no longer changes: a page is rendered again when another follows it."""
    deadline = time.monotonic() + 120
    found: dict[str, str] = {}
    while found != (now := _pages(stack)):
        assert time.monotonic() < deadline
        found = now
        time.sleep(quiet)
    return found


def test_everything_is_unchanged_after_down_and_up(stack: Stack) -> None:
    with Newsroom(stack, "kept") as newsroom:
        stack.publish("before-down")
    assert newsroom.wait() == set()
    before = _settled(stack)
    stack.compose("down", "--timeout", "30")
    stack.up()
    assert _pages(stack) == before
    assert newsroom.unreadable() == []
    stack.publish("after-down")


def test_an_upgrade_from_the_previous_version_keeps_the_data(stack: Stack) -> None:
    stack.publish("before-upgrade")
    before = stack.sql("SELECT id, published_rev FROM articles ORDER BY id")
    newest = stack.sql("SELECT version_num FROM alembic_version")
    stack.compose("stop", *_OURS)
    stack.compose("run", "--rm", "-T", "migrate", "python", "-", stdin=_ONE_BACK)
    assert stack.sql("SELECT version_num FROM alembic_version") != newest
    stack.up()
    assert stack.sql("SELECT version_num FROM alembic_version") == newest
    assert stack.sql("SELECT id, published_rev FROM articles ORDER BY id") == before
    stack.publish("after-upgrade")


def test_a_backup_restores_everything(stack: Stack, tmp_path: Path) -> None:
    stack.publish("saved")
    before = _settled(stack)
    stack.run(str(ROOT / "deploy" / "backup"), str(tmp_path))
    stack.publish("too-late")
    stack.down()
    stack.run(str(ROOT / "deploy" / "restore"), str(tmp_path))
    stack.up()
    assert _pages(stack) == before
    path = stack.sql("SELECT path FROM articles WHERE id = 'saved'")[0][0]
    assert stack.site(f"/{path}").status == 200
    assert stack.sql("SELECT 1 FROM articles WHERE id = 'too-late'") == []
    stack.publish("after-restore")


def test_no_service_was_refused_a_right_that_it_needs(stack: Stack) -> None:
    logs = stack.compose("logs", "--no-color", "--no-log-prefix")
    refused = ("NOPERM", "permission denied for", "Read-only file system")
    assert [line for line in logs.splitlines() if any(word in line for word in refused)] == []
