"""What beat sends, and how often."""

from __future__ import annotations

from typing import Any

from matbaa.settings import get_settings
from tasks.queues import Queue

SCHEDULE: dict[str, dict[str, Any]] = {
    # Whatever there is to do; what is urgent the workers see for themselves in between.
    "upkeep": {
        "task": "matbaa.upkeep",
        "schedule": 10 * get_settings().upkeep_seconds,
        # A beat that was away does not send all at once what is due but once.
        "options": {"queue": Queue.UPKEEP.value, "expires": 10},
    },
    # A slice at a time: 200 requests without a body every 20 seconds.
    "audit": {
        "task": "matbaa.audit",
        "schedule": 20.0,
        "options": {"queue": Queue.BULK_UPLOAD.value, "expires": 20},
    },
}
