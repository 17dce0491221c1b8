"""Gathers what runs the pipeline: its workers on all hosts, its queues and its inboxes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import redis
from celery import current_app
from kombu.exceptions import OperationalError

from desk.probes import connect
from matbaa.settings import get_settings
from models.states import State, states_in_use
from tasks.queues import Queue

#: Seconds that workers have to answer.
_PATIENCE_SECONDS = 0.8
_GROUP = "matbaa"
#: Queues that are used only with a language model.
_MODELS = {Queue.LLM, Queue.BULK_LLM}


@dataclass(frozen=True, slots=True)
class Worker:
    """A worker that answered."""

    name: str
    pid: int
    processes: int
    #: Tasks done since it started.
    done: int
    queues: tuple[str, ...]
    #: Tasks it is running now.
    active: int


@dataclass(frozen=True, slots=True)
class Inbox:
    """An inbox stream, to which producers write."""

    name: str
    waiting: int
    #: Entries read by an intake but not acknowledged yet.
    pending: int
    intakes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Machinery:
    """Workers, queues and inboxes; or, in `problem`, why they cannot be seen."""

    workers: tuple[Worker, ...] = ()
    #: The number of hints by queue.
    queues: Mapping[str, int] | None = None
    inboxes: tuple[Inbox, ...] = ()
    problem: str = ""


def look_around() -> Machinery:
    """Ask Redis and, through it, every worker."""
    try:
        return Machinery(_workers(), _queues(), _inboxes())
    except (redis.RedisError, OperationalError, OSError) as error:
        return Machinery(problem=str(error))


def _workers() -> tuple[Worker, ...]:
    inspect = current_app.control.inspect(timeout=_PATIENCE_SECONDS)
    stats: Any = inspect.stats() or {}
    if not stats:
        return ()
    names = list(stats)
    again = current_app.control.inspect(names, timeout=_PATIENCE_SECONDS, limit=len(names))
    queues: Any = again.active_queues() or {}
    active: Any = again.active() or {}
    return tuple(
        Worker(
            name=name,
            pid=int(said.get("pid", 0)),
            processes=len(said.get("pool", {}).get("processes", ())) or 1,
            done=sum(said.get("total", {}).values()),
            queues=tuple(sorted(str(queue["name"]) for queue in queues.get(name, ()))),
            active=len(active.get(name, ())),
        )
        for name, said in sorted(stats.items())
    )


def _queues() -> dict[str, int]:
    client = connect(get_settings().redis_url)
    with client.pipeline(transaction=False) as pipe:
        for queue in Queue:
            pipe.llen(queue.value)
        waiting = zip(Queue, pipe.execute(), strict=True)
    in_use = State.EXTRACTED in states_in_use()
    return {q.value: count for q, count in waiting if count or in_use or q not in _MODELS}


def _inboxes() -> tuple[Inbox, ...]:
    settings = get_settings()
    return tuple(_inbox(name) for name in (settings.inbox, settings.bulk_inbox))


def _inbox(name: str) -> Inbox:
    client: Any = connect(get_settings().redis_url)
    try:
        pending = int(client.xpending(name, _GROUP)["pending"])
        consumers = client.xinfo_consumers(name, _GROUP)
    except redis.ResponseError:
        return Inbox(name, 0, 0, ())  # the stream does not exist yet
    intakes = tuple(sorted(_text(each["name"]) for each in consumers))
    return Inbox(name, int(client.xlen(name)), pending, intakes)


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value
