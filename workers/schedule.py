"""The tasks that Celery's beat sends, and how often."""

from __future__ import annotations

from typing import Any

from matbaa.settings import get_settings
from tasks.queues import Queue

SCHEDULE: dict[str, dict[str, Any]] = {
    # All of the upkeep. In between, each worker looks for urgent work itself (`upkeep_timer`).
    "upkeep": {
        "task": "matbaa.upkeep",
        "schedule": 10 * get_settings().upkeep_seconds,
        # Expires, so that hints which piled up while no worker ran are not all run at once.
        "options": {"queue": Queue.UPKEEP.value, "expires": 10},
    },
    # One slice at a time: 200 HEAD requests every 20 seconds.
    "audit": {
        "task": "matbaa.audit",
        "schedule": 20.0,
        "options": {"queue": Queue.BULK_UPLOAD.value, "expires": 20},
    },
}
