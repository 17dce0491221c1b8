"""Installations from our deployment files have a worker for every queue."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from tasks.queues import Queue

ROOT = Path(__file__).parents[2]
QUEUES = {queue.value for queue in Queue}


def _compose() -> dict[str, Any]:
    services: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    return services


def test_compose_runs_a_worker_for_every_queue() -> None:
    words = " ".join(
        str(word) for service in _compose().values() for word in service.get("command", ())
    )
    served = {name for group in re.findall(r"--queues=(\S+)", words) for name in group.split(",")}
    assert served == QUEUES


def test_the_chart_runs_a_worker_for_every_queue() -> None:
    values = yaml.safe_load((ROOT / "deploy" / "helm" / "matbaa" / "values.yaml").read_text())
    served = {name for group in values["workers"].values() for name in group["queues"]}
    assert served == QUEUES


@pytest.mark.parametrize("role", ["intake", "worker", "desk"])
def test_redis_allows_senders_of_hints_to_reach_every_queue(role: str) -> None:
    rules = (ROOT / "deploy" / "redis" / "users.acl").read_text()
    line = next(line for line in rules.splitlines() if line.startswith(f"user {role} "))
    patterns = [word[1:] for word in line.split() if word.startswith("~")]
    # Priorities are queues of their own: `ingest\x06\x163`.
    keys = {key for queue in QUEUES for key in (queue, f"{queue}\x06\x163")}
    assert {key for key in keys if not any(fnmatch(key, each) for each in patterns)} == set()
