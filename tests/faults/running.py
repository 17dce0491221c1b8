"""Runs the stack as a supervised process: started, restarted when killed, and ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from matbaa.supervisor import end_with_parent

#: Time limits in seconds; long, as a start needs twenty seconds of CPU on a machine that is busy.
_START_SECONDS, _STOP_SECONDS = 900, 120
#: How often a start is tried.
_STARTS = 3


@dataclass(slots=True)
class Running:
    """`tests.faults.stack` in a folder. If it is killed, as the program `up`, it is restarted."""

    folder: Path
    ports: Mapping[str, int]
    #: Environment variables besides those that the stack sets itself.
    settings: Mapping[str, str]
    of_programs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    second_worker: bool = False
    all_programs: bool = False
    nice: bool = False
    process: subprocess.Popen[bytes] | None = None
    #: How often it was restarted.
    restarts: int = 0
    _over: threading.Event = field(default_factory=threading.Event)
    _said: dict[str, Any] = field(default_factory=dict)

    @property
    def env(self) -> dict[str, str]:
        """The environment with which commands reach the stack."""
        return dict(self._said["env"])

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Start the stack, wait until it is ready, and keep it running until the block ends."""
        wanted = {
            "ports": dict(self.ports),
            "env": dict(self.settings),
            "of_programs": {name: dict(env) for name, env in self.of_programs.items()},
            "second_worker": self.second_worker,
            "all_programs": self.all_programs,
            "nice": self.nice,
        }
        (self.folder / "wanted.json").write_text(json.dumps(wanted))
        self._start()
        thread = threading.Thread(target=self._look_after, daemon=True)
        try:
            self._await()
            thread.start()
            yield
        finally:
            self._over.set()
            if thread.ident:
                thread.join()
            self._stop()

    def pid(self, name: str) -> int:
        """The present process id of a program of the stack; `up` is their supervisor."""
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            if name == "up" and self.process is not None:
                return self.process.pid
            with suppress(OSError, json.JSONDecodeError, KeyError):
                return int(self._read()["processes"][name])
            time.sleep(0.05)
        raise RuntimeError(f"{name} did not come back: {self._last_words()}")

    def names(self) -> list[str]:
        """The names of all programs that it runs."""
        return sorted(self._said["processes"])

    def _read(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "ready.json").read_text())
        return found

    def _start(self) -> None:
        (self.folder / "ready.json").unlink(missing_ok=True)
        with (self.folder / "stack.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.stack", str(self.folder)],
                stdout=log,
                stderr=log,
                preexec_fn=end_with_parent,
                start_new_session=True,
            )

    def _await(self) -> None:
        deadline = time.monotonic() + _START_SECONDS
        starts = 1
        while not self._said:
            with suppress(OSError, json.JSONDecodeError):
                self._said = self._read()
            if self.process is None or self.process.poll() is not None:
                if starts == _STARTS:
                    raise RuntimeError(f"the stack ended: {self._last_words()}")
                starts += 1
                self._start()
            if time.monotonic() > deadline:
                raise RuntimeError(f"the stack did not start: {self._last_words()}")
            time.sleep(0.1)

    def _look_after(self) -> None:
        while not self._over.wait(0.2):
            if self.process is not None and self.process.poll() is not None:
                self.restarts += 1
                self._start()

    def _stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.kill(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def _last_words(self) -> str:
        log = self.folder / "stack.log"
        return log.read_text(errors="replace")[-800:] if log.exists() else ""
