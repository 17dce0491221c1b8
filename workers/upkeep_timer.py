"""Runs the upkeep in every worker too, so that a dead beat is not fatal."""

from __future__ import annotations

import threading
import time

import structlog

from matbaa.errors import MatbaaError
from matbaa.settings import get_settings
from tasks.upkeep import upkeep

log = structlog.get_logger(__name__)


def start() -> None:
    """Run the upkeep for as long as this process lives, less often than beat does."""
    threading.Thread(target=_run, name="upkeep", daemon=True).start()


def _run() -> None:
    while True:
        time.sleep(get_settings().upkeep_seconds * 2)
        try:
            upkeep()
        except MatbaaError as error:
            log.warning("upkeep_failed", error=str(error))
        except Exception:
            log.exception("upkeep_failed")
