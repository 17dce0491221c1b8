"""Measures how a full inbox is drained: articles per second, and memory of the worker processes.

    python -m benchmarks.drain [--articles 20000] [--workers 1,2,4] [--json]

Runs the embedded stack with each number of worker processes, and reads memory every few seconds.
"""

from __future__ import annotations

import argparse
import json
import time
from typing import Any

import redis
from sqlalchemy import Engine, create_engine, text

from benchmarks import articles
from benchmarks.stack import children, cpu_seconds, resident_bytes, running_stack
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
        memory = []
        while (done := live(engine)) + (dead := _dead(engine)) < len(lines):
            held = [resident_bytes([pid]) for pid in children(ready["processes"]["worker"])]
            memory.append((done, max(held, default=0)))
            time.sleep(_LOOK_SECONDS)
        seconds = time.perf_counter() - began
        engine.dispose()
        return {
            "workers": int(workers),
            "articles": len(lines),
            "dead": dead,
            "articles/s": round(len(lines) / seconds, 1),
            "CPU ms/article": round((cpu_seconds(pids) - before) / len(lines) * 1_000, 2),
            "worker MB at a quarter, half, end": _at_quarters(memory, len(lines)),
        }


def _dead(engine: Engine) -> int:
    """How many articles failed for good: none should, and a measurement must not wait for them."""
    with engine.connect() as connection:
        return int(connection.scalar(text("SELECT count(*) FROM dead_letters")) or 0)


def _at_quarters(memory: list[tuple[int, int]], count: int) -> list[int]:
    """The size in MB of the largest worker process after each quarter of the articles."""
    parts = [[held for done, held in memory if done <= count * share] for share in (0.25, 0.5, 1.0)]
    return [round(part[-1] / 1e6) if part else 0 for part in parts]


def _table(found: list[dict[str, Any]]) -> str:
    names = list(found[0])
    lines = [" | ".join(names)]
    lines += [" | ".join(str(each[name]) for name in names) for each in found]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
