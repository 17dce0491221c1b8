"""Measures a running installation: CPU per article and container, memory, growth of tables.

python -m tests.compose.measure 500
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import redis

_TABLES = (
    "SELECT relname, pg_total_relation_size(relid), pg_indexes_size(relid), n_live_tup "
    "FROM pg_stat_user_tables ORDER BY 2 DESC"
)
_DONE = "SELECT count(*) FROM articles WHERE live AND id LIKE 'measure-%'"
_PARAGRAPH = "<p>The council met in Cairo on Monday and decided to build a bridge by May. </p>"


def _compose(*arguments: str) -> str:
    command = ["docker", "compose", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def _sql(statement: str) -> list[list[str]]:
    psql = ("exec", "-T", "postgres", "psql", "--username=matbaa", "-AtF", "\t", "-c", statement)
    return [line.split("\t") for line in _compose(*psql).splitlines()]


def _cpu_seconds() -> dict[str, float]:
    """CPU seconds of each service since its start, from its control group (version 1 or 2)."""
    used = {}
    for line in _compose("ps", "--format", "{{.Service}} {{.ID}}").splitlines():
        service, container = line.split()
        asked = ["docker", "inspect", "--format", "{{.Id}}", container]
        whole = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
        used[service] = _cpu_of(whole)
    return used


def _cpu_of(container: str) -> float:
    old = Path("/sys/fs/cgroup/cpuacct/docker", container, "cpuacct.usage")
    if old.exists():
        return int(old.read_text()) / 1e9
    new = Path("/sys/fs/cgroup/system.slice", f"docker-{container}.scope", "cpu.stat")
    return int(new.read_text().split()[1]) / 1e6


def main() -> None:
    """Submit this many articles, and print what they cost."""
    count = int(sys.argv[1])
    inbox = redis.Redis.from_url(Path("secrets/producer_redis_url").read_text().strip())
    run = str(int(time.time()))
    before, began = _cpu_seconds(), time.monotonic()
    done = int(_sql(_DONE)[0][0])
    for number in range(count):
        name = f"measure-{run}-{number}"
        story = {"id": name, "title": f"Report {number} of {run}", "body": _PARAGRAPH * 30}
        inbox.xadd("matbaa:inbox", {"article": json.dumps(story), "key": name})
    while int(_sql(_DONE)[0][0]) < done + count:
        time.sleep(1)
    seconds, after = time.monotonic() - began, _cpu_seconds()
    costs = {name: 1000 * (after[name] - before[name]) / count for name in sorted(after)}
    print(f"{count / seconds:.0f} articles/s; CPU ms an article:")
    for name, cost in costs.items():
        print(f"  {name:10} {cost:7.2f}")
    print(f"  {'all':10} {sum(costs.values()):7.2f}")
    _sql("VACUUM ANALYZE")
    for row in _sql(_TABLES):
        print(*row, sep="\t")


if __name__ == "__main__":
    main()
