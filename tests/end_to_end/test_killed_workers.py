"""`matbaa status`, `top` and `doctor` are correct again within a lease after a kill."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from typing import Any

import pytest

from matbaa.settings import Settings
from tests.conftest import Stack
from tests.end_to_end.test_stack import client_of

pytestmark = pytest.mark.stack
Eventually = Callable[..., None]
#: Seconds: a lease, and the time a process needs to start on a busy machine.
_LEASE_AND_START = Settings().lease_seconds + 30
_COUNT = 30


def told(stack: Stack, command: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(stack.run(command, "--json").stdout)
    return said


def under_way(said: dict[str, Any]) -> int:
    """How many articles `matbaa status` counts as waiting or working, without embargoes."""
    lanes = said["lanes"].values()
    counts: list[dict[str, int]] = [state for lane in lanes for state in lane.values()]
    return sum(sum(each.values()) for each in counts) - int(said["scheduled"])


def pids(stack: Stack, names: tuple[str, ...]) -> list[int]:
    """The current process ids; processes that ended have been restarted."""
    ready = json.loads(stack.data_dir.with_suffix(".json").read_text())
    return [ready["processes"][name] for name in names]


@pytest.mark.parametrize("names", [("worker",), ("intake", "worker", "bulk")])
def test_status_top_and_doctor_are_right_within_a_lease_of_a_kill(
    stack: Stack, eventually: Eventually, names: tuple[str, ...]
) -> None:
    client, mark = client_of(stack), "-".join(names)
    before = told(stack, "status")
    for number in range(_COUNT):
        article = {"id": f"{mark}-{number}", "title": f"Report {number}", "body": "It goes on."}
        client.xadd("matbaa:inbox", {"article": json.dumps(article)})
    for pid in pids(stack, names):
        os.kill(pid, signal.SIGKILL)

    eventually(
        lambda: told(stack, "status")["live"] == before["live"] + _COUNT, seconds=_LEASE_AND_START
    )
    # The worker for bulk work renders a page again when the next article follows it.
    eventually(lambda: under_way(told(stack, "status")) == 0, seconds=_LEASE_AND_START)
    after = told(stack, "status")
    assert after["dead_letters"] == before["dead_letters"]
    # The worker with the lowest priority starts last.
    eventually(lambda: told(stack, "doctor")["ok"], seconds=_LEASE_AND_START)
    top = stack.run("top").stdout
    assert f"live           {before['live'] + _COUNT}" in top, top
