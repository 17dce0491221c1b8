"""The desk's log has the same format as the workers'."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path


def test_the_desk_logs_json_at_the_configured_level(tmp_path: Path) -> None:
    program = (
        "import logging, structlog, desk.app\n"
        "log = structlog.get_logger('desk')\n"
        "log.warning('not_sent', title='a\\nb')\n"
        "log.info('nobody_asked')\n"
        "logging.getLogger('uvicorn.error').warning('slow client')\n"
    )
    env = {
        **os.environ,
        "MATBAA_DATABASE_URL": f"sqlite:///{tmp_path}/matbaa.db",
        "MATBAA_LOG_JSON": "true",
        "MATBAA_LOG_LEVEL": "WARNING",
    }

    ran = subprocess.run(
        [sys.executable, "-c", program], env=env, capture_output=True, text=True, timeout=60
    )

    assert ran.stdout == ""
    lines = [json.loads(line) for line in ran.stderr.splitlines()]
    assert [line["event"] for line in lines] == ["not_sent", "slow client"]
    assert lines[0]["title"] == "a\nb"
