"""Commands while a service is unavailable: one sentence, a remedy and an exit code."""

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
    """Run `matbaa ...` as a separate process; Redis is unavailable, one article is in progress."""
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
def test_a_command_without_a_database_says_so_and_names_the_doctor(
    typed: Typed, words: str
) -> None:
    said = typed(*words.split(), MATBAA_DATABASE_URL=NOWHERE)
    assert said.returncode == UNREACHABLE
    assert said.stderr.startswith("matbaa: database: ")
    assert "matbaa doctor" in said.stderr
    assert "Traceback" not in said.stderr


def test_list_and_kill_work_without_redis(typed: Typed) -> None:
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
def test_an_invalid_setting_is_named_with_a_remedy(
    typed: Typed, variable: str, value: str, said: str
) -> None:
    answer = typed("status", **{variable: value})
    assert answer.returncode == 2
    assert f"{variable}: " in answer.stderr
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr


def test_the_doctor_names_the_settings_of_unavailable_storage(typed: Typed) -> None:
    away = {"MATBAA_STORAGE_URL": "s3://nothing", "MATBAA_S3_ENDPOINT_URL": "http://127.0.0.1:1"}
    keys = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}
    said = typed("doctor", "--json", **away, **keys)
    assert said.returncode == UNREACHABLE
    assert "MATBAA_S3_ENDPOINT_URL" in said.stdout


def test_a_command_waits_only_shortly_for_a_locked_database(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not database.startswith("sqlite"):
        pytest.skip("PostgreSQL locks no database")
    monkeypatch.setitem(session._waits, "sqlite", 30)  # restored after the test
    session.have_somebody_wait()
    holder = sqlite3.connect(database.removeprefix("sqlite:///"), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    with pytest.raises(ServiceUnavailable, match="locked"), session.transaction() as writer:
        writer.execute(text("SELECT 1"))
    holder.close()
    assert time.monotonic() - began < 20  # a worker waits for half a minute
