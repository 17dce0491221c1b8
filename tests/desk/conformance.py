"""Runs Schemathesis against the HTTP API of a running desk: `python -m tests.desk.conformance`.

It generates valid and invalid requests from the OpenAPI document and checks that every answer is
one that the document describes. It takes a minute and exits with Schemathesis's status.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_TOKEN = "a-token-of-the-test"
#: Endless streams, for which a client that sends one request at a time would wait for ever.
_STREAMS = ("/v1/events", "/v1/articles/{id}/events")
#: Schemathesis's phases: examples, boundary values, random requests, and chains of requests.
_PHASES = "examples,coverage,fuzzing,stateful"


def main() -> int:
    """Start a desk, test it for this many seconds, and stop it."""
    seconds = sys.argv[1] if len(sys.argv) > 1 else "60"
    with tempfile.TemporaryDirectory() as folder, _desk(Path(folder)) as address:
        command = [sys.executable, "-m", "schemathesis.cli"]
        command += ["--config-file", str(Path(__file__).with_name("schemathesis.toml"))]
        command += ["run", f"{address}/openapi.json", "--wait-for-schema", "60"]
        command += ["--checks", "all", "--phases", _PHASES, "--max-time", seconds, "--seed", "1"]
        command += ["--header", f"Authorization: Bearer {_TOKEN}"]
        command += [part for path in _STREAMS for part in ("--exclude-path", path)]
        return subprocess.run(command, cwd=folder, check=False).returncode


@contextmanager
def _desk(folder: Path) -> Iterator[str]:
    """A desk without other services, so that what it accepts stays in its database; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {
        **os.environ,
        "MATBAA_DATABASE_URL": f"sqlite:///{folder}/matbaa.db",
        "MATBAA_REDIS_URL": "redis://127.0.0.1:1/0",
        "MATBAA_STORAGE_URL": "memory:",
        "MATBAA_DESK_TOKEN": _TOKEN,
        "MATBAA_DESK_HOST": "127.0.0.1",
        "MATBAA_DESK_PORT": str(port),
        "MATBAA_DESK_REQUESTS_PER_MINUTE": "0",
        "MATBAA_LOG_LEVEL": "ERROR",
    }
    subprocess.run([sys.executable, "-m", "matbaa.cli", "migrate"], env=env, check=True)
    desk = subprocess.Popen([sys.executable, "-m", "desk"], env=env)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        desk.send_signal(signal.SIGTERM)
        desk.wait(30)


if __name__ == "__main__":
    sys.exit(main())
