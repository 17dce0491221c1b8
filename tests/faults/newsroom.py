"""The real stack, with fault proxies before Redis and storage, and a producer with a ledger."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import redis
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from benchmarks.stack import empty_database
from matbaa.embedded import free_port
from models.session import make_engine
from tests.faults.ledger import INBOXES, Ledger, Producer, Submission
from tests.faults.proxy import S3Proxy, TcpProxy
from tests.faults.running import Running
from tests.faults.servers import Postgres, postgres, small_disk

_UNDER_WAY = (
    "SELECT count(*) FROM revisions "
    "WHERE state IN ('accepted', 'ingested', 'summarized', 'rendered')"
)
#: How long to wait for the producer after the planned time; a busy machine may need seconds for
#: some submissions.
_LAST_SUBMISSION = 900.0
QUEUES = ("ingest", "summarize", "render", "upload", "site")
#: Retries are sooner than in production, so that poison is dead-lettered within seconds.
_SETTINGS = {"MATBAA_RETRY_BASE_SECONDS": "0.5", "MATBAA_RETRY_CAP_SECONDS": "2"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The special needs of a case's stack."""

    settings: Mapping[str, str] = field(default_factory=dict)
    #: Extra environment of single programs, such as for a wrong clock.
    of_programs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    second_worker: bool = False
    #: Whether to run the servers of site and desk too.
    all_programs: bool = False
    #: Whether bulk work has low priority, as in production. On a machine that others use too, it
    #: might then never come to rest.
    nice: bool = False
    #: Whether Redis and storage are reached through proxies. Without, a case measures the press
    #: alone, not the proxies of this program too; nothing is known of its requests then.
    proxied: bool = True
    #: Size in megabytes of a separate disk for Redis, or for the database; 0 for none.
    redis_disk: int = 0
    database_disk: int = 0


@dataclass(slots=True)
class Newsroom:
    """A running stack, and a producer that keeps a ledger."""

    folder: Path
    running: Running
    engine: Engine
    producer: Producer
    #: A client of Redis that bypasses the proxy.
    redis: redis.Redis
    s3: S3Proxy
    redis_proxy: TcpProxy
    #: The proxy between the producer and Redis.
    producer_proxy: TcpProxy
    postgres: Postgres | None
    #: Further servers that a case has started, to be ended with the newsroom.
    servers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    articles: int = 0
    began: float = 0.0
    #: When faults began and ended.
    faults: list[tuple[float, float]] = field(default_factory=list)
    #: Samples of the number of open revisions.
    backlog: list[int] = field(default_factory=list)
    notes: dict[str, Any] = field(default_factory=dict)
    #: Broken promises that a case itself found.
    complaints: list[str] = field(default_factory=list)
    #: Ids of articles whose poison was cured.
    healed: set[str] = field(default_factory=set)

    @property
    def env(self) -> dict[str, str]:
        """The environment with which commands reach the stack."""
        return self.running.env

    def begin(self, articles: int) -> None:
        """Begin a new round on the same stack; figures count from now on."""
        self.articles, self.began = articles, time.time()
        self.faults, self.backlog, self.notes, self.complaints = [], [], {}, []
        (self.folder / "cured").unlink(missing_ok=True)
        (self.folder / "executions").write_text("")

    def pid(self, name: str) -> int:
        """The present process id of a program of the stack; `up` is their supervisor."""
        return self.running.pid(name)

    def kill(self, name: str, number: int = signal.SIGKILL) -> None:
        """Send a signal to a program of the stack."""
        with suppress(ProcessLookupError):
            os.kill(self.pid(name), number)

    def children(self, name: str) -> list[int]:
        """The child processes of a program of the stack."""
        pid = self.pid(name)
        with suppress(OSError):
            words = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            return [int(word) for word in words]
        return []

    @contextmanager
    def fault(self) -> Iterator[None]:
        """Record the duration of the block as a fault."""
        began = time.time()
        try:
            yield
        finally:
            self.faults.append((began, time.time()))

    def rows(self, query: str, **values: Any) -> list[Any]:
        """Query the database, which may be away for a moment, for up to a minute."""
        deadline = time.monotonic() + 60
        while True:
            try:
                with self.engine.execution_options(look=True).connect() as connection:
                    return list(connection.execute(text(query), values))
            except DBAPIError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def count(self, query: str) -> int:
        """The single number that a query returns."""
        return int(self.rows(query)[0][0])

    def execute(self, statement: str, **values: Any) -> None:
        """Execute a statement that changes the database."""
        with self.engine.begin() as connection:
            connection.execute(text(statement), values)

    def published(self) -> dict[str, int]:
        """The published revision of every article that has one."""
        rows = self.rows("SELECT id, published_rev FROM articles WHERE published_rev > 0")
        return {row[0]: int(row[1]) for row in rows}

    def is_at_rest(self) -> bool:
        """Whether all work is done: no open revisions, changes, waiting pages or hints."""
        under_way = self.count(_UNDER_WAY)
        self.backlog.append(under_way)
        dirty = self.count("SELECT count(*) FROM dirty")
        waiting = self.count("SELECT count(*) FROM pages WHERE body IS NOT NULL")
        return not (under_way or dirty or waiting) and self._are_queues_empty()

    def _are_queues_empty(self) -> bool:
        with suppress(redis.RedisError):
            waiting = [*map(self.redis.xlen, INBOXES), *map(self.redis.llen, QUEUES)]
            return not any(waiting)
        return False

    def drain(self, seconds: float) -> bool:
        """Wait until everything is at rest, resubmitting what Redis lost; False after `seconds`."""
        deadline = time.monotonic() + seconds
        looked = time.monotonic()
        while time.monotonic() < deadline:
            if self.is_at_rest() and self._is_all_as_told():
                return True
            if time.monotonic() - looked > 5:
                looked = time.monotonic()
                with suppress(redis.RedisError):
                    again = self.producer.submit_again_what_has_no_receipt()
                    self.notes["submitted_again"] = self.notes.get("submitted_again", 0) + again
            time.sleep(0.3)
        return False

    def _is_all_as_told(self) -> bool:
        """Whether everything expected is published, and every submission has a receipt.

        If Redis lost the receipt of something that ended long ago, only a resubmission restores it.
        """
        with suppress(redis.RedisError):
            return self.published() == self.expected() and not self.producer.without_receipt()
        return False

    def expected(self) -> dict[str, int]:
        """The revisions that must be published, by article; poisoned ones only once cured."""
        ledger = self.producer.ledger
        healed = {e.id: e.revision for e in ledger.poisoned() if e.id in self.healed}
        return ledger.expected() | healed

    def poison(self) -> list[Submission]:
        """The submissions that must be dead-lettered."""
        return [each for each in self.producer.ledger.poisoned() if each.id not in self.healed]

    @contextmanager
    def load(self, work: list[Submission], seconds: float) -> Iterator[None]:
        """Submit `work`, spread over `seconds`, while the block runs; then wait for its end."""
        done = threading.Event()

        def run() -> None:
            for each in work:
                self.producer.submit(each)
                time.sleep(seconds / len(work))

        def look() -> None:
            while not done.wait(0.5):
                with suppress(DBAPIError):
                    self.backlog.append(self.count(_UNDER_WAY))

        threads = [threading.Thread(target=each, daemon=True) for each in (run, look)]
        for thread in threads:
            thread.start()
        try:
            yield
            threads[0].join(seconds + _LAST_SUBMISSION)
            if threads[0].is_alive():  # a verdict needs a stack at rest
                raise RuntimeError("the producer is not done yet; give it more --seconds")
        finally:
            done.set()


