"""Runs the upkeep in every worker as well, so that the pipeline survives a dead beat."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from functools import lru_cache

import structlog

from matbaa.errors import MatbaaError
from matbaa.settings import get_settings
from tasks import designs, notices
from tasks.punctual import act_on_time
from tasks.upkeep import is_urgent, upkeep

log = structlog.get_logger(__name__)

#: Every so many looks the upkeep runs even if nothing is urgent, because beat may be dead.
_REGULARLY = 20
_looks = itertools.count(1)


def start() -> None:
    """Start the background threads: urgent upkeep, acts due at a set time, and CDN notices.

    They run as long as this process lives.
    """
    seconds = get_settings().upkeep_seconds
    _start(_tend, seconds, "upkeep")
    _start(act_on_time, seconds, "punctual")
    if notices.are_wanted():
        _start(_tell, seconds, "notices")


def _start(duty: Callable[[float], None], seconds: float, name: str) -> None:
    threading.Thread(target=_run, args=(duty, seconds), name=name, daemon=True).start()


def _tend(seconds: float) -> None:
    _note_designs()
    time.sleep(seconds)
    if next(_looks) % _REGULARLY == 0 or is_urgent():
        upkeep()


@lru_cache
def _note_designs() -> None:
    """Compare the sites' designs once, as soon as the database answers."""
    designs.note_designs()


def _tell(seconds: float) -> None:
    """Send notices to CDNs; in a thread of its own, so that a slow CDN holds up nothing else."""
    time.sleep(seconds)
    notices.tell_all()


def _run(duty: Callable[[float], None], seconds: float) -> None:
    while True:
        try:
            duty(seconds)
        except MatbaaError as error:
            log.warning("upkeep_failed", error=str(error))
            time.sleep(seconds)
        except Exception:
            log.exception("upkeep_failed")
            time.sleep(seconds)
