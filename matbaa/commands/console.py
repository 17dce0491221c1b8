"""Output of commands: data on stdout, messages on stderr, colour only on a terminal."""

from __future__ import annotations

import json
import os
import sys
from functools import lru_cache
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console


@lru_cache(maxsize=1)
def messages() -> Console:
    """The console for messages, on stderr. Rich honours NO_COLOR itself."""
    from rich.console import Console  # imported late: it takes a tenth of a second

    return Console(stderr=True, highlight=False, soft_wrap=True)


def is_for_people() -> bool:
    """Whether stderr is a terminal, where a progress bar helps."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def prepare() -> None:
    """Print characters that the terminal's encoding lacks as escapes, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")


def fact(line: str) -> None:
    """Write one line to stdout."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def fact_json(value: Any) -> None:
    """Write one JSON value as a line to stdout."""
    fact(as_json(value))


def as_json(value: Any) -> str:
    """A value as JSON; ASCII only if stdout's encoding lacks a character (UTF-8: surrogates)."""
    line = json.dumps(value, ensure_ascii=False)
    return line if _is_writable(line) else json.dumps(value)


def _is_writable(line: str) -> bool:
    try:
        line.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def tell(line: str) -> None:
    """Write one line for people to stderr."""
    messages().print(line, markup=False)


def complain(line: str) -> None:
    """Write an error message to stderr."""
    messages().print(f"matbaa: {line}", markup=False, style="red" if is_for_people() else None)
