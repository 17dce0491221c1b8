"""What came of a batch is committed at once; those who wait for it are told afterwards."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from sqlalchemy.orm import Session

from matbaa.errors import PermanentError, Rejected, ServiceUnavailable
from matbaa.settings import get_settings
from models import Lane, Revision, State, burial, claims, outage, tally
from models.claims import Held
from models.session import transaction
from tasks import outcomes, retries, tracing
from tasks.failpoints import failpoint
from tasks.outcomes import Outcome
from tasks.pipeline import (
    Done,
    Failure,
    Job,
    Outdated,
    Stage,
    Unbegun,
    hint_stage,
    jobs_of,
    next_here,
)
from tasks.queues import hint_site

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Settled:
    """What one commit decided."""

    hints: dict[tuple[State, Lane], list[int]] = field(default_factory=lambda: defaultdict(list))
    #: Claimed as before, what was done leads on to this stage.
    onward: tuple[Stage | None, list[Job[Any]]] = (None, [])
    told: list[Outcome] = field(default_factory=list)
    #: Whose own pages are behind now.
    sites: set[str] = field(default_factory=set)
    #: Stages to be tried again, by metric and labels.
    retries: Counter[tuple[str, str]] = field(default_factory=Counter)

    def count_retry(self, stage: Stage, error: Exception) -> None:
        """One more stage of one revision is to be tried again."""
        labels = f"stage={stage.name},error_class={type(error).__name__}"
        self.retries["stage_retries", labels] += 1

    def tell(self, revision: Revision, status: str, **facts: Any) -> None:
        """Have the producer told, if it left a key."""
        if revision.receipt:
            self.told.append(
                Outcome(revision.receipt, revision.article_id, revision.rev, status, **facts)
            )


def settle(
    stage: Stage,
    token: str,
    jobs: Sequence[Job[Any]],
    results: dict[int, Any],
    *,
    goes_on: bool = False,
) -> tuple[Stage | None, list[Job[Any]]]:
    """Commit `results`, by revision id, and send the hints and receipts that follow.

    Where it `goes_on` the same commit claims for the next stage what this process is to do there:
    these jobs are returned, and not hinted.
    """
    settled = _Settled()
    with transaction() as session:
        held = claims.held(session, token, [job.revision.id for job in jobs], stage.takes)
        ours = [job for job in jobs if job.revision.id in held]
        done = [
            Done(job, results[job.revision.id])
            for job in ours
            if _succeeded(held[job.revision.id], results[job.revision.id])
        ]
        refused = stage.refuses(session, done) if done else {}
        results = {**results, **{each: Failure(error, "") for each, error in refused.items()}}
        done = [each for each in done if each.job.revision.id not in refused]
        _save(session, stage, done, settled, goes_on=goes_on)
        for job in ours:
            result = results[job.revision.id]
            if held[job.revision.id].is_outdated or isinstance(result, Outdated):
                _supersede(session, job.revision, settled)
            elif isinstance(result, Failure):
                _fail(session, stage, job.revision, result, settled)
        if stage.needs:
            _note_service(session, stage, list(results.values()))
        if goes_on:
            settled.onward = _onward(session, stage, token, jobs)
        tally.add(session, settled.retries)  # last: others count in the same rows
        failpoint(f"{stage.name}.before_commit")
    failpoint(f"{stage.name}.after_commit")
    _tell(stage, settled)
    return settled.onward


def _tell(stage: Stage, settled: _Settled) -> None:
    taken = {job.revision.id for job in settled.onward[1]}
    for (state, lane), ids in settled.hints.items():
        hint_stage(state, lane, [each for each in ids if each not in taken])
    failpoint(f"{stage.name}.after_hints")
    outcomes.announce(settled.told)
    failpoint(f"{stage.name}.after_receipts")
    for site in settled.sites:
        hint_site(site)


def _onward(
    session: Session, stage: Stage, token: str, jobs: Sequence[Job[Any]]
) -> tuple[Stage | None, list[Job[Any]]]:
    """The next stage and its jobs: what is still ours and was moved on, be it by an earlier try at
    this very commit whose answer was lost.
    """
    revisions = claims.moved_on(session, token, [job.revision.id for job in jobs], stage.takes)
    following = next_here(revisions[0].state, revisions[0].lane) if revisions else None
    if following is None:
        return None, []
    here = [each for each in revisions if each.state is following.takes]
    return following, jobs_of(session, following, here)


def trace(stage: Stage, jobs: Sequence[Job[Any]], results: dict[int, Any], began: int) -> None:
    """Have what was done since `began` seen by whoever follows articles through all processes."""
    for job in jobs:
        made = results[job.revision.id]
        failed = made.error if isinstance(made, Failure) else None
        tracing.worked(stage.name, job.revision, began, failed)
        if failed is None and stage.gives(made) is State.PUBLISHED:
            tracing.live(job.revision)


def _succeeded(held: Held, result: Any) -> bool:
    return not held.is_outdated and not isinstance(result, Failure)


def _note_service(session: Session, stage: Stage, results: Sequence[Any]) -> None:
    """The service that the stage needs is away where nothing of the batch got through to it."""
    blamed = [_blames(result, stage.needs) for result in results]
    if blamed and all(blamed):
        outage.failed(session, stage.needs)
    elif blamed:
        outage.succeeded(session, stage.needs, most=get_settings().batch)


def _blames(result: Any, service: str) -> bool:
    error = result.error if isinstance(result, Failure) else None
    return isinstance(error, ServiceUnavailable) and error.service == service


def _save(
    session: Session, stage: Stage, done: list[Done[Any]], settled: _Settled, *, goes_on: bool
) -> None:
    if not done:
        return
    for each in stage.saves(session, done):
        if isinstance(each, Outcome):
            settled.told.append(each)
        else:
            settled.hints[each.state, each.lane].append(each.revision_id)
    _advance(session, stage, done, settled, goes_on=goes_on)


def _advance(
    session: Session, stage: Stage, done: list[Done[Any]], settled: _Settled, *, goes_on: bool
) -> None:
    by_state: dict[State, list[Done[Any]]] = defaultdict(list)
    for each in done:
        by_state[stage.gives(each.made)].append(each)
    for state, group in by_state.items():
        here = goes_on and _is_next_here(session, state, group[0].job.revision.lane)
        ids = [each.job.revision.id for each in group]
        seconds = get_settings().lease_seconds if here else None
        claims.advance(session, ids, state, seconds=seconds)
        for each in group:
            revision = each.job.revision
            if state.is_open:
                settled.hints[state, revision.lane].append(revision.id)
            elif (facts := stage.tells(each.made)) is not None:
                settled.tell(revision, state.value, **facts)
            if state is State.PUBLISHED:
                settled.sites.add(each.job.article.site)


def _is_next_here(session: Session, state: State, lane: Lane) -> bool:
    """What needs a service that is away is left to those who probe it."""
    following = next_here(state, lane)
    if following is None:
        return False
    return not following.needs or outage.room(session, following.needs) is None


def _supersede(session: Session, revision: Revision, settled: _Settled) -> None:
    claims.advance(session, [revision.id], State.SUPERSEDED)
    settled.tell(revision, State.SUPERSEDED.value, reason="a higher revision was accepted")


def _fail(
    session: Session, stage: Stage, revision: Revision, failure: Failure, settled: _Settled
) -> None:
    error = failure.error
    reason = str(error) or type(error).__name__
    if isinstance(error, Unbegun):
        claims.put_off(session, revision.id, seconds=0, error=reason, counts=False)
    elif isinstance(error, ServiceUnavailable):
        settled.count_retry(stage, error)
        claims.put_off(
            session, revision.id, seconds=retries.outage_delay(), error=reason, counts=False
        )
    elif isinstance(error, PermanentError) or revision.attempts >= get_settings().max_attempts:
        if not isinstance(error, PermanentError):
            reason = f"{type(error).__name__}: {reason}"
        log.warning("article_failed", article=revision.article_id, stage=stage.name, reason=reason)
        reopened = burial.bury(
            session, revision, stage=stage.name, reason=reason, trace=failure.trace
        )
        if reopened is not None:
            settled.hints[State.ACCEPTED, revision.lane].append(reopened)
        if isinstance(error, Rejected):
            settled.tell(revision, "rejected", reason=reason)
        else:
            settled.tell(revision, State.DEAD.value, reason=f"{stage.name}: {reason}")
    else:
        settled.count_retry(stage, error)
        burial.note_attempt(session, revision, stage=stage.name, reason=reason)
        seconds = retries.delay(revision.attempts)
        claims.put_off(session, revision.id, seconds=seconds, error=reason, counts=True)
