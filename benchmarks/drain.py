"""Measures how a full inbox is drained: articles per second, and memory of the worker processes.

    python -m benchmarks.drain [--articles 20000] [--workers 1,2,4] [--json]

Runs the embedded stack with each number of worker processes, and reads memory every few seconds:
what is resident, that with shared pages divided among their processes (PSS), and the private part.
"""

from __future__ import annotations

import argparse
import json
import time
from typing import Any

import redis
from sqlalchemy import Engine, create_engine, text

from benchmarks import articles
from benchmarks.stack import Held, children, cpu_seconds, held_by, running_stack
from benchmarks.throughput import live

_AT_ONCE = 500
_LOOK_SECONDS = 2.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--workers", default="1,2,4")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    lines = [json.dumps(each, ensure_ascii=False) for each in articles.load(options.articles)]
    found = [_drained(lines, workers) for workers in options.workers.split(",")]
    print(json.dumps(found, indent=1) if options.json else _table(found))


def _drained(lines: list[str], workers: str) -> dict[str, Any]:
    with running_stack("--concurrency", workers) as ready:
        client = redis.Redis.from_url(ready["redis_url"])
        engine = create_engine(ready["database_url"])
        pids = [pid for name, pid in ready["processes"].items() if name != "storage"]
        before, began = cpu_seconds(pids), time.perf_counter()
        for start in range(0, len(lines), _AT_ONCE):
            with client.pipeline(transaction=False) as pipe:
                for line in lines[start : start + _AT_ONCE]:
                    pipe.xadd("matbaa:inbox", {"article": line})
                pipe.execute()
        memory = [(0, _most(ready))]
        while (done := live(engine)) + (dead := _dead(engine)) < len(lines):
            memory.append((done, _most(ready)))
            time.sleep(_LOOK_SECONDS)
        seconds = time.perf_counter() - began
        engine.dispose()
        return {
            "workers": int(workers),
            "articles": len(lines),
            "dead": dead,
            "articles/s": round(len(lines) / seconds, 1),
            "CPU ms/article": round((cpu_seconds(pids) - before) / len(lines) * 1_000, 2),
            "worker MB (resident, PSS, private) at first, a quarter, half, end": [
                [round(each / 1e6) for each in held] for held in _at_quarters(memory, len(lines))
            ],
        }


def _most(ready: dict[str, Any]) -> Held:
    """The memory of the largest worker process."""
    return max(map(held_by, children(ready["processes"]["worker"])), default=Held(0, 0, 0))


def _dead(engine: Engine) -> int:
    """How many articles failed for good: none should, and a measurement must not wait for them."""
    with engine.connect() as connection:
        return int(connection.scalar(text("SELECT count(*) FROM dead_letters")) or 0)


def _at_quarters(memory: list[tuple[int, Held]], count: int) -> list[Held]:
    """The last of these before so much of the articles was done."""
    shares = (0.0, 0.25, 0.5, 1.0)
    return [[held for done, held in memory if done <= count * share][-1] for share in shares]


def _table(found: list[dict[str, Any]]) -> str:
    names = list(found[0])
    lines = [" | ".join(names)]
    lines += [" | ".join(str(each[name]) for name in names) for each in found]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
