"""Measures the time from XADD until a reader gets the page, one article at a time.

.venv/bin/python -m benchmarks.latency [--articles 200] [--rate 0] [--backfill 0] [--json]

With --rate, that many real articles per second come in at the same time; half of the throughput
that `benchmarks.throughput` shows is half load. With --backfill, that many real articles wait on
the bulk lane.
"""

from __future__ import annotations

import argparse
import itertools
import json
import statistics
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import redis

from benchmarks import articles
from benchmarks.stack import running_stack

_BODY = "<p>وصل الوفد إلى المدينة صباح الخميس. وبدأت المحادثات في القنصلية العامة بحضور {}.</p>"
_WARM_UP = 20


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--concurrency", default="2")
    parser.add_argument("--rate", type=float, default=0.0, help="articles a second besides")
    parser.add_argument("--backfill", type=int, default=0, help="articles on the bulk lane")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with running_stack("--concurrency", options.concurrency) as ready:
        client = redis.Redis.from_url(ready["redis_url"], decode_responses=True)
        for line in map(json.dumps, articles.load(options.backfill) if options.backfill else ()):
            client.xadd("matbaa:inbox:bulk", {"article": line})
        with _load(ready["redis_url"], options.rate):
            seconds = [_once(client, n) for n in range(options.articles + _WARM_UP)][_WARM_UP:]
    figures = _figures(seconds)
    print(json.dumps(figures) if options.json else _table(figures))


@contextmanager
def _load(redis_url: str, rate: float) -> Iterator[None]:
    """Submit `rate` real articles per second until the block ends."""
    over = threading.Event()
    client = redis.Redis.from_url(redis_url)
    lines = [json.dumps(each) for each in articles.load(500)] if rate else []

    def submit() -> None:
        for number, line in enumerate(itertools.cycle(lines)):
            if over.wait(1 / rate):
                return
            article = {**json.loads(line), "id": f"load-{number}"}
            client.xadd("matbaa:inbox", {"article": json.dumps(article)})

    thread = threading.Thread(target=submit, daemon=True)
    if lines:
        thread.start()
    yield
    over.set()
    if lines:
        thread.join()


def _once(client: Any, number: int) -> float:
    article = {
        "id": f"latency-{number}",
        "title": f"محادثات في المدينة {number}",
        "body": _BODY.format(number) * 8,
    }
    began = time.perf_counter()
    key = client.xadd("matbaa:inbox", {"article": json.dumps(article)})
    url = _published(client, key)
    with urllib.request.urlopen(url, timeout=10) as answer:
        answer.read()
    taken = time.perf_counter() - began
    time.sleep(0.05)  # between articles, only the site's own pages are built
    return taken


def _published(client: Any, key: str) -> str:
    while True:
        said = json.loads(client.get(f"matbaa:receipt:{key}") or "{}")
        if said.get("status") == "published":
            return str(said["url"])
        if said.get("status") in {"rejected", "dead"}:
            raise RuntimeError(said["reason"])
        time.sleep(0.001)


def _figures(seconds: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    named = {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "max": max(seconds)}
    return {"articles": len(seconds), **{k: round(v * 1000, 1) for k, v in named.items()}}


def _table(figures: dict[str, float]) -> str:
    return "\n".join(f"{name:<10} {value:>8}" for name, value in figures.items())


if __name__ == "__main__":
    main()
