"""The supervisor starts the programs of `matbaa up` and keeps them running."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from matbaa.errors import PermanentError
from matbaa.supervisor import Program, Supervisor

_SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]


def _program(name: str, is_ready: Callable[[], bool], *, is_needed: bool = True) -> Program:
    return Program(name, _SLEEPS, is_ready, is_needed=is_needed)


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Callable[..., Supervisor]]:
    supervisors = []

    def start(*programs: Program, seconds: float = 0.2) -> Supervisor:
        supervisor = Supervisor(programs, tmp_path, {})
        supervisors.append(supervisor)
        supervisor.start(programs, seconds=seconds)
        return supervisor

    yield start
    for supervisor in supervisors:
        supervisor.stop()


def test_a_start_waits_for_a_program_that_is_not_ready_and_names_it(
    started: Callable[..., Supervisor],
) -> None:
    with pytest.raises(PermanentError, match="desk was not ready in time"):
        started(_program("site", lambda: True), _program("desk", lambda: False))


def test_a_start_continues_without_an_optional_program(
    started: Callable[..., Supervisor],
) -> None:
    supervisor = started(_program("bulk", lambda: False, is_needed=False))

    process = supervisor.programs[0].process
    assert process is not None
    assert process.poll() is None


def test_a_program_that_ends_at_once_fails_a_start(started: Callable[..., Supervisor]) -> None:
    ends = Program("bulk", [sys.executable, "-c", "raise SystemExit(3)"], lambda: False)
    ends.is_needed = False

    with pytest.raises(PermanentError, match="bulk ended with 3"):
        started(ends, seconds=20)


def test_a_program_of_low_priority_also_yields_to_other_sessions(
    started: Callable[..., Supervisor],
) -> None:
    supervisor = started(Program("bulk", _SLEEPS, lambda: True, niceness=7))

    process = supervisor.programs[0].process
    assert process is not None
    assert os.getpriority(os.PRIO_PROCESS, process.pid) == os.getpriority(os.PRIO_PROCESS, 0) + 7
    group = Path(f"/proc/{process.pid}/autogroup")
    if group.exists():
        assert group.read_text().split()[-1] == "7"


def test_a_program_that_cannot_be_started_now_is_started_later(
    started: Callable[..., Supervisor], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("matbaa.supervisor._SLOWEST_RESTART_SECONDS", 0.2)
    supervisor = started(_program("desk", lambda: True))
    program = supervisor.programs[0]
    assert program.process is not None
    program.process.kill()
    supervisor.log_dir = tmp_path / "none"

    assert _said(supervisor) == [
        f"desk ended with -9; cannot be started: {_log(supervisor)}: {_NONE}"
    ]
    supervisor.log_dir = tmp_path
    assert _said(supervisor) == ["desk ended with -9; started again"]
    assert program.process.poll() is None


_NONE = os.strerror(errno.ENOENT)


def _log(supervisor: Supervisor) -> Path:
    return supervisor.log_dir / "desk.log"


def _said(supervisor: Supervisor) -> list[str]:
    """What the supervisor next says."""
    end = time.monotonic() + 20
    while not (lines := supervisor.look_after()) and time.monotonic() < end:
        time.sleep(0.05)
    return lines
