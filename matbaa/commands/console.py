"""How commands speak: facts on stdout, everything else on stderr, colour only for people."""

from __future__ import annotations

import json
import os
import sys
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console


@lru_cache(maxsize=1)
def messages() -> Console:
    """Where people are spoken to. Rich honours NO_COLOR itself."""
    from rich.console import Console  # a tenth of a second that most commands can do without

    return Console(stderr=True, highlight=False, soft_wrap=True)


def is_for_people() -> bool:
    """Whether stderr is a terminal, where a progress bar helps."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def fact(line: str) -> None:
    """One line on stdout."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def fact_json(value: Any) -> None:
    """One JSON value on a line of stdout."""
    fact(as_json(value))


def as_json(value: Any) -> str:
    """One JSON value; half a surrogate pair, which UTF-8 cannot write, is escaped."""
    line = json.dumps(value, ensure_ascii=False)
    return line if _is_writable(line) else json.dumps(value)


def _is_writable(line: str) -> bool:
    try:
        line.encode()
    except UnicodeEncodeError:
        return False
    return True


def tell(line: str) -> None:
    """One line for people, on stderr."""
    messages().print(line, markup=False)


def complain(line: str) -> None:
    """What went wrong, on stderr."""
    messages().print(f"matbaa: {line}", markup=False, style="red" if is_for_people() else None)
