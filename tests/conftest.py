"""Shared fixtures: a migrated database per test, storage in memory, one running stack for all."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from celery.signals import before_task_publish
from sqlalchemy import text

from matbaa.settings import get_settings
from matbaa.storage import MemoryStorage
from models import Base, Lane, State
from models.acceptance import accept
from models.entry import Answer, Entry
from models.migrate import migrate
from models.session import get_engine, make_engine, transaction
from tasks import neighbours, publications, site
from tests.entries import entry

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

# The first example of a property imports what it needs, and slowness on a busy machine is no
# failure.
hypothesis.settings.register_profile(
    "matbaa", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("matbaa")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run the tests that need only a database first, those that need the stack last."""
    items.sort(key=lambda item: item.get_closest_marker("stack") is not None)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """URL of a migrated database to copy, or of the PostgreSQL server given for the tests."""
    given = os.environ.get("MATBAA_TEST_DATABASE_URL")
    if given:
        engine = make_engine(given)
        migrate(engine)
        engine.dispose()
        return given
    file = tmp_path_factory.mktemp("database") / "empty.db"
    engine = make_engine(f"sqlite:///{file}")
    migrate(engine)
    engine.dispose()  # closing the last connection moves the write-ahead log into the file
    return f"sqlite:///{file}"


@pytest.fixture
def settings_env(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[pytest.MonkeyPatch]:
    """Settings for this test alone: no Redis, storage in memory."""
    monkeypatch.setenv("MATBAA_DATABASE_URL", f"sqlite:///{tmp_path}/matbaa.db")
    monkeypatch.setenv("MATBAA_REDIS_URL", "redis://127.0.0.1:1/0")
    monkeypatch.setenv("MATBAA_STORAGE_URL", "memory:")
    monkeypatch.setenv("MATBAA_SITE_DEBOUNCE_SECONDS", "0")
    monkeypatch.setenv("MATBAA_SITE_MAX_DELAY_SECONDS", "0")
    _forget()
    yield monkeypatch
    _forget()


def _forget() -> None:
    """Clear every cache that was filled from other settings."""
    get_settings.cache_clear()
    publications._storage.cache_clear()
    site._put_fixed_pages.cache_clear()
    neighbours.forget()


@pytest.fixture
def database(
    settings_env: pytest.MonkeyPatch, empty_database: str, tmp_path: Path
) -> Iterator[str]:
    """The URL of a migrated database that only this test uses."""
    if empty_database.startswith("sqlite"):
        file = tmp_path / "matbaa.db"
        shutil.copyfile(empty_database.removeprefix("sqlite:///"), file)
        url = f"sqlite:///{file}"
    else:
        url = empty_database
        _empty(url)
    settings_env.setenv("MATBAA_DATABASE_URL", url)
    get_settings.cache_clear()
    yield url
    get_engine().dispose()


def _empty(url: str) -> None:
    names = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
    engine.dispose()


@dataclass(slots=True)
class Press:
    """The pipeline without its broker: hints are collected, and run when a test says so."""

    hints: list[tuple[str, list[Any], str]] = field(default_factory=list)

    def submit(self, *entries: Entry) -> list[Answer]:
        """Accept entries as the intake does."""
        from tasks.pipeline import hint_stage

        with transaction() as session:
            answers = accept(session, entries)
        for lane in Lane:
            waiting = [a.revision_id for a in answers if a.revision_id and a.lane is lane]
            hint_stage(State.ACCEPTED, lane, waiting)
        return answers

    def article(self, **fields: Any) -> Answer:
        """Submit one article as our own JSON; `title` and `body` have defaults."""
        return self.submit(entry(**fields))[0]

    def step(self) -> str:
        """Run the oldest hint and return the name of its task."""
        from workers.celery import app

        name, args, _queue = self.hints.pop(0)
        app.tasks[name].run(*args)
        return name

    def run(self) -> None:
        """Run hints until none are left."""
        while self.hints:
            self.step()

    @property
    def storage(self) -> MemoryStorage:
        """The storage of the only site."""
        storage = publications.storage_of("main")
        assert isinstance(storage, MemoryStorage)
        return storage


@pytest.fixture
def press(database: str) -> Iterator[Press]:
    """The pipeline on its own database and with storage in memory."""
    from workers.celery import app

    app.loader.import_default_modules()
    app.set_default()
    app.conf.update(broker_url="memory://")
    press = Press()

    def note(sender: str, body: Any, routing_key: str, **_kwargs: Any) -> None:
        press.hints.append((sender, list(body[0]), routing_key))

    before_task_publish.connect(note, weak=False)
    yield press
    before_task_publish.disconnect(note)


@dataclass(slots=True)
class Stack:
    """A running `matbaa up`, with methods that stop and start it."""

    data_dir: Path
    process: subprocess.Popen[bytes] | None = None
    ready: dict[str, Any] = field(default_factory=dict)
    #: `MATBAA_*` variables to start it with.
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def env(self) -> dict[str, str]:
        """The environment that commands need to reach this stack."""
        return {**os.environ, **self.settings, **self.ready["env"]}

    def start(self, *options: str, seconds: float = 180) -> None:
        """Start the stack and wait until it is ready."""
        ready_file = self.data_dir.with_suffix(".json")
        ready_file.unlink(missing_ok=True)
        command = [sys.executable, "-m", "matbaa.cli", "up", "--ports", "auto"]
        command += ["--data-dir", str(self.data_dir), "--ready-file", str(ready_file), *options]
        bare = {name: it for name, it in os.environ.items() if not name.startswith("MATBAA_")}
        bare |= self.settings
        with self.data_dir.with_suffix(".log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, stdout=log, stderr=log, env=bare | self.settings
            )
        deadline = time.monotonic() + seconds
        while not ready_file.exists():
            assert self.process.poll() is None, self.data_dir.with_suffix(".log").read_text()
            assert time.monotonic() < deadline, "the stack was not ready in time"
            time.sleep(0.05)
        self.ready = json.loads(ready_file.read_text())

    def stop(self, number: int = signal.SIGTERM) -> None:
        """Send a signal and wait until the process ends."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait(60)

    def run(self, *arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run `matbaa ...` against this stack."""
        return subprocess.run(
            [sys.executable, "-m", "matbaa.cli", *arguments],
            cwd=ROOT,
            env=self.env,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A real stack, started once for all tests that need one."""
    stack = Stack(tmp_path_factory.mktemp("stack") / "data")
    stack.start()
    yield stack
    stack.stop()


@pytest.fixture
def own_stack(tmp_path: Path) -> Iterator[Stack]:
    """A stack of its own for a test that may kill it."""
    stack = Stack(tmp_path / "data")
    yield stack
    stack.stop()


@pytest.fixture
def shared() -> Path:
    """The folder of corpora next to the checkout."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here")
    return SHARED


@pytest.fixture
def eventually() -> Callable[[Callable[[], bool]], None]:
    """Wait until a condition holds, or fail."""

    def wait(condition: Callable[[], bool], seconds: float = 20.0) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, "did not come true in time"
            time.sleep(0.02)

    return wait
