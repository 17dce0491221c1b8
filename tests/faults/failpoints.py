"""K3, K4 and A1: kill a process, or raise an error, at every place between two side effects.

`python -m tests.faults.failpoints [--actions kill,raise] [--times 1,2]` prints a JSON object per
case and exits 1 if any case broke a promise. Each case is a forked process that runs up to its
failpoint, and a second one that recovers from what the first one left. The intake has a real
stream, the stages and the site builder a real database, and storage is a folder.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import redis
import structlog
from sqlalchemy import create_engine, make_url

from tests.faults.alone import Press, journal

STAGES = ("ingest", "summarize", "render", "upload")
IN_A_STAGE = (
    "after_claim",
    "after_work",
    "before_commit",
    "after_commit",
    "after_hints",
    "after_receipts",
)
INTAKE = (
    "intake.after_read",
    "reception.before_commit",
    "reception.after_commit",
    "reception.after_hints",
    "intake.after_receipts",
    "intake.after_ack",
)
SITE = (
    "site.after_lease",
    "site.after_enter",
    "site.after_render",
    "site.after_rows",
    "site.after_put",
    "site.after_upload",
    "site.before_clear",
    "site.after_clear",
)
SHIPPING = ("ship.before_put", "ship.after_put")
PLACES = (
    *INTAKE,
    *(f"{stage}.{place}" for stage in STAGES for place in IN_A_STAGE),
    *SHIPPING,
    *SITE,
)
_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Case:
    """A failpoint, the action there, and at which visit it happens."""

    place: str
    action: str
    time: int

    @property
    def apart(self) -> bool:
        """Whether each stage has its own worker; otherwise one worker does all stages."""
        return (self.action == "kill") is (self.time > 1)

    def __str__(self) -> str:
        return f"{self.place}:{self.action}:{self.time}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one case."""

    case: str
    #: Whether the process reached the failpoint as often as the case needs.
    reached: bool
    broken: list[str]


def cases(actions: list[str], times: list[int]) -> Iterator[Case]:
    """Every place, combined with every action and every visit that is asked for."""
    for place in PLACES:
        for action in actions:
            for time in times:
                yield Case(place, action, time)


