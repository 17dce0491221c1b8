"""The way of an article: which stage follows which, and all that surrounds a stage's step.

A stage claims a batch of revisions, runs its step on each without holding a connection, commits
what came of all of them at once, and hints the next stage.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import structlog
from celery import shared_task
from sqlalchemy.orm import Session

from matbaa.errors import MatbaaError, PermanentError, ServiceUnavailable
from matbaa.settings import get_settings
from models import Article, Lane, Revision, State, articles, claims, outage
from models.session import transaction
from tasks import claimant, retries
from tasks.closing import is_closing
from tasks.failpoints import failpoint
from tasks.lifeline import kept_alive
from tasks.outcomes import Outcome
from tasks.queues import Queue, hint, is_own
from tasks.timelimit import at_most

log = structlog.get_logger(__name__)

#: The task that revisions in each state wait for, and its queue. The names are part of the
#: messages in Redis: they are never derived from a module's path.
PIPELINE: dict[State, tuple[str, Queue]] = {
    State.ACCEPTED: ("matbaa.ingest", Queue.INGEST),
    State.INGESTED: ("matbaa.summarize", Queue.SUMMARIZE),
    State.EXTRACTED: ("matbaa.llm", Queue.LLM),
    State.SUMMARIZED: ("matbaa.render", Queue.RENDER),
    State.RENDERED: ("matbaa.upload", Queue.UPLOAD),
}

#: The stages by the state that they take, once their modules are loaded.
_STAGES: dict[State, Stage] = {}

Given = TypeVar("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Job(Generic[Given]):
    """One revision to work on, with what the stage read for it."""

    revision: Revision
    article: Article
    given: Given


@dataclass(frozen=True, slots=True)
class Done(Generic[Made]):
    """A step that succeeded on a revision that is still ours and still the newest."""

    job: Job[Any]
    made: Made


@dataclass(frozen=True, slots=True)
class Hint:
    """A revision that has work waiting in `state`."""

    state: State
    lane: Lane
    revision_id: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A step that did not succeed; `trace` tells a developer where."""

    error: Exception
    trace: str


