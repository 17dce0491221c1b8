"""`matbaa up`: runs the whole installation on one machine by one command."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from matbaa.embedded import answers_http, seaweedfs, valkey
from matbaa.errors import PermanentError
from matbaa.settings import get_settings
from matbaa.stack_files import Addresses, Kept
from matbaa.supervisor import Program, Supervisor

#: The default ports of the stack.
DEFAULT_PORTS = {"redis": 16379, "s3": 18333, "site": 8080, "desk": 8081}
_BUCKET = "site"
_NEWS_QUEUES = "ingest,summarize,render,upload,site,upkeep"
_PICTURE_QUEUES = "pictures"
_LLM_QUEUES = "llm"
_BULK_LLM_QUEUES = "bulk.llm"
_BULK_QUEUES = "bulk.ingest,bulk.summarize,bulk.render,bulk.upload"
#: How long to wait until all programs are ready, with time to spare on a busy machine. A program
#: that ends before it is ready is reported at once.
_START_SECONDS = 600.0


@dataclass(slots=True)
class Stack:
    """The stack that `matbaa up` runs, with its options."""

    data_dir: Path
    #: Ports by service; None means any free port.
    ports: dict[str, int | None] = field(default_factory=lambda: dict(DEFAULT_PORTS))
    concurrency: int = 2
    ready_file: Path | None = None
    site_name: str | None = None
    say: Callable[[str], None] = print
    on_ready: Callable[[dict[str, Any]], None] = lambda _ready: None

    def run(self, stop: threading.Event | None = None) -> None:
        """Run until SIGTERM, SIGINT or `stop`. Raises PermanentError if the stack cannot start."""
        stop = stop or threading.Event()
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stop.set())
        self.data_dir = self.data_dir.resolve()
        self.data_dir.mkdir(parents=True, exist_ok=True)
        if self.ready_file:
            self.ready_file.parent.mkdir(parents=True, exist_ok=True)
        with _only_one(self.data_dir):
            self._run(stop)

    def _run(self, stop: threading.Event) -> None:
        kept = Kept.of(self.data_dir, self.ports)
        env = self._env(kept)
        addresses = Addresses(self._ready_files(), self.say)
        addresses.withdraw()  # files of a stack that was killed
        supervisor = Supervisor(self._programs(kept, env), self.data_dir / "logs", env)
        try:
            self._start(supervisor, env)
            ready = self._ready(supervisor, kept, env)
            addresses.tell(ready)
            self.on_ready(ready)
            while not stop.wait(0.1):
                for line in supervisor.look_after():
                    self.say(line)
                    addresses.tell(ready | {"processes": _pids(supervisor)})
                addresses.insist()
        finally:
            supervisor.stop()
            addresses.withdraw()

    def _ready_files(self) -> list[Path]:
        """Files with the addresses of the stack: in its data directory, and the requested one."""
        return [self.data_dir / "ready.json", *([self.ready_file] if self.ready_file else [])]

    def _start(self, supervisor: Supervisor, env: dict[str, str]) -> None:
        servers = [program for program in supervisor.programs if program.rank == 0]
        migration = subprocess.Popen(
            [sys.executable, "-m", "models.migrate"],
            env={**os.environ, **env},
            stderr=subprocess.PIPE,
        )
        supervisor.start(servers, seconds=_START_SECONDS)
        _stdout, problem = migration.communicate(timeout=_START_SECONDS)
        if migration.returncode != 0:
            raise PermanentError(f"the database could not be migrated:\n{problem.decode()[-2000:]}")
        others = [program for program in supervisor.programs if program.rank > 0]
        supervisor.start(others, seconds=_START_SECONDS)

    def _env(self, kept: Kept) -> dict[str, str]:
        ports = kept.ports
        env = {
            "MATBAA_DATABASE_URL": f"sqlite:///{self.data_dir}/matbaa.db",
            "MATBAA_REDIS_URL": f"redis://127.0.0.1:{ports.redis}/0",
            "MATBAA_STORAGE_URL": f"s3://{_BUCKET}",
            "MATBAA_S3_ENDPOINT_URL": f"http://127.0.0.1:{ports.s3}",
            "MATBAA_BASE_URL": f"http://127.0.0.1:{ports.site}",
            "MATBAA_DESK_URL": f"http://127.0.0.1:{ports.desk}",
            "MATBAA_DESK_TOKEN": kept.desk_token,
            "AWS_ACCESS_KEY_ID": kept.access_key,
            "AWS_SECRET_ACCESS_KEY": kept.secret_key,
            "AWS_DEFAULT_REGION": "us-east-1",
        }
        given = {name: os.environ[name] for name in _OWN_TO_KEEP if name in os.environ}
        return env | given

    def _programs(self, kept: Kept, env: dict[str, str]) -> list[Program]:
        ports = kept.ports
        keys = {name: value for name, value in env.items() if name.startswith("AWS_")}
        run = self.data_dir / "run"
        run.mkdir(exist_ok=True)
        return [
            valkey(self.data_dir, ports.redis),
            seaweedfs(self.data_dir, ports.s3, ports.parts, keys),
            _python("intake", run, "-m", "workers.intake"),
            _worker("worker", run, _NEWS_QUEUES, self.concurrency),
            _worker("bulk", run, _BULK_QUEUES, 1, niceness=10),
            *self._picture_workers(run),
            *_llm_workers(run),
            _python("beat", run, "-m", "celery", "-A", "workers.celery", "beat"),
            _server("site", "desk.site:app", ports.site),
            _server("desk", "desk.app:app", ports.desk),
        ]

    def _picture_workers(self, run: Path) -> list[Program]:
        """Workers for pictures, if these are fetched: separate, as other servers may be slow."""
        if not get_settings().fetch_images:
            return []
        return [_worker("pictures", run, _PICTURE_QUEUES, 2, niceness=10)]

    def _ready(self, supervisor: Supervisor, kept: Kept, env: dict[str, str]) -> dict[str, Any]:
        return {
            "redis_url": env["MATBAA_REDIS_URL"],
            "database_url": env["MATBAA_DATABASE_URL"],
            "storage_url": env["MATBAA_STORAGE_URL"],
            "s3_endpoint_url": env["MATBAA_S3_ENDPOINT_URL"],
            "site_url": f"http://127.0.0.1:{kept.ports.site}",
            "desk_url": f"http://127.0.0.1:{kept.ports.desk}",
            "desk_token": kept.desk_token,
            "env": env,
            "processes": _pids(supervisor),
        }


#: Settings in the caller's environment that the stack does not override.
_OWN_TO_KEEP = ("MATBAA_BASE_URL", "MATBAA_DATABASE_URL", "MATBAA_DESK_TOKEN")


def _python(name: str, run: Path, *arguments: str, niceness: int = 0) -> Program:
    sign = run / f"{name}.alive"
    sign.unlink(missing_ok=True)
    return Program(
        name,
        [sys.executable, *arguments],
        env={"MATBAA_HEARTBEAT_FILE": str(sign), "PYTHONUNBUFFERED": "1"},
        is_ready=sign.exists,
        stop_seconds=30,
        rank=1,
        is_needed=not niceness,  # what yields to others may be slow on a busy machine
        niceness=niceness,
    )


def _worker(name: str, run: Path, queues: str, concurrency: int, niceness: int = 0) -> Program:
    arguments = ["-m", "celery", "-A", "workers.celery", "worker", "-n", f"{name}@%h", "-Q", queues]
    arguments += ["-c", str(concurrency), "--without-gossip", "--without-mingle"]
    return _python(name, run, *arguments, "--without-heartbeat", niceness=niceness)


def _llm_workers(run: Path) -> list[Program]:
    """Workers for a language model, if one is used: separate, as it may take seconds."""
    settings = get_settings()
    if not settings.llm_base_url:
        return []
    return [
        _worker("llm", run, _LLM_QUEUES, settings.llm_concurrency),
        _worker("bulk-llm", run, _BULK_LLM_QUEUES, 1, niceness=10),
    ]


def _server(name: str, application: str, port: int) -> Program:
    arguments = ["-m", "uvicorn", application, "--host", "127.0.0.1", "--port", str(port)]
    # As nginx does. After uvicorn's 5 s a busy client still sends on a connection that is closing.
    arguments += ["--timeout-keep-alive", "75"]
    return Program(
        name,
        [sys.executable, *arguments, "--no-access-log", "--log-level", "warning"],
        env={"PYTHONUNBUFFERED": "1"},
        is_ready=lambda: answers_http(f"http://127.0.0.1:{port}/livez"),
        stop_seconds=5,
        rank=2,
    )


def _pids(supervisor: Supervisor) -> dict[str, int]:
    return {p.name: p.process.pid for p in supervisor.programs if p.process is not None}


class _only_one:  # noqa: N801 -- a context manager, used like a function
    """Locks a data directory, because two stacks on one would overwrite each other's data."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / "lock"
        self._file: IO[str] | None = None

    def __enter__(self) -> None:
        self._file = self._path.open("w")
        deadline = time.monotonic() + 5
        while True:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise PermanentError(
                        f"{self._path.parent} is in use by another `matbaa up`"
                    ) from None
                time.sleep(0.1)
            else:
                return

    def __exit__(self, *_args: object) -> None:
        if self._file is not None:
            self._file.close()
