"""Commits the results of a batch in one transaction, then sends hints and receipts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.orm import Session

from matbaa.errors import PermanentError, Rejected, ServiceUnavailable
from matbaa.settings import get_settings
from models import Lane, Revision, State, burial, claims, giving_back, outage, tally
from models.claims import Held
from models.session import transaction
from tasks import outcomes, retries
from tasks.claiming import Batch, goes_on_here, jobs_of, next_here
from tasks.failpoints import failpoint
from tasks.outcomes import Outcome
from tasks.pipeline import Done, Failure, Job, Kept, Outdated, Stage, Unbegun, hint_stage
from tasks.queues import hint_site

log = structlog.get_logger(__name__)

#: The next stage, or None, and the jobs that this process has claimed for it.
Onward = tuple[Stage | None, Sequence[Job[Any]]]


@dataclass(slots=True)
class _Settled:
    """What one commit decided, and what is to be sent after it."""

    hints: dict[tuple[State, Lane], list[int]] = field(default_factory=lambda: defaultdict(list))
    #: What this process continues with, under its present claim.
    onward: Onward = (None, ())
    told: list[Outcome] = field(default_factory=list)
    #: Sites whose own pages (listings, feeds, sitemaps) must now be rebuilt.
    sites: set[str] = field(default_factory=set)
    #: How many retries to count, by metric and labels.
    retries: Counter[tuple[str, str]] = field(default_factory=Counter)

    def count_retry(self, stage: Stage, error: Exception) -> None:
        """Count that one revision will retry `stage` because of `error`."""
        labels = f"stage={stage.name},error_class={type(error).__name__}"
        self.retries["stage_retries", labels] += 1

    def tell(self, revision: Revision, status: str, **facts: Any) -> None:
        """Queue a receipt for the producer, if the submission had a key."""
        if revision.receipt:
            self.told.append(
                Outcome(revision.receipt, revision.article_id, revision.rev, status, **facts)
            )


@dataclass(frozen=True, slots=True)
class Settlement:
    """The results of a batch in one stage, by revision id.

    With `goes_on`, the commit also claims for the next stage what this process continues with.
    """

    stage: Stage
    batch: Batch
    results: Mapping[int, Any]
    goes_on: bool = False

    def commit(self) -> Onward:
        """Commit the results, then send the hints and receipts that follow from them.

        Returns what this process continues with, for which no hint is sent. It may be called
        again if the answer to a commit was lost, and then returns the same.
        """
        settled = _Settled()
        is_repeatable = self.stage.is_repeatable(self.results.values())
        with transaction(durable=not is_repeatable) as session:
            self._write(session, settled)
            failpoint(f"{self.stage.name}.before_commit")
        failpoint(f"{self.stage.name}.after_commit")
        self._tell(settled)
        return settled.onward

    def _write(self, session: Session, settled: _Settled) -> None:
        stage = self.stage
        held = claims.held(session, self.batch.token, self.batch.ids, stage.takes)
        results, done = self._judge(session, held)
        columns = self._save(session, done, settled)
        onward = self._advance(session, held, done, columns, settled)
        for job in self.batch.jobs:
            if job.revision.id in held:
                self._end(session, held[job.revision.id], job, results, settled)
        if stage.needs:
            _note_service(session, stage, list(results.values()))
        if self.goes_on:
            settled.onward = self._onward(session, held, onward)
        tally.add(session, settled.retries)  # last, to lock these shared rows only briefly

    def _judge(
        self, session: Session, held: Mapping[int, Held]
    ) -> tuple[Mapping[int, Any], list[Done[Any]]]:
        """The results, with refused ones turned into Failures; and those that succeeded."""
        done = [
            Done(job, self.results[job.revision.id])
            for job in self.batch.jobs
            if _succeeded(held.get(job.revision.id), self.results[job.revision.id])
        ]
        refused = self.stage.refuses(session, done) if done else {}
        failures = {each: Failure(error, "") for each, error in refused.items()}
        kept = [each for each in done if each.job.revision.id not in refused]
        return {**self.results, **failures}, kept

    def _save(
        self, session: Session, done: list[Done[Any]], settled: _Settled
    ) -> dict[int, dict[str, Any]]:
        """Let the stage save its results; return the columns to set, by revision id."""
        columns: dict[int, dict[str, Any]] = {}
        for each in self.stage.saves(session, done) if done else ():
            if isinstance(each, Kept):
                columns[each.revision_id] = each.columns
            elif isinstance(each, Outcome):
                settled.told.append(each)
            else:
                settled.hints[each.state, each.lane].append(each.revision_id)
        return columns

    def _advance(
        self,
        session: Session,
        held: Mapping[int, Held],
        done: Sequence[Done[Any]],
        columns: Mapping[int, dict[str, Any]],
        settled: _Settled,
    ) -> list[Job[Any]]:
        """Move successful revisions to their next state; return the jobs to continue with here.

        Those all go to one next stage. Revisions that lead to another stage are hinted to it.
        """
        onward: list[Job[Any]] = []
        rows = {each.job.revision.id: columns.get(each.job.revision.id, {}) for each in done}
        due = {number for number, row in rows.items() if held[number].is_due(row)}
        seconds = get_settings().lease_seconds
        for (state, lane), group in _grouped(self.stage, done).items():
            ids = {each.job.revision.id for each in group}
            is_ours = self.goes_on and not onward and goes_on_here(session, state, lane)
            here = due & ids if is_ours else set()
            claims.advance(session, {each: rows[each] for each in here}, state, seconds=seconds)
            claims.advance(session, {each: rows[each] for each in ids - here}, state)
            onward += [each.job for each in group if each.job.revision.id in here]
            for each in group:
                self._note(each, state, settled, is_hinted=each.job.revision.id in due - here)
        for job in onward:
            _have(job.revision, rows[job.revision.id], held[job.revision.id].now)
        return onward

    def _note(self, each: Done[Any], state: State, settled: _Settled, *, is_hinted: bool) -> None:
        """Note the hint, receipt and site update that follow from a revision reaching `state`."""
        revision = each.job.revision
        if state.is_open:
            if is_hinted:
                settled.hints[state, revision.lane].append(revision.id)
        elif (facts := self.stage.tells(each.made)) is not None:
            settled.tell(revision, state.value, **facts)
        if state is State.PUBLISHED:
            settled.sites.add(each.job.article.site)

    def _end(
        self,
        session: Session,
        held: Held,
        job: Job[Any],
        results: Mapping[int, Any],
        settled: _Settled,
    ) -> None:
        """Supersede, put off or dead-letter a revision that did not succeed."""
        result = results[held.id]
        if held.is_outdated or isinstance(result, Outdated):
            _supersede(session, job.revision, settled)
        elif isinstance(result, Failure):
            _fail(session, self.stage, job.revision, result, settled)

    def _onward(
        self, session: Session, held: Mapping[int, Held], jobs: Sequence[Job[Any]]
    ) -> Onward:
        """The next stage and its jobs: `jobs`, and any that an earlier try at this commit moved.

        There are such if that commit succeeded and its answer was lost.
        """
        lost = [each for each in self.batch.ids if each not in held]
        moved = claims.moved_on(session, self.batch.token, lost, self.stage.takes) if lost else ()
        revisions = [*(job.revision for job in jobs), *moved]
        if not revisions:
            return None, ()
        state = self.stage.gives(self.results[jobs[0].revision.id]) if jobs else moved[0].state
        following = next_here(state, revisions[0].lane)
        if following is None:
            return None, ()
        here = [*(job.revision for job in jobs), *(each for each in moved if each.state is state)]
        known = {job.article.id: job.article for job in jobs if _is_known(job, held)}
        return following, jobs_of(session, following, here, known)

    def _tell(self, settled: _Settled) -> None:
        for (state, lane), ids in settled.hints.items():
            hint_stage(state, lane, ids)
        failpoint(f"{self.stage.name}.after_hints")
        outcomes.announce(settled.told)
        failpoint(f"{self.stage.name}.after_receipts")
        for site in settled.sites:
            hint_site(site)


def _succeeded(held: Held | None, result: Any) -> bool:
    return held is not None and not held.is_outdated and not isinstance(result, Failure)


def _grouped(stage: Stage, done: Sequence[Done[Any]]) -> dict[tuple[State, Lane], list[Done[Any]]]:
    groups: dict[tuple[State, Lane], list[Done[Any]]] = defaultdict(list)
    for each in done:
        groups[stage.gives(each.made), each.job.revision.lane].append(each)
    return groups


def _have(revision: Revision, columns: Mapping[str, Any], now: datetime) -> None:
    """Apply to the revision in memory what was written to its row at time `now`."""
    for name, value in columns.items():
        setattr(revision, name, value)
    revision.state_at = now


def _is_known(job: Job[Any], held: Mapping[int, Held]) -> bool:
    """Whether the article in memory is still correct and need not be read again.

    Until it is first published, only its highest revision changes; that is updated here.
    """
    now = held[job.revision.id]
    job.article.head_rev = now.head_rev
    return now.published_rev == job.article.published_rev == 0


def _note_service(session: Session, stage: Stage, results: Sequence[Any]) -> None:
    """Record a failure of the service if no job of the batch reached it, else a success."""
    blamed = [_blames(result, stage.needs) for result in results]
    if blamed and all(blamed):
        outage.failed(session, stage.needs)
    elif blamed:
        outage.succeeded(session, stage.needs, most=get_settings().batch)


def _blames(result: Any, service: str) -> bool:
    error = result.error if isinstance(result, Failure) else None
    return isinstance(error, ServiceUnavailable) and error.service == service


def _supersede(session: Session, revision: Revision, settled: _Settled) -> None:
    claims.advance(session, {revision.id: {}}, State.SUPERSEDED)
    settled.tell(revision, State.SUPERSEDED.value, reason="a higher revision was accepted")


def _fail(
    session: Session, stage: Stage, revision: Revision, failure: Failure, settled: _Settled
) -> None:
    error = failure.error
    reason = str(error) or type(error).__name__
    if isinstance(error, Unbegun):
        giving_back.put_off(session, revision.id, seconds=0, error=reason, counts=False)
    elif isinstance(error, ServiceUnavailable):
        settled.count_retry(stage, error)
        giving_back.put_off(
            session, revision.id, seconds=retries.outage_delay(), error=reason, counts=False
        )
    elif isinstance(error, PermanentError) or revision.attempts >= get_settings().max_attempts:
        _bury(session, stage, revision, failure, reason, settled)
    else:
        settled.count_retry(stage, error)
        burial.note_attempt(session, revision, stage=stage.name, reason=reason)
        seconds = retries.delay(revision.attempts)
        giving_back.put_off(session, revision.id, seconds=seconds, error=reason, counts=True)


def _bury(
    session: Session,
    stage: Stage,
    revision: Revision,
    failure: Failure,
    reason: str,
    settled: _Settled,
) -> None:
    error = failure.error
    if not isinstance(error, PermanentError):
        reason = f"{type(error).__name__}: {reason}"
    log.warning("article_failed", article=revision.article_id, stage=stage.name, reason=reason)
    reopened = burial.bury(session, revision, stage=stage.name, reason=reason, trace=failure.trace)
    if reopened is not None:
        settled.hints[State.ACCEPTED, revision.lane].append(reopened)
    if isinstance(error, Rejected):
        settled.tell(revision, "rejected", reason=reason)
    else:
        settled.tell(revision, State.DEAD.value, reason=f"{stage.name}: {reason}")
