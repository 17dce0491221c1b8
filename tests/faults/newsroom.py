"""The real stack with a fault proxy before its storage, a producer, and what came of it all."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import redis
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from matbaa.embedded import free_port
from matbaa.up import Stack, _Kept
from models.session import make_engine
from tests.faults.ledger import Ledger, Producer, Submission
from tests.faults.proxy import S3Proxy, TcpProxy

_UNDER_WAY = (
    "SELECT count(*) FROM revisions "
    "WHERE state IN ('accepted', 'ingested', 'summarized', 'rendered')"
)


class StackUnderFault(Stack):
    """`matbaa up`, whose workers reach Redis and storage through proxies."""

    proxies: tuple[S3Proxy, TcpProxy] | None = None
    extra: dict[str, str]

    def _env(self, kept: _Kept) -> dict[str, str]:
        env = super()._env(kept)
        self.proxies = S3Proxy(kept.ports.s3), TcpProxy(kept.ports.redis)
        env["MATBAA_S3_ENDPOINT_URL"] = f"http://127.0.0.1:{self.proxies[0].port}"
        env["MATBAA_REDIS_URL"] = f"redis://127.0.0.1:{self.proxies[1].port}/0"
        return env | self.extra


@dataclass(slots=True)
class Newsroom:
    """A running stack and a producer who keeps a ledger."""

    folder: Path
    ready_file: Path
    stack: StackUnderFault
    engine: Engine
    producer: Producer
    #: Redis itself, without the proxy.
    redis: redis.Redis
    s3: S3Proxy
    redis_proxy: TcpProxy
    #: In which every command talks to the stack.
    env: dict[str, str]
    #: When faults began and ended.
    faults: list[tuple[float, float]] = field(default_factory=list)
    notes: dict[str, Any] = field(default_factory=dict)

    def pid(self, name: str) -> int:
        """Of a process of the stack, as it is now."""
        while True:
            with suppress(OSError, json.JSONDecodeError, KeyError):
                return int(json.loads(self.ready_file.read_text())["processes"][name])
            time.sleep(0.05)

    def kill(self, name: str, number: int = signal.SIGKILL) -> None:
        """Send a process of the stack a signal."""
        with suppress(ProcessLookupError):
            os.kill(self.pid(name), number)

    def children(self, name: str) -> list[int]:
        """The processes that a process of the stack has."""
        file = Path(f"/proc/{self.pid(name)}/task/{self.pid(name)}/children")
        with suppress(OSError):
            return [int(word) for word in file.read_text().split()]
        return []

    @contextmanager
    def fault(self) -> Iterator[None]:
        """What lasts from the beginning of the block to its end."""
        began = time.time()
        try:
            yield
        finally:
            self.faults.append((began, time.time()))

    def rows(self, query: str, **values: Any) -> list[Any]:
        """Of the database, which may be away for a moment."""
        deadline = time.monotonic() + 60
        while True:
            try:
                with self.engine.execution_options(look=True).connect() as connection:
                    return list(connection.execute(text(query), values))
            except DBAPIError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def execute(self, statement: str) -> None:
        """Change the database."""
        with self.engine.begin() as connection:
            connection.execute(text(statement))

    def published(self) -> dict[str, int]:
        """The published revision of every article."""
        rows = self.rows("SELECT id, published_rev FROM articles")
        return {row[0]: int(row[1]) for row in rows}

    def is_at_rest(self) -> bool:
        """Whether nothing is under way any more."""
        (under_way,) = self.rows(_UNDER_WAY)[0]
        (dirty,) = self.rows("SELECT count(*) FROM dirty")[0]
        (waiting,) = self.rows("SELECT count(*) FROM pages WHERE body IS NOT NULL")[0]
        return not (under_way or dirty or waiting) and self._is_inbox_empty()

    def _is_inbox_empty(self) -> bool:
        with suppress(redis.RedisError):
            return not any(map(self.redis.xlen, ("matbaa:inbox", "matbaa:inbox:bulk")))
        return False

    def drain(self, seconds: float) -> bool:
        """Wait until everything is at rest, submitting again what Redis forgot."""
        deadline = time.monotonic() + seconds
        looked = time.monotonic()
        while time.monotonic() < deadline:
            expected = self.producer.ledger.expected()
            if self.is_at_rest() and self.published() == expected:
                return True
            if time.monotonic() - looked > 5:
                looked = time.monotonic()
                with suppress(redis.RedisError):
                    again = self.producer.submit_again_what_has_no_receipt()
                    self.notes["submitted_again"] = self.notes.get("submitted_again", 0) + again
            time.sleep(0.3)
        return False

    @contextmanager
    def load(self, work: list[Submission], seconds: float) -> Iterator[None]:
        """Submit `work`, spread over `seconds`, while the block runs; wait for its end."""

        def run() -> None:
            for each in work:
                self.producer.submit(each)
                time.sleep(seconds / len(work))

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        yield
        thread.join(seconds + 120)


@contextmanager
def newsroom(
    folder: Path, *, database_url: str = "", settings: dict[str, str] | None = None
) -> Iterator[Newsroom]:
    """A stack of its own in `folder`, for as long as the block lasts."""
    stop, ready = threading.Event(), threading.Event()
    found: dict[str, Any] = {}

    def note(said: dict[str, Any]) -> None:
        found.update(said)
        ready.set()

    ports: dict[str, int | None] = {name: free_port() for name in ("redis", "s3", "site", "desk")}
    ready_file = folder / "ready.json"
    stack = StackUnderFault(
        folder / "data", ports, ready_file=ready_file, say=lambda _line: None, on_ready=note
    )
    stack.extra = {"MATBAA_DATABASE_URL": database_url} if database_url else {}
    stack.extra |= settings or {}
    thread = threading.Thread(target=_run(stack, stop, found), daemon=True)
    thread.start()
    while not ready.wait(0.2):
        if not thread.is_alive():
            raise RuntimeError(f"the stack did not start: {found.get('error')}")
    proxies = stack.proxies
    assert proxies is not None
    url = f"redis://127.0.0.1:{ports['redis']}/0"
    try:
        yield Newsroom(
            folder,
            ready_file,
            stack,
            make_engine(found["database_url"]),
            Producer(url, Ledger(folder / "ledger.db")),
            redis.Redis.from_url(url, socket_timeout=5),
            *proxies,
            found["env"],
        )
    finally:
        stop.set()
        thread.join(90)


def _run(stack: Stack, stop: threading.Event, found: dict[str, Any]) -> Callable[[], None]:
    def run() -> None:
        try:
            stack.run(stop)
        except Exception as error:  # noqa: BLE001 -- handed to the thread that waits
            found["error"] = error

    return run
