"""The Celery queues, and the hints that are sent through them.

A hint names revisions that may have work waiting. It may be lost, delivered twice or late, because
the database decides what is due. A hint that cannot be sent is therefore not an error: `upkeep`
sends it again.
"""

from __future__ import annotations

import math
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import structlog
from celery import current_app
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from matbaa.settings import get_settings
from models import Lane

log = structlog.get_logger(__name__)


class Queue(StrEnum):
    """Every queue that workers read. The names are used as keys in Redis and must not change."""

    INGEST = "ingest"
    SUMMARIZE = "summarize"
    LLM = "llm"
    RENDER = "render"
    UPLOAD = "upload"
    SITE = "site"
    UPKEEP = "upkeep"
    PICTURES = "pictures"
    BULK_INGEST = "bulk.ingest"
    BULK_SUMMARIZE = "bulk.summarize"
    BULK_LLM = "bulk.llm"
    BULK_RENDER = "bulk.render"
    BULK_UPLOAD = "bulk.upload"

    def for_lane(self, lane: Lane) -> Queue:
        """The queue of the same stage for `lane`."""
        return Queue(f"bulk.{self}") if lane is Lane.BULK else self

    @property
    def batch(self) -> int:
        """The most articles per message.

        One for LLM queues, where an article takes seconds: so all worker processes share the load.
        Fewer for bulk work, so that an editor's article soon gets its turn at the database.
        """
        if self in {Queue.LLM, Queue.BULK_LLM}:
            return 1
        return get_settings().bulk_batch if self.is_bulk else get_settings().batch

    @property
    def is_bulk(self) -> bool:
        """Whether bulk work goes through it."""
        return self.startswith("bulk.")


#: The names of the queues that this process serves; empty outside workers.
_own: set[str] = set()


def own(names: Collection[str]) -> None:
    """Record which queues this process, and the processes forked from it, serve."""
    _own.clear()
    _own.update(names)


def is_own(queue: Queue) -> bool:
    """Whether this process serves `queue`."""
    return queue.value in _own


def send(task: str, *args: object, queue: Queue) -> None:
    """Send a task by name, without retry. If the broker is away, `upkeep` sends it later."""
    try:
        current_app.send_task(task, args=args, queue=queue.value, retry=False, ignore_result=True)
    except (OperationalError, RedisError, OSError) as error:
        log.warning("hint_not_sent", task=task, queue=queue.value, error=str(error))


def hint(task: str, ids: Sequence[int], *, queue: Queue) -> None:
    """Send hints to a stage; those for news in batches so small that several workers get some."""
    share = len(ids) if queue.is_bulk else -(-len(ids) // 4)
    size = max(1, min(queue.batch, share))
    for start in range(0, len(ids), size):
        send(task, list(ids[start : start + size]), queue=queue)


@dataclass(slots=True)
class _Sites:
    """When this process last asked for each site's own pages to be rebuilt (monotonic seconds)."""

    asked: dict[str, float] = field(default_factory=dict)


_sites = _Sites()


def hint_site(site: str) -> None:
    """Ask for a site's own pages to be rebuilt, unless this process asked a moment ago.

    Skipping is safe: the changes are recorded in the `dirty` table, and `upkeep` asks as well.
    """
    now = time.monotonic()
    if now - _sites.asked.get(site, -math.inf) >= get_settings().site_debounce_seconds:
        _sites.asked[site] = now
        send("matbaa.site", site, queue=Queue.SITE)
