"""Prometheus metrics of the whole installation, read from the database and Redis.

Nothing is counted in the memory of a process, so every process reports the same numbers, however
many workers there are and however often they are replaced.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import redis
import structlog
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matbaa.errors import ServiceUnavailable
from matbaa.settings import get_settings
from models import DeadLetter, Dirty, Lane, LetterStatus, PageRow
from models.queries import lanes, longest, waited
from models.session import look
from models.tally import totals
from tasks.queues import Queue
from tasks.tallying import BUCKETS, STAGES, count_up

log = structlog.get_logger(__name__)

Totals = dict[tuple[str, str], float]


class Press(Collector):
    """Collects all metrics anew at every scrape."""

    def describe(self) -> Iterator[Metric]:
        """Describe nothing, so that registering does not trigger a first collection."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """All metrics. Those of a service that is away are left out, and `matbaa_up` is 0."""
        up = GaugeMetricFamily("matbaa_up", "Whether a service answers.", labels=["service"])
        for service, collect in (("database", _of_database), ("redis", _of_redis)):
            try:
                found = list(collect())
            except (ServiceUnavailable, redis.RedisError) as error:
                log.warning("metrics_incomplete", service=service, error=str(error))
                up.add_metric([service], 0)
                continue
            up.add_metric([service], 1)
            yield from found
        yield up


def _of_database() -> Iterator[Metric]:
    count_up()
    with look() as session:
        yield from _counters(totals(session))
        yield from _gauges(session)


def _counters(known: Totals) -> Iterator[Metric]:
    for name, meaning in (
        ("articles_submitted", "Revisions that were accepted."),
        ("articles_published", "Revisions that went live."),
        ("publish_conflicts", "Uploads that found something newer on storage."),
    ):
        yield CounterMetricFamily(name, meaning, value=known.get((name, ""), 0.0))
    retries = CounterMetricFamily(
        "stage_retries", "Stages to be tried again.", labels=["stage", "error_class"]
    )
    for (name, labels), value in known.items():
        if name == "stage_retries":
            said = dict(pair.split("=", 1) for pair in labels.split(","))
            retries.add_metric([said["stage"], said["error_class"]], value)
    yield retries
    whole = HistogramMetricFamily(
        "article_submit_to_live_seconds", "From submission, or the end of an embargo, to live."
    )
    whole.add_metric([], *_histogram(known, "article_submit_to_live_seconds", ""))
    yield whole
    stages = HistogramMetricFamily(
        "stage_seconds", "From state to state, waiting included.", labels=["stage"]
    )
    for stage in STAGES:
        stages.add_metric([stage], *_histogram(known, "stage_seconds", f"stage={stage}"))
    yield stages


def _histogram(known: Totals, name: str, labels: str) -> tuple[list[tuple[str, float]], float]:
    """The cumulative buckets and the sum of a histogram, from the totals."""
    counted, buckets = 0.0, []
    for bound in (*map(str, BUCKETS), "+Inf"):
        joined = f"{labels},le={bound}" if labels else f"le={bound}"
        counted += known.get((f"{name}_bucket", joined), 0.0)
        buckets.append((bound, counted))
    return buckets, known.get((f"{name}_sum", labels), 0.0)


def _gauges(session: Session) -> Iterator[Metric]:
    oldest = GaugeMetricFamily(
        "article_oldest_waiting_seconds", "Age of the oldest article that is due.", labels=["lane"]
    )
    stands = lanes(session)
    for lane in Lane:
        oldest.add_metric([lane.value], max(0.0, waited(longest(stands, lane))))
    yield oldest
    waiting = GaugeMetricFamily(
        "articles_waiting", "Revisions by state and lane.", labels=["state", "lane"]
    )
    for stand in stands:
        waiting.add_metric([stand.state.value, stand.lane.value], stand.waiting)
    yield waiting
    letters = GaugeMetricFamily("dead_letters", "Open dead letters.", labels=["stage"])
    for stage, count in session.execute(
        select(DeadLetter.stage, func.count())
        .where(DeadLetter.status == LetterStatus.OPEN)
        .group_by(DeadLetter.stage)
    ):
        letters.add_metric([stage], count)
    yield letters
    behind = select(func.count()).select_from(PageRow).where(PageRow.body.is_not(None))
    dirty = select(func.count()).select_from(Dirty)
    stale = (session.scalar(behind) or 0) + (session.scalar(dirty) or 0)
    yield GaugeMetricFamily("stale_pages", "Pages and changes that readers do not see yet.", stale)


def _of_redis() -> Iterator[Metric]:
    settings = get_settings()
    client = _redis(settings.redis_url)
    queues = GaugeMetricFamily("queue_length", "Hints in each queue.", labels=["queue"])
    inboxes = GaugeMetricFamily("inbox_length", "Entries not taken in yet.", labels=["inbox"])
    with client.pipeline(transaction=False) as pipe:
        for queue in Queue:
            pipe.llen(queue.value)
        for inbox in (settings.inbox, settings.bulk_inbox):
            pipe.xlen(inbox)
        *lengths, news, bulk = pipe.execute()
    for queue, length in zip(Queue, lengths, strict=True):
        queues.add_metric([queue.value], length)
    for inbox, length in ((settings.inbox, news), (settings.bulk_inbox, bulk)):
        inboxes.add_metric([inbox], length)
    yield queues
    yield inboxes


@lru_cache(maxsize=1)
def _redis(url: str) -> redis.Redis:
    return redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2)


@lru_cache(maxsize=1)
def registry() -> CollectorRegistry:
    """The Prometheus registry with the Press collector."""
    made = CollectorRegistry(auto_describe=False)
    made.register(Press())
    return made


def exposition() -> bytes:
    """All metrics in Prometheus' text format."""
    return generate_latest(registry())
