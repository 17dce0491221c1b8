"""The metrics for Prometheus."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from fastapi.testclient import TestClient

from tasks.reception import entry_of
from tests.conftest import Press

needs_promtool = pytest.mark.skipif(
    shutil.which("promtool") is None and not os.environ.get("CI"), reason="needs promtool"
)


@needs_promtool
def test_prometheus_own_tool_finds_nothing_wrong_with_the_metrics(
    press: Press, desk: TestClient
) -> None:
    press.article(id="n-1")
    press.run()
    press.submit(entry_of(b'{"titel": "Rain"}', key="k"))
    told = desk.get("/metrics").content
    assert b'dead_letters{stage="intake"} 1' in told
    checked = subprocess.run(
        ["promtool", "check", "metrics"], input=told, capture_output=True, timeout=60, check=False
    )
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, b"", b"")
