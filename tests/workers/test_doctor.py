"""`matbaa doctor`, with its own Redis and with real workers."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text, update

from matbaa.settings import get_settings
from models import Lane, Revision
from models.base import db_now
from models.session import transaction
from tasks.queues import Queue
from tests.conftest import Press
from tests.servers import running_redis
from tests.workers.conftest import Run
from workers.commands import surroundings

_NO_BULK = ",".join(queue.value for queue in Queue if not queue.value.startswith("bulk."))


@pytest.fixture
def redis(settings_env: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Run a Redis for the test."""
    with running_redis(tmp_path / "redis") as port:
        settings_env.setenv("MATBAA_REDIS_URL", f"redis://127.0.0.1:{port}/0")
        get_settings.cache_clear()
        yield


@contextmanager
def celery(*arguments: str) -> Iterator[None]:
    """Run a worker or a beat in a process of its own."""
    command = (sys.executable, "-m", "celery", "--app=workers.celery", *arguments)
    process = subprocess.Popen(command, env=os.environ, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.kill()
        process.wait()


def checks(run: Run) -> dict[str, dict[str, Any]]:
    """The doctor's checks, by name."""
    return {check["name"]: check for check in json.loads(run("doctor", "--json").stdout)["checks"]}


def once(name: str, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """A check as soon as it satisfies a condition, or as it is after a minute.

    The doctor runs in a separate process, whose broker is the one in the settings.
    """
    command = (sys.executable, "-m", "matbaa.cli", "doctor", "--json")
    end = time.monotonic() + 60
    while True:
        said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        found = next(check for check in json.loads(said)["checks"] if check["name"] == name)
        if holds(found) or time.monotonic() > end:
            return dict(found)


def test_doctor_names_the_fault_and_the_remedy(newsroom: Press, run: Run) -> None:
    result = run("doctor", "--json")
    checks = {check["name"]: check for check in json.loads(result.stdout)["checks"]}
    assert result.exit_code == 6
    assert {name for name, check in checks.items() if not check["ok"]} == {"redis"}
    assert "MATBAA_REDIS_URL" in checks["redis"]["remedy"]
    assert "BAD redis" in run("doctor").stdout


def test_doctor_reports_missing_workers_for_the_language_model(
    newsroom: Press, run: Run, redis: None, settings_env: pytest.MonkeyPatch
) -> None:
    settings_env.setenv("MATBAA_LLM_BASE_URL", "http://127.0.0.1:9/v1")
    get_settings.cache_clear()
    model = checks(run)["model"]
    assert model["found"] == "no worker reads bulk.llm, llm"
    assert "--profile llm" in model["remedy"]


def test_doctor_names_queues_without_a_worker(newsroom: Press, run: Run, redis: None) -> None:
    found = checks(run)
    bad = {name for name, check in found.items() if not check["ok"]}
    assert bad == {"workers", "intake", "beat"}
    assert found["workers"]["found"].startswith("no worker reads bulk.ingest, ")
    assert not {"llm", "pictures"} & set(found["workers"]["found"].replace(",", "").split())


def test_doctor_reports_missing_workers_for_pictures_only_if_they_are_fetched(
    newsroom: Press, run: Run, redis: None, settings_env: pytest.MonkeyPatch
) -> None:
    settings_env.setenv("MATBAA_FETCH_IMAGES", "true")
    get_settings.cache_clear()
    assert "pictures" in checks(run)["workers"]["found"]


def test_doctor_reports_missing_workers_for_bulk_work_only_if_some_waits(
    press: Press, redis: None
) -> None:
    with celery("worker", "--pool=solo", f"--queues={_NO_BULK}"):
        idle = once("workers", lambda check: check["ok"])
        assert (
            idle["found"] == "no worker for bulk work, but none is waiting; no article is waiting"
        )
        press.article(id="archive", lane=Lane.BULK)
        waiting = once("workers", lambda check: not check["ok"])
        assert waiting["found"].startswith("no worker reads bulk.ingest, ")


def test_doctor_knows_when_beat_last_ran(press: Press, run: Run, redis: None) -> None:
    never = checks(run)["beat"]
    assert (never["ok"], never["found"]) == (False, "has not run in the past day")
    assert "celery --app=workers.celery beat" in never["remedy"]
    with celery("beat"):
        assert once("beat", lambda check: check["ok"])["found"].startswith("last ran ")


@pytest.mark.parametrize(
    ("template", "found"),
    [
        (None, "no theme 'own' in"),
        ("{% block body %}", "theme 'own': article.html, line 1: Unexpected end of template"),
    ],
)
def test_doctor_reports_a_theme_that_cannot_render_pages(
    settings_env: pytest.MonkeyPatch, tmp_path: Path, template: str | None, found: str
) -> None:
    shutil.copytree(get_settings().templates_dir / "default", tmp_path / "default")
    if template is not None:
        (tmp_path / "own").mkdir()
        (tmp_path / "own" / "article.html").write_text(template)
    settings_env.setenv("MATBAA_TEMPLATES_DIR", str(tmp_path))
    settings_env.setenv("MATBAA_THEME", "own")
    get_settings.cache_clear()
    is_good, said, remedy = surroundings.settings()
    assert not is_good
    assert found in said
    assert "MATBAA_THEME" in remedy


def test_doctor_recognizes_a_misspelt_setting(
    newsroom: Press, run: Run, settings_env: pytest.MonkeyPatch
) -> None:
    assert checks(run)["settings"]["ok"]
    settings_env.setenv("MATBAA_MAX_ATEMPTS", "3")
    check = checks(run)["settings"]
    assert not check["ok"]
    assert "MATBAA_MAX_ATEMPTS" in check["found"]
    assert "MATBAA_MAX_ATTEMPTS" in check["remedy"]


@pytest.mark.parametrize(
    ("command", "remedy"),
    [
        ("CONFIG SET maxmemory 1", "raise maxmemory"),
        ("REPLICAOF 127.0.0.1 1", "the primary server"),
    ],
)
def test_doctor_reports_a_redis_that_takes_no_writes(
    newsroom: Press, run: Run, redis: None, command: str, remedy: str
) -> None:
    with surroundings.connected() as client:
        client.execute_command(*command.split())
    check = checks(run)["redis"]
    assert (check["ok"], "takes no writes" in check["found"]) == (False, True)
    assert remedy in check["remedy"]


def test_doctor_needs_no_rights_of_an_administrator_in_redis(
    newsroom: Press, run: Run, redis: None, settings_env: pytest.MonkeyPatch
) -> None:
    rights = ["on", ">secret", "~*", "&*", "+@all", "-@admin", "-@dangerous", "+info"]
    with surroundings.connected() as client:
        client.execute_command("ACL", "SETUSER", "desk", *rights)
    address = get_settings().redis_url.replace("redis://", "redis://desk:secret@")
    settings_env.setenv("MATBAA_REDIS_URL", address)
    get_settings.cache_clear()
    assert checks(run)["redis"]["ok"]


def test_doctor_reports_a_disk_without_room_for_submissions(
    newsroom: Press, run: Run, settings_env: pytest.MonkeyPatch, database: str
) -> None:
    if not database.startswith("sqlite"):
        pytest.skip("only SQLite's disk is looked at")
    settings_env.setenv("MATBAA_MIN_FREE_BYTES", str(10**18))
    get_settings.cache_clear()
    check = checks(run)["database"]
    assert (check["ok"], "MATBAA_MIN_FREE_BYTES" in check["found"]) == (False, True)
    assert "free space" in check["remedy"]


def test_doctor_says_why_the_oldest_article_waits(newsroom: Press, run: Run, redis: None) -> None:
    newsroom.article(id="late", title="The late train")
    long_ago = db_now(-3_600)
    with transaction() as session:
        session.execute(
            update(Revision)
            .where(Revision.article_id == "late")
            .values(state_at=long_ago, created_at=long_ago, error="storage: no room on its disk")
        )
    found = checks(run)["workers"]["found"]
    assert "late has been accepted for " in found
    assert found.endswith(" s: storage: no room on its disk")


def test_doctor_tells_a_database_of_a_newer_version_from_an_older_one(
    newsroom: Press, run: Run
) -> None:
    with transaction() as session:
        before = session.scalar(text("SELECT version_num FROM alembic_version"))
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    try:
        assert "run that version" in checks(run)["migrations"]["remedy"]
        assert "run that version" in run("migrate", "--check").stdout
    finally:
        with transaction() as session:
            session.execute(text(f"UPDATE alembic_version SET version_num = '{before}'"))
