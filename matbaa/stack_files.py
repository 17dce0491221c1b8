"""The files of `matbaa up` in its data directory: what all starts share, and the addresses.

A disk may be full. What is there already then stays whole, and a running press goes on.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from matbaa.embedded import Ports, free_port, is_free
from matbaa.errors import PermanentError

#: How often to try again to write the addresses.
_AGAIN_SECONDS = 5.0


@dataclass(slots=True)
class Kept:
    """Ports and secrets that stay the same for all starts with a data directory."""

    ports: Ports
    access_key: str
    secret_key: str
    desk_token: str

    @classmethod
    def of(cls, data_dir: Path, wanted: dict[str, int | None]) -> Kept:
        """Those of earlier starts, with the `wanted` ports. Raises PermanentError and OSError."""
        file = data_dir / "stack.json"
        before = _read(file) if file.exists() else {}
        ports = _ports(wanted, before.get("ports", {}))
        kept = cls(
            ports,
            before.get("access_key") or secrets.token_hex(10),
            before.get("secret_key") or secrets.token_hex(20),
            before.get("desk_token") or secrets.token_urlsafe(24),
        )
        if asdict(kept) != before:
            write(file, json.dumps(asdict(kept), indent=1))
        return kept


def _read(file: Path) -> dict[str, Any]:
    try:
        kept: dict[str, Any] = json.loads(file.read_text())
    except ValueError:
        raise PermanentError(f"{file} is damaged; remove it, and ports are chosen anew") from None
    return kept


def _ports(wanted: dict[str, int | None], before: dict[str, Any]) -> Ports:
    chosen: dict[str, int] = {}
    for name, port in wanted.items():
        if port is None:
            known = before.get(name)
            port = known if known and is_free(known) else free_port()
        elif not is_free(port):
            raise PermanentError(
                f"port {port} ({name}) is in use; choose another with --{name}-port, "
                "or --ports auto"
            )
        if port in chosen.values():
            raise PermanentError(f"port {port} ({name}) is given twice; choose another for one")
        chosen[name] = port
    parts = before.get("parts", [])
    if len(parts) != 5 or not all(is_free(p) and is_free(p + 10_000) for p in parts):
        parts = [free_port() for _ in range(5)]
    return Ports(**chosen, parts=parts)


@dataclass(slots=True)
class Addresses:
    """The `files` that say where the running press is. Those that cannot be written are tried again
    every few seconds.
    """

    files: Sequence[Path]
    say: Callable[[str], None]
    _ready: dict[str, Any] = field(default_factory=dict)
    _problem: str = ""
    _again_at: float = 0.0

    def tell(self, ready: dict[str, Any]) -> None:
        """Write `ready` into the files."""
        self._ready = ready
        self._write()

    def insist(self) -> None:
        """Write it now if that failed before; call this often."""
        if self._problem and time.monotonic() >= self._again_at:
            self._write()

    def withdraw(self) -> None:
        """Remove the files."""
        for file in self.files:
            file.unlink(missing_ok=True)

    def _write(self) -> None:
        problem = ""
        for file in self.files:
            try:
                write(file, json.dumps(self._ready, indent=1))
            except OSError as error:
                problem = f"{error.filename}: {error.strerror}"
        if problem and problem != self._problem:
            self.say(f"{problem}; the press runs, but other commands may not find it")
        self._problem, self._again_at = problem, time.monotonic() + _AGAIN_SECONDS


def write(file: Path, text: str) -> None:
    """Write a file atomically, because others may be waiting for it. Raises OSError naming it."""
    new = file.with_name(f".{file.name}.new")
    try:
        new.touch(mode=0o600)
        new.write_text(text)
        new.replace(file)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from error
