"""Measures submission until all is live: ours, a plain loop, and the tutorials' Celery chain.

    .venv/bin/python -m benchmarks.throughput [--articles 2000] [--runs 5] [--json]
        [--postgres postgresql+psycopg://...]

With --postgres, ours is also measured on that database, which is emptied first; CPU is then without
the server's.

The runs of the systems are interleaved. Every system gets the same articles and the same S3 server,
calls the same library functions, and is warm: it has published one article before. CPU is that of
its own processes (Python, and Redis if it has one), without the S3 server.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import redis
from sqlalchemy import Engine, create_engine, text

from benchmarks import articles
from benchmarks.stack import cpu_seconds, empty_database, medians, running_stack

Figures = dict[str, float]
_PATIENCE_SECONDS = 900
_WARM_UP_SECONDS = 8


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--concurrency", default="2")
    parser.add_argument("--postgres", help="an empty database, or one that may be emptied")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    submissions = articles.load(options.articles)
    lines = [json.dumps(each, ensure_ascii=False) for each in submissions]
    found: dict[str, list[Figures]] = defaultdict(list)
    for _run in range(options.runs):
        found["matbaa"].append(_press(lines, options.concurrency))
        if options.postgres:
            empty_database(options.postgres)
            database = {"MATBAA_DATABASE_URL": options.postgres}
            found["matbaa, PostgreSQL"].append(_press(lines, options.concurrency, database))
        with running_stack() as ready:
            env = {**os.environ, **ready["env"]}
            found["loop"].append(_loop(lines, env))
            found["loop, no upload"].append(_loop(lines, env, "--no-upload"))
            found["celery chain"].append(_chain(lines, env, options.concurrency))
    table = {name: medians(figures, options.articles) for name, figures in found.items()}
    print(json.dumps(table, indent=1) if options.json else _shown(table))


def _press(lines: list[str], concurrency: str, env: dict[str, str] | None = None) -> Figures:
    with running_stack("--concurrency", concurrency, env=env) as ready:
        pids = [pid for name, pid in ready["processes"].items() if name != "storage"]
        client = redis.Redis.from_url(ready["redis_url"])
        engine = create_engine(ready["database_url"])
        first = {**json.loads(lines[0]), "id": "warm-up"}
        client.xadd("matbaa:inbox", {"article": json.dumps(first)})
        _await(lambda: live(engine) == 1)
        time.sleep(_WARM_UP_SECONDS)
        before, began = cpu_seconds(pids), time.perf_counter()
        with client.pipeline(transaction=False) as pipe:
            for line in lines:
                pipe.xadd("matbaa:inbox", {"article": line})
            pipe.execute()
        _await(lambda: live(engine) == 1 + len(lines))
        engine.dispose()
        return {"seconds": time.perf_counter() - began, "cpu": cpu_seconds(pids) - before}


def live(engine: Engine) -> int:
    """How many articles are live."""
    with engine.connect() as connection:
        return int(connection.scalar(text("SELECT count(*) FROM articles WHERE live")) or 0)


def _await(condition: Any) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("not all articles were published")
        time.sleep(0.05)


def _loop(lines: list[str], env: dict[str, str], *options: str) -> Figures:
    return _fed("benchmarks.peers.loop", lines, env, options=options)


def _chain(lines: list[str], env: dict[str, str], concurrency: str) -> Figures:
    server = redis.Redis.from_url(env["MATBAA_REDIS_URL"]).info("server")["process_id"]
    with _worker(env, concurrency) as worker:
        return _fed("benchmarks.peers.tutorial", lines, env, beside=[worker, int(server)])


def _fed(
    module: str,
    lines: list[str],
    env: dict[str, str],
    *,
    options: Iterable[str] = (),
    beside: Sequence[int] = (),
) -> Figures:
    """Measure the peer `module`, fed with `lines`, including the processes `beside` it."""
    command = [sys.executable, "-m", module, *options]
    process = subprocess.Popen(command, env=env, stdin=subprocess.PIPE, text=True)
    assert process.stdin is not None  # noqa: S101 -- it is a pipe
    process.stdin.write(lines[0] + "\n")  # the first article pays for imports and models
    process.stdin.flush()
    time.sleep(_WARM_UP_SECONDS)
    before, began = cpu_seconds([process.pid, *beside]), time.perf_counter()
    process.stdin.write("\n".join(lines) + "\n")
    process.stdin.close()
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    if status:
        raise RuntimeError(f"{module} ended with {status}")
    own = usage.ru_utime + usage.ru_stime
    return {"seconds": seconds, "cpu": own + cpu_seconds(beside) - before}


@contextmanager
def _worker(env: dict[str, str], concurrency: str) -> Iterator[int]:
    command = [sys.executable, "-m", "celery", "-A", "benchmarks.peers.tutorial", "worker"]
    process = subprocess.Popen(
        [*command, "--concurrency", concurrency, "--loglevel", "warning"],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(60)


def _shown(table: dict[str, Figures]) -> str:
    ours = table["matbaa"]["articles/s"]
    lines = [f"{'':<18}{'articles/s':>11}{'least':>8}{'most':>8}{'CPU ms':>9}{'ours is':>10}"]
    for name, row in table.items():
        cells = (
            f"{row['articles/s']:>11}{row['least']:>8}{row['most']:>8}{row['CPU ms/article']:>9}"
        )
        lines.append(f"{name:<18}{cells}{ours / row['articles/s']:>8.2f} x")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
