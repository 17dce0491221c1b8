"""What faults need from the machine: their own PostgreSQL, small disks, little memory, clocks.

Each is made with the machine's own tools, and removed when its block ends. `missing` says what is
not available, so that a case is skipped with the reason.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from matbaa.embedded import free_port

SQLITE, POSTGRES = "sqlite", "postgres"
DISK, MEMORY, CLOCK = "a small disk", "a memory limit", "a clock to shift"

_MEMORY = Path("/sys/fs/cgroup/memory")
_UNIFIED = Path("/sys/fs/cgroup/cgroup.controllers")


def missing(need: str) -> str:
    """Why this machine cannot provide `need`; "" if it can."""
    return _MISSING[need]()


def _no_postgres() -> str:
    return "" if _programs() else "PostgreSQL's server programs are not installed"


def _no_mount() -> str:
    if os.geteuid() == 0 and shutil.which("mount"):
        with (
            suppress(OSError, subprocess.CalledProcessError),
            tempfile.TemporaryDirectory() as probe,
            small_disk(Path(probe) / "disk", megabytes=1),
        ):
            return ""
    return "a small file system cannot be mounted here"


def _no_cgroup() -> str:
    if os.geteuid() == 0 and (_is_first_kind() or _UNIFIED.exists()):
        with suppress(OSError), little_memory(megabytes=100):
            return ""
    return "memory cannot be limited here: no cgroup of our own"


def _no_faketime() -> str:
    return "" if _library() else "faketime is not installed"


_MISSING: dict[str, Callable[[], str]] = {
    SQLITE: lambda: "",
    POSTGRES: _no_postgres,
    DISK: _no_mount,
    MEMORY: _no_cgroup,
    CLOCK: _no_faketime,
}
NEEDS = tuple(_MISSING)


@dataclass(slots=True)
class Postgres:
    """A PostgreSQL in a folder, on a loopback port, run by an account that is not root."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        """Its database URL for SQLAlchemy."""
        return f"postgresql+psycopg://matbaa@127.0.0.1:{self.port}/matbaa"

    def start(self) -> None:
        """Start it and wait until it answers; shortly after an end, that may take a few tries."""
        for _try in range(20):
            options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c max_wal_size=64MB"
            options += f" -c unix_socket_directories={self.folder}"
            with suppress(subprocess.CalledProcessError):
                return self._run(
                    "pg_ctl", "-D", "data", "-s", "-w", "-l", "log", "-o", options, "start"
                )
            time.sleep(0.5)
        raise RuntimeError(f"PostgreSQL does not start: {(self.folder / 'log').read_text()[-500:]}")

    def stop(self, mode: str = "immediate") -> None:
        """End it; in the default mode, it has to recover when it starts again."""
        with suppress(subprocess.CalledProcessError):
            self._run("pg_ctl", "-D", "data", "-s", "-w", "-m", mode, "stop")

    def kill(self) -> None:
        """Send SIGKILL to its main process, the parent of all others."""
        with suppress(OSError, IndexError, ValueError):
            pid = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
            os.kill(pid, signal.SIGKILL)

    def initialize(self) -> None:
        """Create its files and the database."""
        self._run("initdb", "-D", "data", "-A", "trust", "-U", "matbaa", "-E", "UTF8", "-N")
        self.start()
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "matbaa", "matbaa")

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [*_as_nobody_special(), str(_programs() / program), *arguments],
            cwd=self.folder,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=120,
        )


@contextmanager
def postgres(folder: Path) -> Iterator[Postgres]:
    """A PostgreSQL in `folder`, for as long as the block lasts."""
    folder.mkdir(parents=True, exist_ok=True)
    if _as_nobody_special():
        shutil.chown(folder, "postgres", "postgres")
        folder.chmod(0o755)
        for above in folder.parents:
            if above.stat().st_uid == os.geteuid() and above != Path("/"):
                above.chmod(above.stat().st_mode | 0o011)
    server = Postgres(folder, free_port())
    server.initialize()
    try:
        yield server
    finally:
        server.stop()


def _programs() -> Path:
    """The folder of initdb and pg_ctl; an empty path if they are not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    beside = shutil.which("initdb")
    if found:
        return found[-1].parent
    return Path(beside).parent if beside else Path()


def _version(initdb: Path) -> float:
    return float(initdb.parts[-3])


def _as_nobody_special() -> list[str]:
    """A command prefix for an unprivileged user, since PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    with suppress(KeyError):
        pwd.getpwnam("postgres")
        return ["runuser", "-u", "postgres", "--"]
    return []


@contextmanager
def small_disk(folder: Path, *, megabytes: int) -> Iterator[Path]:
    """Mount a file system of `megabytes` at `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    size = f"size={megabytes}m"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=False)


@contextmanager
def full(disk: Path) -> Iterator[None]:
    """Fill `disk` completely while the block lasts."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"\0" * 4_096)
    try:
        yield
    finally:
        filler.unlink()


@dataclass(frozen=True, slots=True)
class Memory:
    """A memory limit under which processes can be put."""

    folder: Path

    def take(self, pid: int) -> None:
        """Put a process under the limit, and all processes that it starts from now on."""
        (self.folder / "cgroup.procs").write_text(str(pid))

    def kills(self) -> int:
        """How many processes the kernel has killed for lack of memory."""
        for name in ("memory.events", "memory.oom_control"):
            with suppress(OSError):
                facts = dict(line.split() for line in (self.folder / name).read_text().splitlines())
                return int(facts.get("oom_kill", 0))
        return 0


@contextmanager
def little_memory(*, megabytes: int) -> Iterator[Memory]:
    """Create a memory cgroup, of version 1 or 2."""
    root = _MEMORY if _is_first_kind() else _UNIFIED.parent
    folder = root / f"matbaa-{secrets.token_hex(4)}"
    folder.mkdir()
    limit = "memory.limit_in_bytes" if _is_first_kind() else "memory.max"
    try:
        (folder / limit).write_text(str(megabytes << 20))
        yield Memory(folder)
    finally:
        _empty_out(folder, root)
        folder.rmdir()


def _is_first_kind() -> bool:
    return (_MEMORY / "memory.limit_in_bytes").exists()


def _empty_out(folder: Path, root: Path) -> None:
    """Move all processes out of a cgroup, since only an empty one can be removed."""
    for pid in (folder / "cgroup.procs").read_text().split():
        with suppress(OSError):
            (root / "cgroup.procs").write_text(pid)


def shifted_clock(minutes: int) -> dict[str, str]:
    """The environment in which a program's clock is wrong by `minutes`."""
    return {
        "LD_PRELOAD": _library(),
        "FAKETIME": f"{minutes:+d}m",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "DONT_FAKE_MONOTONIC": "1",
    }


def _library() -> str:
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    return str(found[0]) if found else ""
