"""Starts programs, restarts those that end, and stops all of them in order."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from matbaa.errors import PermanentError

_PR_SET_PDEATHSIG = 1
#: A program that ends sooner after its start is restarted with increasing delays.
_HEALTHY_SECONDS = 10.0
_SLOWEST_RESTART_SECONDS = 10.0
#: How long a start waits for programs that are not needed, once the others are ready.
_PATIENCE_SECONDS = 20.0


@dataclass(slots=True)
class Program:
    """A program to keep running."""

    name: str
    argv: list[str]
    #: Tells whether it is ready for use.
    is_ready: Callable[[], bool]
    env: dict[str, str] = field(default_factory=dict)
    #: How long it may take to end after SIGTERM.
    stop_seconds: float = 10.0
    #: Programs of lower rank are started earlier and stopped later.
    rank: int = 1
    #: Whether a start fails if it is not ready in time; if false, the start only waits briefly.
    is_needed: bool = True
    #: How far it yields the processors to the others, as in nice(1): 0 to 19.
    niceness: int = 0
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    restarts: int = 0
    start_again_at: float = 0.0


class Supervisor:
    """Keeps programs running until told to stop; their output goes to `log_dir`/name.log.

    If the supervisor itself is killed, the kernel ends them too, so that no port remains in use.
    """

    def __init__(self, programs: Iterable[Program], log_dir: Path, env: dict[str, str]) -> None:
        self.programs = sorted(programs, key=lambda program: program.rank)
        self.log_dir = log_dir
        self.env = env
        log_dir.mkdir(parents=True, exist_ok=True)

    def start(self, programs: Iterable[Program], *, seconds: float) -> None:
        """Start `programs` and wait until they are ready. Raises PermanentError if one ends, or if
        a needed one is not ready within `seconds`.
        """
        programs = list(programs)
        for program in programs:
            self._spawn(program)
        deadline = time.monotonic() + seconds
        for program in (each for each in programs if each.is_needed):
            self._await(program, deadline)
        deadline = min(deadline, time.monotonic() + _PATIENCE_SECONDS)
        for program in (each for each in programs if not each.is_needed):
            self._await(program, deadline)

    def look_after(self) -> list[str]:
        """Restart the programs that have ended, and return what happened to them, a line each.

        One that cannot be started now is tried again later.
        """
        ended = []
        for program in self.programs:
            if program.process is None or program.process.poll() is None:
                continue
            if program.start_again_at == 0.0:
                lived = time.monotonic() - program.started_at
                program.restarts = 0 if lived > _HEALTHY_SECONDS else program.restarts + 1
                wait = min(_SLOWEST_RESTART_SECONDS, 0.1 * 2**program.restarts)
                program.start_again_at = time.monotonic() + wait
            if time.monotonic() >= program.start_again_at:
                how = f"{program.name} ended with {program.process.returncode}"
                ended.append(f"{how}; {self._start_again(program)}")
        return ended

    def _start_again(self, program: Program) -> str:
        try:
            self._spawn(program)
        except OSError as error:
            program.start_again_at = time.monotonic() + _SLOWEST_RESTART_SECONDS
            return f"cannot be started: {error.filename or program.argv[0]}: {error.strerror}"
        return "started again"

    def stop(self) -> None:
        """Stop all programs, the last started first, and kill those that do not end in time."""
        ranks = sorted({program.rank for program in self.programs}, reverse=True)
        for rank in ranks:
            self._stop([program for program in self.programs if program.rank == rank])

    def _stop(self, programs: list[Program]) -> None:
        running = [(p, p.process) for p in programs if p.process and p.process.poll() is None]
        for _program, process in running:
            process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        for program, process in running:
            try:
                process.wait(max(0.1, began + program.stop_seconds - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _spawn(self, program: Program) -> None:
        with (self.log_dir / f"{program.name}.log").open("ab") as log:
            program.process = subprocess.Popen(  # noqa: S603 -- our own command lines
                program.argv,
                env={**os.environ, **self.env, **program.env},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=partial(_begin, program.niceness),
                start_new_session=True,
            )
        program.started_at = time.monotonic()
        program.start_again_at = 0.0

    def _await(self, program: Program, deadline: float) -> None:
        while not program.is_ready():
            process = program.process
            if process is not None and process.poll() is not None:
                raise PermanentError(self._why(program, f"ended with {process.returncode}"))
            if time.monotonic() > deadline:
                if not program.is_needed:
                    return
                raise PermanentError(self._why(program, "was not ready in time"))
            time.sleep(0.02)

    def _why(self, program: Program, what: str) -> str:
        log = self.log_dir / f"{program.name}.log"
        last = log.read_text(errors="replace").splitlines()[-15:] if log.exists() else []
        return "\n".join([f"{program.name} {what}; the end of {log}:", *last])


def _begin(niceness: int) -> None:
    end_with_parent()
    if niceness:
        os.nice(niceness)
        _yield_to_other_sessions(niceness)


def _yield_to_other_sessions(niceness: int) -> None:
    """Set the priority of this session. Where Linux groups processes by session, `nice` counts only
    among those of the same one: sched(7), "The autogroup feature".
    """
    for _attempt in range(5):
        try:
            Path("/proc/self/autogroup").write_text(str(niceness))
        except BlockingIOError:  # an unprivileged user may do this ten times a second
            time.sleep(0.1)
        except OSError:  # no such feature
            return
        else:
            return


def end_with_parent() -> None:
    """Called in a new process: the kernel then kills it when the thread that started it ends."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
