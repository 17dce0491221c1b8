"""Failpoints: named places between two side effects where a test can make the process fail.

`MATBAA_FAILPOINTS` lists `name:action[:visit]`, joined by commas. The actions are `kill` (SIGKILL
to this process), `sleep` (ten minutes) and `raise`; an action happens once, at the first visit
unless another is given. For example, `upload.after_put:kill,settle.before_commit:raise:2` kills the
process at the first visit to one place and raises at the second visit to the other. Where the
variable is unset, as in production, a failpoint costs one lookup in an empty dictionary.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

_SLEEP_SECONDS = 600.0


class FailpointReached(Exception):
    """Raised by a failpoint set to `raise`. No code handles it by name, like an unforeseen bug."""


@dataclass(slots=True)
class _Armed:
    action: str
    #: Visits until it acts.
    left: int


@lru_cache(maxsize=1)
def _armed() -> Mapping[str, _Armed]:
    found = {}
    for word in filter(None, os.environ.get("MATBAA_FAILPOINTS", "").split(",")):
        name, action, *nth = word.split(":")
        found[name] = _Armed(action, int(nth[0]) if nth else 1)
    return found


def failpoint(name: str) -> None:
    """Perform the action that `MATBAA_FAILPOINTS` sets for `name`; normally there is none."""
    armed = _armed().get(name)
    if armed is None:
        return
    armed.left -= 1
    if armed.left == 0:
        _act(name, armed.action)


def _act(name: str, action: str) -> None:
    if action == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif action == "sleep":
        time.sleep(_SLEEP_SECONDS)
    else:
        raise FailpointReached(name)
