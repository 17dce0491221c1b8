"""Servers that a single test starts for itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from matbaa.embedded import free_port, valkey
from matbaa.supervisor import Supervisor


@contextmanager
def running_redis(folder: Path) -> Iterator[int]:
    """A Redis that keeps its data in `folder`; yields its port on the loopback interface."""
    port = free_port()
    server = valkey(folder, port)
    supervisor = Supervisor([server], folder / "logs", {})
    supervisor.start([server], seconds=60)
    yield port
    supervisor.stop()
