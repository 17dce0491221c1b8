"""Shell completion of commands, options and values, in each shell's own way."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

_PROGRAM = Path(sys.executable).with_name("matbaa")
_BASH = """
eval "$(matbaa completion bash)"
COMP_WORDS=({words})
COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_matbaa_completion matbaa
echo "${{COMPREPLY[*]}}"
"""
_SECONDS = 60.0


@pytest.fixture(autouse=True)
def path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make `matbaa` on the path the one of this environment."""
    monkeypatch.setenv("PATH", f"{_PROGRAM.parent}:{os.environ['PATH']}")


def needs(shell: str) -> pytest.MarkDecorator:
    """Skip a test if this shell is not installed."""
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"needs {shell}")


def said(*command: str) -> list[str]:
    """The lines printed by a command."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=True)
    return done.stdout.splitlines()


@needs("bash")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("matbaa re", "retry restore rename republish"),
        ("matbaa kill --an", "--answer"),
        ('matbaa kill --answer ""', "gone missing redirect"),
        ('matbaa rename ""', "section author"),
        ("matbaa list --state pub", "published"),
    ],
)
def test_bash_completes_commands_options_and_values(words: str, offered: str) -> None:
    assert " ".join(said("bash", "-c", _BASH.format(words=words))).split() == offered.split()


@needs("fish")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("matbaa dead", ["dead-letters"]),
        ("matbaa kill --an", ["--answer"]),
        ("matbaa kill --answer ", ["gone", "missing", "redirect"]),
    ],
)
def test_fish_completes_commands_options_and_values(words: str, offered: list[str]) -> None:
    script = f"matbaa completion fish | source; complete -C '{words}'"
    lines = said("fish", "--no-config", "--command", script)
    assert [line.partition("\t")[0] for line in lines] == offered


@needs("zsh")
@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("matbaa dead", "matbaa dead-letters "),
        ("matbaa kill --an", "matbaa kill --answer "),
        ("matbaa list --state pub", "matbaa list --state published "),
    ],
)
def test_zsh_completes_commands_options_and_values(words: str, whole: str, tmp_path: Path) -> None:
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(tmp_path)
        os.execvpe("zsh", ["zsh", "-f"], {**os.environ, "TERM": "dumb"})  # noqa: S606 -- it is the shell
    try:
        os.write(terminal, b'eval "$(matbaa completion zsh)"; echo rea""dy\n')
        shown(terminal, "ready")
        os.write(terminal, f"{words}\t".encode())
        shown(terminal, whole)
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
        os.close(terminal)


def shown(terminal: int, text: str) -> None:
    """Wait until `text` appears on the terminal."""
    seen, end = "", time.monotonic() + _SECONDS
    while text not in seen:
        assert time.monotonic() < end, seen
        if select.select([terminal], [], [], 0.2)[0]:
            seen += os.read(terminal, 4096).decode(errors="replace")


def test_an_unknown_shell_is_refused() -> None:
    done = subprocess.run(["matbaa", "completion", "tcsh"], capture_output=True, check=False)
    assert done.returncode == 2
    assert b"bash" in done.stderr
