"""The figures of a round: throughput, recovery times, repeated work, memory and disk."""

from __future__ import annotations

import json
import os
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from tests.faults import bounds
from tests.faults.newsroom import Newsroom

_STATES = "SELECT state, count(*) FROM revisions GROUP BY state"


def figures(room: Newsroom, drained_in: float) -> dict[str, Any]:
    """The figures of the latest round, which took `drained_in` seconds to come to rest."""
    states = {row[0]: int(row[1]) for row in room.rows(_STATES)}
    live = sorted(at for at in _published_at(room) if at >= room.began)
    recoveries = sorted(_recoveries(room, live))
    memory = [each[1] for each in bounds.measured(room)]
    return {
        **room.producer.ledger.figures(room.began),
        **{name: states.get(name, 0) for name in ("published", "superseded", "dead")},
        **_costs(room),
        "recovery_p50": _quantile(recoveries, 0.5),
        "recovery_p95": _quantile(recoveries, 0.95),
        "recovery_max": _quantile(recoveries, 1.0),
        "per_second": _throughput(room, live),
        "backlog_peak": max(room.backlog, default=0),
        "drained_in": round(drained_in, 1),
        "load": round(os.getloadavg()[0], 1),
        "memory_max": max(memory, default=0),
        "disk": bounds.disk_used(room.folder),
        **room.notes,
    }


def _costs(room: Newsroom) -> dict[str, Any]:
    """How much work was done more than once."""
    puts = [put for put in room.s3.puts if 200 <= put.status < 300 and put.at >= room.began]
    once = {(put.path, put.rev, put.sha256) for put in puts}
    done = executions(room)
    again = sum(done.values()) - len(done)
    found = {
        "puts": len(puts),
        "puts_twice": len(puts) - len(once),
        "executions": sum(done.values()),
        "executions_again": again,
        "hinted_again": _hinted_again(room),
    }
    if kills := room.notes.get("kills"):
        found["again_per_kill"] = round(again / kills, 2)
    return found


def executions(room: Newsroom) -> Counter[str]:
    """How often each sound revision of this round was worked on."""
    with suppress(OSError):
        lines = (room.folder / "executions").read_text().splitlines()
        return Counter(line for line in lines if "poison" not in line)
    return Counter()


def _hinted_again(room: Newsroom) -> int:
    """How many revisions the upkeep hinted again since the stack began, according to the logs."""
    total = 0
    for log in (room.folder / "data" / "logs").glob("*.log"):
        for line in log.read_text(errors="replace").splitlines():
            if "hinted_again" in line:
                with suppress(json.JSONDecodeError, KeyError):
                    total += int(json.loads(line)["revisions"])
    return total


def _published_at(room: Newsroom) -> list[float]:
    rows = room.rows("SELECT published_at FROM revisions WHERE published_at IS NOT NULL")
    times = [datetime.fromisoformat(str(row[0])) for row in rows]
    return [(t.replace(tzinfo=UTC) if t.tzinfo is None else t).timestamp() for t in times]


def _recoveries(room: Newsroom, live: list[float]) -> list[float]:
    """Seconds from the end of each fault to the next article that went live."""
    found = []
    for _began, ended in room.faults:
        later = [at for at in live if at >= ended]
        if later:
            found.append(later[0] - ended)
    return found


def _quantile(values: list[float], share: float) -> float | None:
    if not values:
        return None
    return round(values[min(len(values) - 1, int(len(values) * share))], 2)


def _throughput(room: Newsroom, live: list[float]) -> dict[str, float]:
    """How many articles went live per second before, during and after the faults."""
    if not (live and room.faults):
        return {}
    began, ended = room.faults[0][0], room.faults[-1][1]
    parts = {
        "before": (live[0], began),
        "during": (began, ended),
        "after": (ended, live[-1]),
    }
    return {
        name: round(sum(a <= at < b for at in live) / (b - a), 1)
        for name, (a, b) in parts.items()
        if b - a > 0.5
    }
