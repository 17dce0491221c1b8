"""The way of an article: which stage follows which, and what makes a stage of a step.

A stage claims a batch of revisions, runs its step on each without holding a connection, commits
what came of all of them at once, and hints the next stage: see `tasks.running`.
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
from tasks.closing import is_closing
from tasks.outcomes import Outcome
from tasks.queues import Queue, hint
from tasks.timelimit import at_most

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
STAGES: dict[State, Stage] = {}

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
class Kept:
    """What was made of a revision as columns of its row: written with the state it leads to."""

    revision_id: int
    columns: dict[str, Any]


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
#: Given revisions and their articles by id.
Reads = Callable[[Session, Sequence[Revision], Mapping[str, Article]], Mapping[int, Any]]
Refuses = Callable[[Session, list[Done[Any]]], Mapping[int, MatbaaError]]
Saves = Callable[[Session, list[Done[Any]]], "Iterable[Kept | Hint | Outcome]"]
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
    #: Returns what its row is to have, what else has work waiting now, and who else is to be told
    #: what.
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
        it = STAGES[takes] = Stage(takes, leads_to, work, reads, saves, tells, needs, refuses)

        def task(ids: list[int]) -> None:
            from tasks.running import run  # it needs what is declared here

            run(it, ids)

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
    """What `step` makes of `job`. Raises TookTooLong after `seconds`. Whatever is logged meanwhile
    says which article it is about.
    """
    about = {"article": job.article.id, "revision": job.revision.rev}
    with structlog.contextvars.bound_contextvars(**about), at_most(seconds):
        return step(job)


def attempt(step: Callable[..., Any], *args: Any) -> Any:
    """What `step` makes, or the Failure it ended in."""
    try:
        return step(*args)
    except MatbaaError as error:
        return Failure(error, "")
    except Exception as error:  # noqa: BLE001 -- one bad article never takes its batch down
        return Failure(error, traceback.format_exc(limit=-8))


class Unbegun(MatbaaError):
    """There was no time for this one: it is given back as if it had never been claimed."""


class Outdated(MatbaaError):
    """A higher revision was accepted: this one need not be worked on."""


def hint_stage(state: State, lane: Lane, ids: Sequence[int]) -> None:
    """Hint revisions to the stage that they wait for in `state`, if they wait for one."""
    if state in PIPELINE and ids:
        task, queue = PIPELINE[state]
        hint(task, ids, queue=queue.for_lane(lane))
