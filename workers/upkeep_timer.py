"""Runs the upkeep in every worker too, so that a dead beat is not fatal."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import structlog

from matbaa.errors import MatbaaError
from matbaa.settings import get_settings
from tasks.punctual import act_on_time
from tasks.upkeep import upkeep

log = structlog.get_logger(__name__)


def start() -> None:
    """Run the upkeep for as long as this process lives, less often than beat does, and in between
    what is due at a certain time.
    """
    seconds = get_settings().upkeep_seconds
    threading.Thread(target=_run, args=(_tend, 2 * seconds), name="upkeep", daemon=True).start()
    threading.Thread(target=_run, args=(act_on_time, seconds), name="punctual", daemon=True).start()


def _tend(seconds: float) -> None:
    time.sleep(seconds)
    upkeep()


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
