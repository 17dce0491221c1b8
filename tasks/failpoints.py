"""Places between two side effects where a test may end, break or hold up the process.

`MATBAA_FAILPOINTS=upload.after_put:kill,settle.before_commit:raise:2` ends the process when it
first comes by the one, and raises when it comes by the other for the second time; `sleep` waits for
ten minutes. Unset, as it is outside tests, a failpoint costs a look into an empty dictionary.
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
    """What a failpoint set to `raise` raises: nothing of ours knows it."""


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
    """Do what `MATBAA_FAILPOINTS` says is to happen here, which is usually nothing."""
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