class Laboratory:
    """A prepared database, folder and stream; each case runs on a copy."""

    def __init__(self, root: Path, redis_url: str, database_url: str = "") -> None:
        self.root = root
        #: URL of a PostgreSQL server in which it creates its databases; SQLite if empty.
        self.database_url = database_url
        self.client = redis.Redis.from_url(redis_url)
        os.environ["MATBAA_REDIS_URL"] = redis_url
        os.environ |= {f"MATBAA_SITE_{each}_SECONDS": "0" for each in ("DEBOUNCE", "MAX_DELAY")}
        os.environ |= {"MATBAA_LOG_LEVEL": "CRITICAL"}
        self.prepared = root / "prepared"
        self.prepared.mkdir()
        self.client.flushall()
        self._copy_database(None, "prepared")
        _load(self._settled(self.prepared))
        self._forked(self.prepared, "", _prepare)
        self.redis_before = {key: self.client.dump(key) for key in self.client.scan_iter()}

    def run(self, case: Case) -> Outcome:
        """Run up to the failpoint, recover without it, and check the result."""
        folder = self.root / "case"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.prepared, folder)
        self._copy_database("prepared", "case")
        self._restore_redis()
        os.environ["MATBAA_FAULTS_APART"] = "1" if case.apart else ""
        ended = self._forked(folder, str(case), _publish)
        reached = (folder / "reached").exists() or os.WIFSIGNALED(ended)
        recovered = self._forked(folder, "", _recover)
        broken = [] if recovered == 0 else [f"recovery ended with {recovered}"]
        problems = folder / "broken.json"
        broken += json.loads(problems.read_text()) if problems.exists() else ["nothing was checked"]
        return Outcome(str(case), reached, broken)

    def _settled(self, folder: Path, failpoints: str = "") -> dict[str, str]:
        """The environment for a process that works in `folder`."""
        url = make_url(self.database_url).set(database=folder.name) if self.database_url else None
        return {
            "MATBAA_FAILPOINTS": failpoints,
            "MATBAA_DATABASE_URL": str(url) if url else f"sqlite:///{folder}/matbaa.db",
            "MATBAA_STORAGE_URL": f"file://{folder}/site",
        }

    def _forked(self, folder: Path, failpoints: str, play: Callable[[Path], None]) -> int:
        """Run `play` in a forked process; return its status as from waitpid."""
        pid = os.fork()
        if pid:
            return os.waitpid(pid, 0)[1]
        try:
            _settle_in(self._settled(folder, failpoints))
            signal.alarm(_SECONDS)
            play(folder)
        except BaseException:  # noqa: BLE001 -- a fork must not come back into its parent's code
            traceback.print_exc()
            os._exit(1)
        os._exit(0)

    def _copy_database(self, template: str | None, name: str) -> None:
        """Copy a PostgreSQL database; SQLite's is copied with its folder."""
        if not self.database_url:
            return
        engine = create_engine(self.database_url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            of = f' TEMPLATE "{template}"' if template else ""
            connection.exec_driver_sql(f'CREATE DATABASE "{name}"{of}')
        engine.dispose()

    def _restore_redis(self) -> None:
        self.client.flushall()
        for key, value in self.redis_before.items():
            if value is not None:
                self.client.restore(key, 0, value)


def _settle_in(env: Mapping[str, str]) -> None:
    """Switch this process to the environment `env`, and clear what it cached of another."""
    from matbaa.settings import get_settings
    from tasks import failpoints as places

    os.environ |= env
    get_settings.cache_clear()
    places._armed.cache_clear()


def _load(env: Mapping[str, str]) -> None:
    """Load once what every fork would otherwise load again."""
    from matbaa.settings import get_settings
    from tasks import warm_up

    _settle_in(env)
    from workers import logs
    from workers.celery import app

    logs.set_up(get_settings())  # so that log lines do not mix with the outcomes on stdout
    app.loader.import_default_modules()
    warm_up.load()


def _prepare(folder: Path) -> None:
    from models.migrate import migrate
    from models.session import get_engine

    migrate()
    with journal(folder):
        Press().submit(id="a", revision=1, title="Headline one of A", section="World")
        Press().take_in_and_follow()
    get_engine().dispose()


def _publish(folder: Path) -> None:
    from tasks.failpoints import FailpointReached

    with journal(folder):
        press = Press()
        press.submit(id="a", revision=2, title="Headline two of A", section="Sport")
        press.submit(id="b", revision=1, title="Headline of B", section="World")
        try:
            press.take_in_and_follow()
        except FailpointReached:
            (folder / "reached").touch()
        if press.broken:
            (folder / "reached").touch()


def _recover(folder: Path) -> None:
    from tests.faults import findings

    with journal(folder):
        press = Press()
        for _round in range(6):
            findings.let_time_pass()
            press.take_in_and_follow(upkeep=True)
        broken = findings.of_the_laboratory(folder, press.client)
    (folder / "broken.json").write_text(json.dumps(broken))


@contextmanager
def laboratory(database_url: str = "") -> Iterator[Laboratory]:
    """A laboratory with a Redis of its own, for as long as the block lasts."""
    from matbaa.embedded import free_port, valkey
    from matbaa.supervisor import Supervisor

    root = Path(tempfile.mkdtemp(prefix="matbaa-faults-"))
    port = free_port()
    server = valkey(root, port)
    supervisor = Supervisor([server], root / "logs", {})
    supervisor.start([server], seconds=60)
    try:
        with _as_it_was():
            yield Laboratory(root, f"redis://127.0.0.1:{port}/0", database_url)
    finally:
        supervisor.stop()
        shutil.rmtree(root, ignore_errors=True)


@contextmanager
def _as_it_was() -> Iterator[None]:
    """Restore the process's environment, settings and log set-up when the block ends."""
    from matbaa.settings import get_settings

    env, root = dict(os.environ), logging.getLogger()
    handlers, level = root.handlers, root.level
    try:
        yield
    finally:
        os.environ.clear()
        os.environ |= env
        root.handlers, root.level = handlers, level
        structlog.reset_defaults()
        get_settings.cache_clear()


def main(arguments: list[str] | None = None) -> int:
    """Run the cases; return 1 if one broke a promise."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.failpoints")
    parser.add_argument("--actions", default="kill,raise")
    parser.add_argument("--times", default="1,2")
    parser.add_argument("--places", default="", help="only names that begin with one of these")
    parser.add_argument("--database-url", default="", help="PostgreSQL server; SQLite if empty")
    asked = parser.parse_args(arguments)
    times = [int(word) for word in asked.times.split(",")]
    failed = 0
    with laboratory(asked.database_url) as lab:
        for case in cases(asked.actions.split(","), times):
            if case.place.startswith(tuple(asked.places.split(","))):
                outcome = lab.run(case)
                failed += bool(outcome.broken)
                sys.stdout.write(json.dumps(asdict(outcome)) + "\n")
                sys.stdout.flush()
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
