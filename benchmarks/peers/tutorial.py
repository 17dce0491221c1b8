"""The Celery pipeline of the tutorials: a chain of four tasks per article, with a result backend.

As in tutorials, each task passes its whole result to the next one in the message. There is one
boto3 client per process.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Any

from celery import Celery, chain
from celery.exceptions import TimeoutError

from benchmarks.peers import work
from matbaa.texts import dump_story, dump_texts, load_story, load_texts

_URL = os.environ["MATBAA_REDIS_URL"].rsplit("/", 1)[0] + "/5"
app = Celery("tutorial", broker=_URL, backend=_URL)
app.conf.broker_connection_retry_on_startup = True


@app.task
def ingest(payload: str, article_id: str) -> dict[str, Any]:
    """First task of the chain."""
    return {"id": article_id, "story": dump_story(work.ingest(payload))}


@app.task
def summarize(article: dict[str, Any]) -> dict[str, Any]:
    """Second task of the chain."""
    texts = work.summarize(load_story(article["story"]), article["id"])
    return {**article, "texts": dump_texts(texts)}


@app.task
def render(article: dict[str, Any]) -> list[Any]:
    """Third task of the chain."""
    story, texts = load_story(article["story"]), load_texts(article["texts"])
    pages = work.render(story, texts, article["id"])
    return [(path, content_type, body.decode()) for path, content_type, body in pages]


@app.task
def upload(pages: list[Any]) -> int:
    """Fourth task of the chain."""
    work.upload([(path, kind, body.encode()) for path, kind, body in pages], "tutorial")
    return len(pages)


def publish(payload: str, article_id: str) -> Any:
    """Send one article down the chain."""
    steps = chain(ingest.s(payload, article_id), summarize.s(), render.s(), upload.s())
    return steps.apply_async()


def main() -> None:
    """Send an article for each line of standard input, and wait until all are done."""
    results = [publish(line, f"bench-{n}") for n, line in enumerate(sys.stdin)]
    for result in results:
        _wait_for(result)


def _wait_for(result: Any) -> None:
    """Wait by polling, because Celery sometimes fails to notify of a result that is there."""
    for _time in range(180):
        with suppress(TimeoutError):
            result.get(timeout=5)
            return
    raise TimeoutError(f"{result.id} did not end")


if __name__ == "__main__":
    # Imported under its own name: as a script, its tasks would be called `__main__.ingest`.
    from benchmarks.peers import tutorial

    tutorial.main()
