"""The queues, and the hints that are put on them.

A hint says which revisions may be worth a look. It may be lost, come twice or late: the database
knows better. So one that cannot be sent is no failure: `upkeep` sends it again.
"""

from __future__ import annotations

import math
import time
from collections.abc import Collection, Iterable, Sequence
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
    """Every queue that workers read. The names stand in Redis: they stay."""

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
        """The queue of the same stage for a lane."""
        return Queue(f"bulk.{self}") if lane is Lane.BULK else self

    @property
    def batch(self) -> int:
        """Articles per message at most; one where each takes seconds, so that every process of
        the queue's workers has its own.
        """
        return 1 if self in {Queue.LLM, Queue.BULK_LLM} else get_settings().batch


#: The queues that this process works off; none where it is no worker.
_own: set[str] = set()


def own(names: Collection[str]) -> None:
    """Note which queues this process, and what is forked from it, works off."""
    _own.clear()
    _own.update(names)


def is_own(queue: Queue) -> bool:
    """Whether what waits in `queue` may be done by this very process."""
    return queue.value in _own


def send(task: str, *args: object, queue: Queue) -> None:
    """Send a task by name, at most once; a broker that cannot be reached is left to `upkeep`."""
    try:
        current_app.send_task(task, args=args, queue=queue.value, retry=False, ignore_result=True)
    except (OperationalError, RedisError, OSError) as error:
        log.warning("hint_not_sent", task=task, queue=queue.value, error=str(error))


def hint(task: str, ids: Sequence[int], *, queue: Queue) -> None:
    """Hint revisions to a stage, in batches small enough that every worker gets some."""
    for batch in batches(ids, queue.batch):
        send(task, batch, queue=queue)


@dataclass(slots=True)
class _Sites:
    """When this process last asked for the building of each site's own pages."""

    asked: dict[str, float] = field(default_factory=dict)


_sites = _Sites()


def hint_site(site: str) -> None:
    """Ask for the building of a site's own pages, unless this process just did: the changes are
    noted, and `upkeep` asks too.
    """
    now = time.monotonic()
    if now - _sites.asked.get(site, -math.inf) >= get_settings().site_debounce_seconds:
        _sites.asked[site] = now
        send("matbaa.site", site, queue=Queue.SITE)


def batches(ids: Sequence[int], most: int) -> Iterable[list[int]]:
    """Cut `ids` into batches of at most `most`; a quarter of them each where that is fewer."""
    size = max(1, min(most, -(-len(ids) // 4)))
    return (list(ids[start : start + size]) for start in range(0, len(ids), size))
