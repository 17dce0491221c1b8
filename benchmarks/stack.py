"""Starts a fresh stack for a benchmark, and measures the CPU and memory of its processes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import text

from models.session import make_engine

_ROOT = Path(__file__).parent.parent
_TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def running_stack(*options: str, env: dict[str, str] | None = None) -> Iterator[dict[str, Any]]:
    """Run a fresh `matbaa up` on free ports, and yield the content of its ready file."""
    folder = Path(tempfile.mkdtemp(prefix="matbaa-benchmark-"))
    ready = folder / "ready.json"
    command = [sys.executable, "-m", "matbaa.cli", "up", "--ports", "auto", *options]
    command += ["--data-dir", str(folder / "data"), "--ready-file", str(ready)]
    with (folder / "up.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=_ROOT, stdout=log, stderr=log, env={**os.environ, **(env or {})}
        )
    try:
        deadline = time.monotonic() + 180
        while not ready.exists():
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((folder / "up.log").read_text())
            time.sleep(0.05)
        yield json.loads(ready.read_text())
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


def empty_database(url: str) -> None:
    """Delete everything in a PostgreSQL database."""
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()


def medians(figures: Sequence[Mapping[str, float]], count: int) -> dict[str, float]:
    """Median rate and CPU of runs of `count` articles, from the `seconds` and `cpu` of each run."""
    rates = [count / each["seconds"] for each in figures]
    return {
        "articles/s": round(statistics.median(rates), 1),
        "least": round(min(rates), 1),
        "most": round(max(rates), 1),
        "CPU ms/article": round(statistics.median(e["cpu"] for e in figures) / count * 1000, 2),
    }


def cpu_seconds(pids: Iterable[int]) -> float:
    """CPU seconds that these processes and their descendants have used so far."""
    return sum(_cpu(pid) for pid in _with_children(pids))


def resident_bytes(pids: list[int]) -> int:
    """Bytes of memory that these processes and their descendants hold now."""
    return sum(_resident(pid) for pid in _with_children(pids))


class Held(NamedTuple):
    """The memory of a process in bytes."""

    resident: int
    #: The resident memory, with what is shared divided by the number of processes that share it.
    proportional: int
    private: int


def held_by(pid: int) -> Held:
    """The memory of a process, nothing if it has ended. Source: proc_pid_smaps(5)."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        lines = []
    size = {name: int(kilobytes) * 1024 for name, kilobytes, *_unit in map(str.split, lines)}
    private = size.get("Private_Clean:", 0) + size.get("Private_Dirty:", 0)
    return Held(size.get("Rss:", 0), size.get("Pss:", 0), private)


def children(pid: int) -> list[int]:
    """The child processes of this one."""
    return _with_children([pid])[1:]


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    # utime and stime of the process, and of its children that have ended and been waited for
    return sum(map(int, fields[11:15])) / _TICKS


def _resident(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _with_children(pids: Iterable[int]) -> list[int]:
    found = list(pids)
    for pid in found:
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            try:
                found += [int(child) for child in task.read_text().split()]
            except OSError:
                continue
    return found
