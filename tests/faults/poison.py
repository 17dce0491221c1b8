"""A Celery application in which poisoned articles kill, fill, delay or break their worker.

Run it as `celery -A tests.faults.poison worker`. A file named `cured` makes them harmless.
"""

from __future__ import annotations

import json
import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from matbaa.formats import open_envelope
from tasks import ingest
from workers.celery import app

__all__ = ["app"]

_FOLDER = Path(os.environ["MATBAA_FAULTS_FOLDER"])
_MARK = re.compile(r"poison:(\w+)")
_ALLOCATED = 1 << 30
#: Longer than the shortest lease, and the shortest visibility timeout, that any case sets.
_SLOW_SECONDS = 12.0


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _allocate() -> None:
    held = bytearray(_ALLOCATED)
    held[::4_096] = b"1" * (_ALLOCATED // 4_096)


def _break() -> None:
    raise RuntimeError("this article breaks what it meets")


_POISONS: dict[str, Callable[[], None]] = {
    "kill": _kill,
    "allocate": _allocate,
    "break": _break,
    "slow": lambda: time.sleep(_SLOW_SECONDS),
}


def _poisoned(payload: str, **kwargs: Any) -> Any:
    """Record that an article is worked on; then act on its poison, unless it was cured."""
    said = json.loads(payload)
    with (_FOLDER / "executions").open("a") as journal:
        journal.write(f"{said.get('id')}/{said.get('revision')}\n")
    found = _MARK.search(payload)
    if found and not (_FOLDER / "cured").exists():
        _POISONS[found[1]]()
    return open_envelope(payload, **kwargs)


vars(ingest)["open_envelope"] = _poisoned  # for as long as this process lives
if seconds := os.environ.get("MATBAA_FAULTS_VISIBILITY"):
    app.conf.broker_transport_options["visibility_timeout"] = int(seconds)