@contextmanager
def newsroom(
    folder: Path, wanted: Wanted | None = None, *, server: Postgres | None = None
) -> Iterator[Newsroom]:
    """Run a stack in `folder` for as long as the block lasts.

    `server` is a running PostgreSQL that it may empty and use; without one, it uses SQLite.
    """
    wanted = wanted or Wanted()
    with ExitStack() as stack:
        database, server = _database(folder, wanted, server, stack)
        ports = {name: free_port() for name in ("redis", "s3", "site", "desk")}
        s3, near, far = S3Proxy(ports["s3"]), TcpProxy(ports["redis"]), TcpProxy(ports["redis"])
        for proxy in (s3, near, far):
            stack.callback(proxy.close)
        if wanted.redis_disk:
            stack.enter_context(small_disk(folder / "data" / "redis", megabytes=wanted.redis_disk))
        s3_port, redis_port, producer_port = (
            (s3.port, near.port, far.port)
            if wanted.proxied
            else (ports["s3"], ports["redis"], ports["redis"])
        )
        env = {
            "MATBAA_S3_ENDPOINT_URL": f"http://127.0.0.1:{s3_port}",
            "MATBAA_REDIS_URL": f"redis://127.0.0.1:{redis_port}/0",
            "MATBAA_FAULTS_FOLDER": str(folder),
            "MATBAA_DATABASE_URL": database,
            **_SETTINGS,
            **wanted.settings,
        }
        running = Running(
            folder,
            ports,
            env,
            wanted.of_programs,
            wanted.second_worker,
            wanted.all_programs,
            wanted.nice,
        )
        stack.enter_context(running.kept())
        engine = make_engine(database)
        stack.callback(engine.dispose)
        direct = redis.Redis.from_url(f"redis://127.0.0.1:{ports['redis']}/0", socket_timeout=5)
        producer = Producer(f"redis://127.0.0.1:{producer_port}/0", Ledger(folder / "ledger.db"))
        room = Newsroom(folder, running, engine, producer, direct, s3, near, far, server)
        stack.callback(_end, room.servers)
        yield room


def _end(servers: list[subprocess.Popen[bytes]]) -> None:
    for server in servers:
        server.kill()
        server.wait()


def _database(
    folder: Path, wanted: Wanted, server: Postgres | None, stack: ExitStack
) -> tuple[str, Postgres | None]:
    """The URL of an empty database, and the server that it is on."""
    disk = folder / "database"
    if wanted.database_disk:
        stack.enter_context(small_disk(disk, megabytes=wanted.database_disk))
    if server is None:
        disk.mkdir(exist_ok=True)
        return f"sqlite:///{disk}/matbaa.db", None
    if wanted.database_disk:
        server = stack.enter_context(postgres(disk / "postgres"))
    else:
        empty_database(server.url)
    return server.url, server