Work = Callable[[Sequence[Job[Any]]], Sequence[Any]]
Reads = Callable[[Session, Sequence[Revision]], Mapping[int, Any]]
Refuses = Callable[[Session, list[Done[Any]]], Mapping[int, MatbaaError]]
Saves = Callable[[Session, list[Done[Any]]], "Iterable[Hint | Outcome]"]
Tells = Callable[[Any], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Stage:
    """What differs between stages."""

    takes: State
    #: The state that what was made leads to.
    gives: Callable[[Any], State]
    #: Results in the order of the jobs: what was made, or a Failure.
    work: Work
    reads: Reads
    #: Returns what else has work waiting now, and who else is to be told what.
    saves: Saves
    #: What the producer's receipt says of what was made, beside the state; None for nothing.
    tells: Tells
    #: The service without which nothing of it succeeds; "" where that is the database alone.
    needs: str
    #: Says by revision id what was made but is not to go on, once the others' is known.
    refuses: Refuses

    @property
    def name(self) -> str:
        """As people call it: `ingest`."""
        return PIPELINE[self.takes][1].value


def _reads_nothing(_session: Session, _revisions: Sequence[Revision]) -> Mapping[int, Any]:
    return {}


def _refuses_nothing(_session: Session, _done: list[Done[Any]]) -> Mapping[int, MatbaaError]:
    return {}


def _tells_nothing(_made: Any) -> dict[str, Any]:
    return {}


def stage(
    *,
    takes: State,
    gives: State | Callable[[Any], State],
    saves: Saves,
    reads: Reads = _reads_nothing,
    tells: Tells = _tells_nothing,
    refuses: Refuses = _refuses_nothing,
) -> Callable[[Callable[[Job[Any]], Any]], Any]:
    """Declare a step as the stage for revisions in state `takes`.

    `reads` fetches what the step needs of other rows, by revision id; `refuses` says what of it is
    not to go on after all; `saves` writes what it made. Each runs inside one of the stage's two
    transactions.
    """

    def declare(step: Callable[[Job[Any]], Any]) -> Any:
        declare_batch = together(
            takes=takes, gives=gives, saves=saves, reads=reads, tells=tells, refuses=refuses
        )
        return declare_batch(in_turn(step))

    return declare


def together(
    *,
    takes: State,
    gives: State | Callable[[Any], State],
    saves: Saves,
    reads: Reads = _reads_nothing,
    tells: Tells = _tells_nothing,
    needs: str = "",
    refuses: Refuses = _refuses_nothing,
) -> Callable[[Work], Any]:
    """Declare a function that works on a whole batch at once as a stage."""
    leads_to = (lambda _made: gives) if isinstance(gives, State) else gives

    def declare(work: Work) -> Any:
        it = _STAGES[takes] = Stage(takes, leads_to, work, reads, saves, tells, needs, refuses)

        def task(ids: list[int]) -> None:
            try:
                run(it, ids)
            except ServiceUnavailable as error:
                log.warning("stage_waits", stage=it.name, error=str(error))

        task.__doc__ = work.__doc__
        return shared_task(name=PIPELINE[takes][0], ignore_result=True)(task)

    return declare


def in_turn(step: Callable[[Job[Any]], Any]) -> Work:
    """A step, one job after the other: what happens to one is nothing to the next."""

    def work(jobs: Sequence[Job[Any]]) -> list[Any]:
        settings = get_settings()
        over = time.monotonic() + settings.batch_seconds
        results: list[Any] = []
        for job in jobs:
            if results and (is_closing() or time.monotonic() > over):
                results.append(Failure(Unbegun("given back, not begun"), ""))
            else:
                results.append(attempt(limited, step, job, settings.article_seconds))
        return results

    work.__doc__ = step.__doc__
    return work


def limited(step: Callable[[Job[Any]], Any], job: Job[Any], seconds: float) -> Any:
    """What `step` makes of `job`. Raises TookTooLong after `seconds`."""
    with at_most(seconds):
        return step(job)


def attempt(step: Callable[..., Any], *args: Any) -> Any:
    """What `step` makes, or the Failure it ended in."""
    try:
        return step(*args)
    except MatbaaError as error:
        return Failure(error, "")
    except Exception as error:  # noqa: BLE001 -- one bad article never takes its batch down
        return Failure(error, traceback.format_exc(limit=-8))


def run(stage: Stage, ids: Collection[int]) -> None:
    """Take those of `ids` that wait for `stage` one state further."""
    token, jobs, suspects = _claim(stage, ids)
    for suspect, lane in suspects:
        hint_stage(stage.takes, lane, [suspect])
    if jobs:
        _carry(stage, token, jobs)


def _carry(stage: Stage | None, token: str, jobs: Sequence[Job[Any]]) -> None:
    """Work on claimed jobs, stage after stage, for as long as they are this process's."""
    ids = [job.revision.id for job in jobs]
    seconds = get_settings().lease_seconds
    until = time.monotonic() + get_settings().batch_seconds / 2
    try:
        with kept_alive(lambda session: claims.keep(session, token, ids, seconds), seconds=seconds):
            while stage and jobs:
                goes_on = time.monotonic() < until and not is_closing()
                stage, jobs = _work_and_settle(stage, token, jobs, goes_on=goes_on)
    except ServiceUnavailable:
        raise
    except Exception as error:
        log.exception("batch_failed", stage=stage and stage.name, revisions=ids)
        with transaction() as session:
            reason = f"{type(error).__name__}: {error}"
            claims.let_go(session, token, ids, seconds=retries.delay(1), error=reason)


def _work_and_settle(
    stage: Stage, token: str, jobs: Sequence[Job[Any]], *, goes_on: bool
) -> tuple[Stage | None, Sequence[Job[Any]]]:
    from tasks.settlement import settle, trace

    failpoint(f"{stage.name}.after_claim")
    began = time.time_ns()
    results = _work(stage, jobs)
    failpoint(f"{stage.name}.after_work")
    onward = retries.persistently(
        lambda: settle(stage, token, jobs, results, goes_on=goes_on),
        seconds=get_settings().lease_seconds,
    )
    trace(stage, jobs, results, began)
    return onward


def next_here(state: State, lane: Lane) -> Stage | None:
    """The stage that takes `state`, if this process works off its queue too: then what has come
    there goes on at once, under the claim that it has.
    """
    stage = _STAGES.get(state)
    return stage if stage and is_own(PIPELINE[state][1].for_lane(lane)) else None


def _claim(
    stage: Stage, ids: Collection[int]
) -> tuple[str, list[Job[Any]], Sequence[tuple[int, Lane]]]:
    with transaction() as session:
        room = outage.probe(session, stage.needs) if stage.needs else None
        if room is None:
            most = PIPELINE[stage.takes][1].batch
            ids = claims.with_backlog(session, ids, takes=stage.takes, most=most)
        claim = claims.claim(
            session,
            sorted(ids)[:room],
            takes=stage.takes,
            seconds=get_settings().lease_seconds,
            prefix=claimant.mark(),
        )
        jobs = jobs_of(session, stage, claim.revisions)
    return claim.token, jobs, claim.suspects


def jobs_of(session: Session, stage: Stage, revisions: Sequence[Revision]) -> list[Job[Any]]:
    """Claimed revisions with all that `stage` needs of other rows."""
    if not revisions:
        return []
    given = stage.reads(session, revisions)
    about = articles.by_id(session, {revision.article_id for revision in revisions})
    return [Job(each, about[each.article_id], given.get(each.id)) for each in revisions]


def _work(stage: Stage, jobs: Sequence[Job[Any]]) -> dict[int, Any]:
    """Results by revision id; what is outdated or was begun too often is not begun again."""
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


class Unbegun(MatbaaError):
    """There was no time for this one: it is given back as if it had never been claimed."""


class Outdated(MatbaaError):
    """A higher revision was accepted: this one need not be worked on."""


def _refusal(job: Job[Any]) -> MatbaaError | None:
    if job.revision.rev < job.article.head_rev:
        return Outdated("a higher revision was accepted")
    if job.revision.attempts > get_settings().max_attempts:
        return PermanentError(
            f"gave up: begun {job.revision.attempts - 1} times and never finished; "
            f"{job.revision.error or 'its worker was killed or ran out of time'}"
        )
    return None


def hint_stage(state: State, lane: Lane, ids: Sequence[int]) -> None:
    """Hint revisions to the stage that they wait for in `state`, if they wait for one."""
    if state in PIPELINE and ids:
        task, queue = PIPELINE[state]
        hint(task, ids, queue=queue.for_lane(lane))
