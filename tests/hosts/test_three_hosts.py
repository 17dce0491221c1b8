"""Three hosts share the work; one is cut off for a minute and reconnected."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
import redis

from matbaa.storage import Storage, open_storage
from tests.hosts.network import SERVERS, Network
from tests.hosts.press import ENV, Press, postgres_programs

pytestmark = [pytest.mark.faults, pytest.mark.timeout(400)]

HOSTS = ("a", "b", "c")
_CUT_SECONDS = float(os.environ.get("MATBAA_TEST_CUT_SECONDS", "60"))


@pytest.fixture(scope="module")
def network() -> Iterator[Network]:
    """The installation on three hosts."""
    if not os.environ.get("MATBAA_TEST_HOSTS"):
        pytest.skip("`make test-hosts` runs it")
    if os.geteuid() != 0 or shutil.which("ip") is None or postgres_programs() is None:
        pytest.fail("It takes root, iproute2 and PostgreSQL's server programs.")
    with TemporaryDirectory(prefix="matbaa-hosts-") as folder, Network(HOSTS) as network:
        Path(folder).chmod(0o755)  # PostgreSQL does not run as root
        press = Press(network, Path(folder))
        servers, others = press.programs(HOSTS)
        supervisor = press.supervisor([*servers, *others])
        try:
            supervisor.start(servers, seconds=60)
            migrate = [sys.executable, "-m", "models.migrate"]
            subprocess.run(migrate, env={**os.environ, **ENV}, check=True, timeout=60)
            supervisor.start(others, seconds=90)
            yield network
        finally:
            supervisor.stop()
            if os.environ.get("MATBAA_TEST_KEEP"):
                shutil.copytree(press.folder / "logs", "build/hosts", dirs_exist_ok=True)


@dataclass(slots=True)
class Newsroom:
    """Submits articles and corrections, four per second."""

    #: The highest revision submitted of each article.
    revisions: dict[str, int] = field(default_factory=dict)
    stopped: threading.Event = field(default_factory=threading.Event)

    def work(self) -> None:
        """Submit until stopped."""
        inbox = redis.Redis(host=SERVERS, socket_timeout=5)
        number = 0
        while not self.stopped.wait(0.25):
            number += 1
            article_id = f"story-{number - number % 3:05}"
            revision = self.revisions.get(article_id, 0) + 1
            body = f"<p>This is revision {revision} of {article_id}. It was on Monday.</p>"
            story = {"id": article_id, "revision": revision, "title": article_id, "body": body}
            inbox.xadd("matbaa:inbox", {"article": json.dumps(story)})
            self.revisions[article_id] = revision


def _published() -> dict[str, tuple[int, str]]:
    with psycopg.connect(ENV["MATBAA_DATABASE_URL"]) as connection:
        rows = connection.execute("SELECT id, published_rev, path FROM articles WHERE live")
        return {row[0]: (row[1], row[2]) for row in rows}


def _missing(wanted: dict[str, int]) -> set[tuple[str, int]]:
    return set(wanted.items()) - {(key, rev) for key, (rev, _path) in _published().items()}


def _at_work() -> set[str]:
    """Hosts whose intake has read entries recently, by the consumers of the group."""
    consumers = redis.Redis(host=SERVERS).xinfo_consumers("matbaa:inbox", "matbaa")
    return {one["name"].decode() for one in consumers if one["inactive"] < 20_000}


def _is_readable(storage: Storage, article_id: str, path: str, revision: int) -> bool:
    found = storage.get(f"{path}index.html")
    said = f"This is revision {revision} of {article_id}"
    return found is not None and said in found.blob.body.decode()


def _wait_until(holds: Callable[[], bool], seconds: float) -> None:
    """Wait until the condition holds, at most this long."""
    deadline = time.monotonic() + seconds
    while not holds() and time.monotonic() < deadline:
        time.sleep(1)


def test_nothing_is_lost_when_a_host_is_cut_off_for_a_minute(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom = Newsroom()
    thread = threading.Thread(target=newsroom.work, daemon=True)
    thread.start()
    time.sleep(10)
    network.cut_off("c")
    time.sleep(_CUT_SECONDS / 2)
    half = len(_published())
    time.sleep(_CUT_SECONDS / 2)
    assert len(_published()) > half, "nothing was published while a host was away"
    assert "c" not in _at_work()
    network.plug_in("c")
    _wait_until(lambda: _at_work() == set(HOSTS), seconds=60)
    assert _at_work() == set(HOSTS)
    newsroom.stopped.set()
    thread.join(10)

    _wait_until(lambda: not _missing(newsroom.revisions), seconds=150)
    assert _missing(newsroom.revisions) == set()
    for name, value in ENV.items():
        monkeypatch.setenv(name, value)
    storage = open_storage(ENV["MATBAA_STORAGE_URL"], endpoint_url=ENV["MATBAA_S3_ENDPOINT_URL"])
    wrong = [
        article_id
        for article_id, (rev, path) in _published().items()
        if not _is_readable(storage, article_id, path, rev)
    ]
    assert wrong == []
