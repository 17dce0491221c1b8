"""The commands as they are typed, where a service is away: a sentence, a remedy and an exit code."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from matbaa.errors import ServiceUnavailable
from models import session
from tests.conftest import ROOT, Press

Typed = Callable[..., subprocess.CompletedProcess[str]]
UNREACHABLE = 6
NOWHERE = "postgresql+psycopg://somebody@127.0.0.1:1/nothing"


@pytest.fixture
def typed(press: Press, database: str, tmp_path: Path) -> Typed:
    """Run `matbaa ...` as a process of its own; Redis is away, and one article is under way."""
    press.article(id="river", title="The river rose")
    env = {**os.environ, "MATBAA_DATABASE_URL": database}
    env |= {"MATBAA_REDIS_URL": "redis://127.0.0.1:1/0", "MATBAA_STORAGE_URL": f"file://{tmp_path}"}

    def run(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "matbaa.cli", *words],
            cwd=ROOT,
            env=env | settings,
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )

    return run


@pytest.mark.parametrize("words", ["status", "show river", "kill river"])
def test_without_a_database_a_command_says_so_and_whom_to_ask(typed: Typed, words: str) -> None:
    said = typed(*words.split(), MATBAA_DATABASE_URL=NOWHERE)
    assert said.returncode == UNREACHABLE
    assert said.stderr.startswith("matbaa: database: ")
    assert "matbaa doctor" in said.stderr
    assert "Traceback" not in said.stderr


def test_without_redis_what_is_kept_is_shown_and_acted_on(typed: Typed) -> None:
    assert "river" in typed("list").stdout
    killed = typed("kill", "river", "--why", "a test")
    assert (killed.returncode, "taken down" in killed.stdout) == (0, True)


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("MATBAA_DATABASE_URL", "foo", "write postgresql+psycopg://user:password@host/name"),
        ("MATBAA_REDIS_URL", "http://127.0.0.1:1/0", "write redis://127.0.0.1:6379/0"),
        ("MATBAA_STORAGE_URL", "bucket", "write s3://bucket/prefix, or file:///folder"),
        ("MATBAA_BATCH", "many", "must be a whole number"),
    ],
)
def test_a_setting_that_cannot_be_is_named_with_what_to_write(
    typed: Typed, variable: str, value: str, said: str
) -> None:
    answer = typed("status", **{variable: value})
    assert answer.returncode == 2
    assert f"{variable}: " in answer.stderr
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr


def test_without_its_storage_the_doctor_names_the_settings(typed: Typed) -> None:
    away = {"MATBAA_STORAGE_URL": "s3://nothing", "MATBAA_S3_ENDPOINT_URL": "http://127.0.0.1:1"}
    keys = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}
    said = typed("doctor", "--json", **away, **keys)
    assert said.returncode == UNREACHABLE
    assert "MATBAA_S3_ENDPOINT_URL" in said.stdout


def test_a_locked_database_is_waited_for_as_long_as_a_person_would(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not database.startswith("sqlite"):
        pytest.skip("PostgreSQL locks no database")
    monkeypatch.setitem(session._waits, "sqlite", 30)  # as it was, afterwards
    session.have_somebody_wait()
    holder = sqlite3.connect(database.removeprefix("sqlite:///"), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    with pytest.raises(ServiceUnavailable, match="locked"), session.transaction() as writer:
        writer.execute(text("SELECT 1"))
    holder.close()
    assert time.monotonic() - began < 20  # half a minute is what a worker waits
