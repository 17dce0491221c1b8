"""Defines the pipeline: the order of the stages, and the decorators that declare a stage.

A stage claims a batch of revisions, runs its step on each without holding a database connection,
commits the results of the whole batch in one transaction, and sends a hint to the next stage. The
code that runs a stage is in `tasks.running`.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import structlog
from celery import shared_task
from sqlalchemy.orm import Session

from matbaa.errors import MatbaaError
from matbaa.settings import get_settings
from models import Article, Lane, Revision, State
from tasks import precedence
from tasks.closing import is_closing
from tasks.outcomes import Outcome
from tasks.queues import Queue, hint
from tasks.timelimit import at_most

#: The task that revisions in each state wait for, and its queue. Task names are part of the
#: messages in Redis, so they are written out here and never derived from a module's path.
PIPELINE: dict[State, tuple[str, Queue]] = {
    State.ACCEPTED: ("matbaa.ingest", Queue.INGEST),
    State.INGESTED: ("matbaa.summarize", Queue.SUMMARIZE),
    State.EXTRACTED: ("matbaa.llm", Queue.LLM),
    State.SUMMARIZED: ("matbaa.render", Queue.RENDER),
    State.RENDERED: ("matbaa.upload", Queue.UPLOAD),
}

#: The states that only the database knows of; what they hold follows from the submission. Page
#: rows, in contrast, must be on disk before the pages are put on storage.
_REPEATABLE = frozenset((State.INGESTED, State.EXTRACTED, State.SUMMARIZED))

#: The stages by the state that they take. A stage registers itself when its module is imported.
STAGES: dict[State, Stage] = {}

Given = TypeVar("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Job(Generic[Given]):
    """One revision to work on, its article, and what the stage's `reads` fetched for it."""

    revision: Revision
    article: Article
    given: Given


@dataclass(frozen=True, slots=True)
class Done(Generic[Made]):
    """A successful result for a revision whose claim still holds and that is still the newest."""

    job: Job[Any]
    made: Made


@dataclass(frozen=True, slots=True)
class Kept:
    """Columns to set on a revision's row; they are written together with its next state."""

    revision_id: int
    columns: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Hint:
    """A revision that waits for the stage of `state`, to be hinted after the commit."""

    state: State
    lane: Lane
    revision_id: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A step that did not succeed. `trace` is the traceback of an unexpected error, else ""."""

    error: Exception
    trace: str


Work = Callable[[Sequence[Job[Any]]], Sequence[Any]]
#: Gets the claimed revisions, and their articles by id; returns extra input by revision id.
Reads = Callable[[Session, Sequence[Revision], Mapping[str, Article]], Mapping[int, Any]]
Refuses = Callable[[Session, list[Done[Any]]], Mapping[int, MatbaaError]]
Saves = Callable[[Session, list[Done[Any]]], "Iterable[Kept | Hint | Outcome]"]
Tells = Callable[[Any], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Stage:
    """What distinguishes one stage from another; `tasks.running` does the rest."""

    takes: State
    #: The state that a revision moves to, given its result.
    gives: Callable[[Any], State]
    #: Returns one result per job, in the order of the jobs: what was made, or a Failure.
    work: Work
    #: Fetches what `work` needs from other rows, by revision id.
    reads: Reads
    #: Writes the results to other tables. Yields a Kept for columns of the revision's own row, a
    #: Hint for other revisions that now have work waiting, and an Outcome for other receipts.
    saves: Saves
    #: Facts for the producer's receipt, besides the state; None to send no receipt.
    tells: Tells
    #: The service that every job of this stage depends on; "" where the database is enough.
    needs: str
    #: Picks, by revision id, results to reject with an error; it sees the whole batch's results.
    refuses: Refuses

    @property
    def name(self) -> str:
        """The short name shown to people, such as `ingest`."""
        return PIPELINE[self.takes][1].value

    def is_repeatable(self, results: Iterable[Any]) -> bool:
        """Whether the stage can simply be run again if these results are lost."""
        return all(
            not isinstance(each, Failure) and self.gives(each) in _REPEATABLE for each in results
        )

    def most(self, lane: Lane) -> int:
        """The most articles of `lane` in one batch."""
        return PIPELINE[self.takes][1].for_lane(lane).batch


def _reads_nothing(*_given: Any) -> Mapping[int, Any]:
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
    """Declare a step, which handles one job, as the stage for revisions in state `takes`.

    `reads` fetches what the step needs from other rows, by revision id, in the transaction that
    claims the batch. `refuses` rejects results after the fact and `saves` writes the remaining
    ones, both in the transaction that commits the batch. See `Stage` for the other arguments.
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
    """Declare a function that works on a whole batch at once as a stage; see `stage`."""
    leads_to = (lambda _made: gives) if isinstance(gives, State) else gives

    def declare(work: Work) -> Any:
        it = STAGES[takes] = Stage(takes, leads_to, work, reads, saves, tells, needs, refuses)

        def task(ids: list[int]) -> None:
            from tasks.running import run  # imported late: that module imports this one

            run(it, ids)

        task.__doc__ = work.__doc__
        return shared_task(name=PIPELINE[takes][0], ignore_result=True)(task)

    return declare


def in_turn(step: Callable[[Job[Any]], Any]) -> Work:
    """Make batch work of `step`: one job after the other, a failure affecting only its own job.

    Once the batch's time is up, or the worker is closing, the remaining jobs fail as Unbegun.
    """

    def work(jobs: Sequence[Job[Any]]) -> list[Any]:
        settings = get_settings()
        over = time.monotonic() + settings.batch_seconds
        results: list[Any] = []
        for job in jobs:
            if job.revision.lane is Lane.BULK:
                precedence.give_way()
            if results and (is_closing() or time.monotonic() > over):
                results.append(Failure(Unbegun("given back, not begun"), ""))
            else:
                results.append(attempt(limited, step, job, settings.article_seconds))
        return results

    work.__doc__ = step.__doc__
    return work


def limited(step: Callable[[Job[Any]], Any], job: Job[Any], seconds: float) -> Any:
    """Run `step` on `job`, with its article and revision bound to all log lines.

    Raises TookTooLong after `seconds`.
    """
    about = {"article": job.article.id, "revision": job.revision.rev}
    with structlog.contextvars.bound_contextvars(**about), at_most(seconds):
        return step(job)


def attempt(step: Callable[..., Any], *args: Any) -> Any:
    """Return the result of `step`, or a Failure with the exception that it raised."""
    try:
        return step(*args)
    except MatbaaError as error:
        return Failure(error, "")
    except Exception as error:  # noqa: BLE001 -- one bad article never takes its batch down
        return Failure(error, traceback.format_exc(limit=-8))


class Unbegun(MatbaaError):
    """There was no time to begin this job; its claim is given back without counting an attempt."""


class Outdated(MatbaaError):
    """A higher revision was accepted, so this one needs no more work."""


def hint_stage(state: State, lane: Lane, ids: Sequence[int]) -> None:
    """Send hints for revisions in `state` to the stage that takes it, if any stage does."""
    if state in PIPELINE and ids:
        task, queue = PIPELINE[state]
        hint(task, ids, queue=queue.for_lane(lane))
