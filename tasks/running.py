"""Runs a stage on a batch: claim, work, commit, and continue with the next stage if possible."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from typing import Any

import structlog

from matbaa.errors import MatbaaError, PermanentError, ServiceUnavailable
from matbaa.settings import get_settings
from models import State, claims, giving_back
from models.session import transaction
from tasks import retries, tracing
from tasks.claiming import Batch, take
from tasks.closing import is_closing
from tasks.failpoints import failpoint
from tasks.lifeline import kept_alive
from tasks.pipeline import Failure, Job, Outdated, Stage, hint_stage
from tasks.settlement import Settlement

log = structlog.get_logger(__name__)


def run(stage: Stage, ids: Collection[int]) -> None:
    """Process those of `ids` that wait for `stage`, through as many stages as this process serves.

    If the database is away nothing is raised: the upkeep hints the revisions again later.
    """
    try:
        batch, suspects = take(stage, ids)
        for suspect, lane in suspects:
            hint_stage(stage.takes, lane, [suspect])
        if batch.jobs:
            _carry(stage, batch)
    except ServiceUnavailable as error:
        log.warning("stage_waits", stage=stage.name, error=str(error))


def _carry(stage: Stage | None, batch: Batch) -> None:
    """Work on claimed jobs, stage after stage, while this process may continue with them."""
    token, ids = batch.token, batch.ids
    seconds = get_settings().lease_seconds
    until = time.monotonic() + get_settings().batch_seconds / 2
    try:
        with kept_alive(lambda session: claims.keep(session, token, ids, seconds), seconds=seconds):
            while stage and batch.jobs:
                goes_on = time.monotonic() < until and not is_closing()
                stage, jobs = _work_and_settle(stage, batch, goes_on=goes_on)
                batch = _begun(Batch(token, jobs))
    except ServiceUnavailable:
        raise
    except Exception as error:
        log.exception("batch_failed", stage=stage and stage.name, revisions=ids)
        with transaction() as session:
            reason = f"{type(error).__name__}: {error}"
            giving_back.let_go(session, token, ids, seconds=retries.delay(1), error=reason)


def _begun(batch: Batch) -> Batch:
    """Set `attempts` to 1 in memory, as the commit that claimed the next stage did in the rows."""
    for job in batch.jobs:
        job.revision.attempts = 1
    return batch


def _work_and_settle(
    stage: Stage, batch: Batch, *, goes_on: bool
) -> tuple[Stage | None, Sequence[Job[Any]]]:
    failpoint(f"{stage.name}.after_claim")
    began = time.time_ns()
    results = _work(stage, batch.jobs)
    failpoint(f"{stage.name}.after_work")
    onward = retries.persistently(
        lambda: Settlement(stage, batch, results, goes_on=goes_on).commit(),
        seconds=get_settings().lease_seconds,
    )
    _trace(stage, batch.jobs, results, began)
    return onward


def _work(stage: Stage, jobs: Sequence[Job[Any]]) -> dict[int, Any]:
    """Results by revision id. Jobs that are outdated or were begun too often fail unworked."""
    results: dict[int, Any] = {}
    able = []
    for job in jobs:
        refusal = _refusal(job)
        if refusal is None:
            able.append(job)
        else:
            results[job.revision.id] = Failure(refusal, "")
    made = stage.work(able)
    return results | {job.revision.id: it for job, it in zip(able, made, strict=True)}


def _refusal(job: Job[Any]) -> MatbaaError | None:
    if job.revision.rev < job.article.head_rev:
        return Outdated("a higher revision was accepted")
    if job.revision.attempts > get_settings().max_attempts:
        return PermanentError(
            f"gave up: started {job.revision.attempts - 1} times and never finished; "
            f"{job.revision.error or 'its worker was killed or ran out of time'}"
        )
    return None


def _trace(stage: Stage, jobs: Sequence[Job[Any]], results: dict[int, Any], began: int) -> None:
    """Record a trace span for each job, from `began` (nanoseconds since the epoch) to now."""
    for job in jobs if tracing.is_on() else ():
        made = results[job.revision.id]
        failed = made.error if isinstance(made, Failure) else None
        tracing.worked(stage.name, job.revision, began, failed)
        if failed is None and stage.gives(made) is State.PUBLISHED:
            tracing.live(job.revision)
