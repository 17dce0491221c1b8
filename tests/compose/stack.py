"""A compose installation for these tests, with its own containers, volumes and secrets."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from matbaa.client import Inbox

ROOT = Path(__file__).parents[2]
PROJECT = "matbaa-test"
_PORTS = ("SITE", "DESK", "REDIS", "PROMETHEUS")


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP response."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def body(self) -> str:
        """Its content as text."""
        return self.content.decode()


@dataclass(slots=True)
class Stack:
    """`docker compose` with our file, with free ports and with secrets in `folder`."""

    folder: Path
    env: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ports = {f"{name}_PORT": str(_free_port()) for name in _PORTS}
        self.env = {
            **ports,
            "COMPOSE_PROJECT_NAME": PROJECT,
            "MATBAA_IMAGE": "matbaa:test",
            # The tag of the image that stands in for Prometheus.
            "PROMETHEUS_VERSION": "latest",
            "MATBAA_SECRETS": str(self.folder / "secrets"),
        }
        self.run(str(ROOT / "deploy" / "make-secrets"), self.env["MATBAA_SECRETS"])

    def run(self, *command: str, seconds: float = 400, stdin: str = "") -> str:
        """The stdout of a command in the environment of this installation."""
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, **self.env},
            input=stdin,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        if done.returncode != 0:
            raise AssertionError(f"{' '.join(command)}: {done.returncode}\n{done.stderr[-3000:]}")
        return done.stdout

    def compose(self, *arguments: str, seconds: float = 400, stdin: str = "") -> str:
        """The stdout of `docker compose ...`."""
        return self.run("docker", "compose", *arguments, seconds=seconds, stdin=stdin)

    def up(self, *arguments: str) -> None:
        """Start missing services, and wait until all are healthy."""
        self.compose("up", "--detach", "--wait", *arguments)

    def cli(self, *arguments: str, stdin: str = "") -> str:
        """The stdout of `matbaa ...` in a container of its own."""
        return self.compose("run", "--rm", "-T", "cli", *arguments, stdin=stdin)

    def matbaa(self, *arguments: str) -> str:
        """The stdout of `matbaa ...` in the desk's container, which is quicker."""
        return self.compose("exec", "-T", "desk", "matbaa", *arguments)

    def publish(self, article_id: str, **fields: str) -> str:
        """Submit an article, and return the path of its page once it is live."""
        story = {"id": article_id, "title": f"Story {article_id}", "body": "<p>It is open.</p>"}
        with Inbox(self.secret("producer_redis_url")) as inbox:
            receipt = inbox.wait(inbox.submit({**story, **fields}), seconds=60)
        assert receipt.status == "published", receipt
        (row,) = self.sql(f"SELECT path FROM articles WHERE id = '{article_id}'")
        return f"/{row[0]}"

    def sql(self, statement: str) -> list[list[str]]:
        """Rows of the database."""
        psql = ("exec", "-T", "postgres", "psql", "--username=matbaa", "-AtF", "\t", "-c")
        return [line.split("\t") for line in self.compose(*psql, statement).splitlines()]

    def services(self) -> list[str]:
        """The names of the services that keep running."""
        named = self.compose("config", "--services").split()
        return [name for name in named if name not in {"migrate", "bucket"}]

    def containers(self) -> list[dict[str, Any]]:
        """The output of `docker inspect` for the running containers."""
        ids = self.compose("ps", "--quiet").split()
        told: list[dict[str, Any]] = json.loads(self.run("docker", "inspect", *ids))
        return told

    def secret(self, name: str) -> str:
        """One of the generated secrets."""
        return Path(self.env["MATBAA_SECRETS"], name).read_text().strip()

    def site(self, path: str = "/", headers: dict[str, str] | None = None) -> Answer:
        """The site's response to a reader; `path` may be a whole address."""
        base = f"http://127.0.0.1:{self.env['SITE_PORT']}"
        return self.get(base + path.removeprefix(base), headers)

    def desk(self, path: str, article: dict[str, Any] | None = None) -> Answer:
        """The desk's response to its operator; `article` is posted."""
        headers = {"Authorization": f"Bearer {self.secret('desk_token')}"}
        body = None if article is None else json.dumps(article).encode()
        headers |= {"Content-Type": "application/json"} if body else {}
        return self.get(f"http://127.0.0.1:{self.env['DESK_PORT']}{path}", headers, body)

    def get(
        self, url: str, headers: dict[str, str] | None = None, body: bytes | None = None
    ) -> Answer:
        """The server's response, without following redirects."""
        request = urllib.request.Request(url, body, headers or {})
        try:
            with _opener.open(request, timeout=20) as found:
                return Answer(found.status, _lower(found.headers), found.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, _lower(error.headers), error.read())

    def down(self) -> None:
        """Remove everything but the images."""
        self.compose("--profile", "*", "down", "--volumes", "--timeout", "1", "--remove-orphans")


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: Any) -> None:
        return None


_opener = urllib.request.build_opener(_Stay)


def _lower(headers: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def has_engine() -> bool:
    """Whether a Docker engine with compose is available."""
    if shutil.which("docker") is None:
        return False
    asked: Iterable[list[str]] = (["docker", "info"], ["docker", "compose", "version"])
    return all(
        subprocess.run(ask, capture_output=True, timeout=30, check=False).returncode == 0
        for ask in asked
    )
