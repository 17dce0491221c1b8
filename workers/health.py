"""A heartbeat for health probes: a file that is touched as long as the process can work."""

from __future__ import annotations

import os
import threading
from pathlib import Path

_EVERY_SECONDS = 5.0


def start_heartbeat() -> None:
    """Touch the file `MATBAA_HEARTBEAT_FILE`, if set, every few seconds from now on."""
    name = os.environ.get("MATBAA_HEARTBEAT_FILE")
    if name:
        threading.Thread(target=_beat, args=(Path(name),), name="heartbeat", daemon=True).start()


def _beat(file: Path) -> None:
    pause = threading.Event()
    while True:
        file.touch()
        pause.wait(_EVERY_SECONDS)
