"""Processes items in parallel, one process per processor, and returns the results in order."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain
from queue import Queue
from threading import Semaphore, Thread
from typing import TypeVar

Thing = TypeVar("Thing")
Answer = TypeVar("Answer")

#: The number of items per process that are read ahead.
_AHEAD = 16


def in_order(work: Callable[[Thing], Answer], things: Iterator[Thing]) -> Iterator[Answer]:
    """The results of `work` in order, each as soon as it and all before it are done.

    The first item is processed in this process, so that the forks that process the others inherit
    what was loaded for it. Raises BrokenProcessPool if one of them is killed.
    """
    yield from (work(thing) for thing in _first(things))
    processors = os.cpu_count() or 1
    if processors == 1 or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, things)
        return
    for second in _first(things):
        yield from _by_forks(work, chain([second], things), processors)


def _first(things: Iterator[Thing]) -> Iterator[Thing]:
    for thing in things:
        yield thing
        return


def _by_forks(
    work: Callable[[Thing], Answer], things: Iterator[Thing], processes: int
) -> Iterator[Answer]:
    context = multiprocessing.get_context("fork")
    crew = ProcessPoolExecutor(processes, context, initializer=_leave_interrupts)
    under_way: Queue[Future[Answer] | BaseException | None] = Queue()
    ahead = Semaphore(_AHEAD * processes)

    def hand_out() -> None:
        try:
            for thing in things:
                ahead.acquire()
                under_way.put(crew.submit(work, thing))
            under_way.put(None)
        except BaseException as error:  # noqa: BLE001 -- raised again where the results are read
            under_way.put(error)

    try:
        under_way.put(crew.submit(work, next(things)))  # forks while there is only one thread
        Thread(target=hand_out, daemon=True).start()
        while (each := under_way.get()) is not None:
            if isinstance(each, BaseException):
                raise each
            yield each.result()
            ahead.release()
    finally:
        crew.shutdown(cancel_futures=True)


def _leave_interrupts() -> None:
    """Ignore Control-C, which only the printing process should handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
