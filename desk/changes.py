"""Live events about articles, read from the database, so that none is lost by a restart."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import FrameType

import orjson
from sqlalchemy import Executable, Select, select
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from matbaa.errors import ServiceUnavailable
from models import Event, Revision, State
from models.session import look

#: How often the tables are read while somebody listens.
EVERY_SECONDS = 0.4
#: A transaction may become visible this much later than the time written in it.
_OVERLAP = timedelta(seconds=5)
#: The most events of each kind that one look, or a reconnect, returns.
_MOST = 1_000
#: The most events that are queued for a listener that does not keep up; further ones are dropped.
_BACKLOG = 2_000


@dataclass(frozen=True, slots=True)
class Change:
    """An event: a revision reached another state, or a line was added to the audit log."""

    #: `article` or `act`.
    kind: str
    at: datetime
    article_id: str | None
    rev: int | None
    #: The new state, or the act.
    what: str
    lane: str | None = None
    who: str | None = None
    why: str | None = None
    #: The id of the row, which distinguishes events of the same moment.
    number: int = 0

    @property
    def id(self) -> str:
        """The event's id, for `Last-Event-ID`; it begins with its time."""
        return f"{self.at.isoformat()}/{self.kind}/{self.number}/{self.what}"

    def as_event(self) -> bytes:
        """The event in the format of server-sent events."""
        said = {"id": self.article_id, "revision": self.rev, "at": self.at}
        said |= {"state": self.what} if self.kind == "article" else {"act": self.what}
        said |= {"lane": self.lane, "who": self.who, "why": self.why}
        known = {name: value for name, value in said.items() if value is not None}
        data = orjson.dumps(known).decode()
        return f"event: {self.kind}\nid: {self.id}\ndata: {data}\n\n".encode()


def moment_of(event_id: str) -> datetime | None:
    """The time of the event with this id; None if the id is not one of ours."""
    try:
        at = datetime.fromisoformat(event_id.partition("/")[0])
    except ValueError:
        return None
    return at if at.tzinfo else None


def since(at: datetime, article_id: str | None = None) -> list[Change]:
    """The events from `at` on, in order, of one article or of all."""
    revisions = (
        select(
            Revision.id,
            Revision.article_id,
            Revision.rev,
            Revision.state,
            Revision.lane,
            Revision.state_at,
        )
        .where(Revision.state.in_(list(State)), Revision.state_at >= at)
        .order_by(Revision.state_at.desc())
        .limit(_MOST)
    )
    acts = select(Event).order_by(Event.id.desc()).limit(_MOST)
    if article_id is not None:
        revisions = revisions.where(Revision.article_id == article_id)
        acts = acts.where(Event.article_id == article_id)
    with look() as session:
        return sorted(
            [*_moves(session, revisions), *_deeds(session, acts, at)],
            key=lambda change: (change.at, change.number),
        )


def _moves(session: Session, revisions: Executable) -> Iterator[Change]:
    for row in session.execute(revisions):
        number, article_id, rev, state, lane, at = row
        yield Change("article", at, article_id, rev, state.value, lane.value, number=number)


def _deeds(session: Session, acts: Select[Event], at: datetime) -> Iterator[Change]:
    for each in session.scalars(acts):
        if each.at >= at:
            yield Change(
                "act",
                each.at,
                each.article_id,
                each.rev,
                each.what,
                who=each.who,
                why=each.why,
                number=each.id,
            )


@dataclass
class Changes:
    """Reads new events from the tables, once for all listeners of this process."""

    _listeners: set[asyncio.Queue[Change | None]] = field(default_factory=set)
    _task: asyncio.Task[None] | None = None
    _stopping: bool = False

    async def listen(
        self, last_id: str = "", article_id: str | None = None
    ) -> AsyncIterator[bytes]:
        """Yield server-sent events from now on or, after a reconnect, from `last_id` on."""
        queue: asyncio.Queue[Change | None] = asyncio.Queue(_BACKLOG)
        self._listeners.add(queue)
        self._task = self._task or asyncio.create_task(self._follow())
        try:
            yield b"retry: 2000\n\n"
            sent = set()
            if (at := moment_of(last_id)) is not None:
                for change in await run_in_threadpool(since, at, article_id):
                    if change.id != last_id:
                        sent.add(change.id)
                        yield change.as_event()
            async for news in self._from(queue):
                if news is None:
                    yield b": still here\n\n"
                elif article_id in (None, news.article_id) and news.id not in sent:
                    yield news.as_event()
        finally:
            self._listeners.discard(queue)

    async def _from(self, queue: asyncio.Queue[Change | None]) -> AsyncIterator[Change | None]:
        """Yield changes from `queue` until the end, and None after 15 seconds without one."""
        while not self._stopping:
            try:
                change = await asyncio.wait_for(queue.get(), 15)
            except TimeoutError:
                yield None
                continue
            if change is None:
                return
            yield change

    def stop(self) -> None:
        """End all streams, since a server waits for its connections before it stops."""
        self._stopping = True
        for queue in self._listeners:
            if not queue.full():
                queue.put_nowait(None)

    async def _follow(self) -> None:
        """Send new events to the listeners for as long as there are any."""
        seen: dict[str, datetime] = {}
        start = datetime.now(UTC)
        first = True
        while self._listeners and not self._stopping:
            try:
                found = await run_in_threadpool(since, start - _OVERLAP)
            except ServiceUnavailable:
                found = []
            for change in found:
                if change.id not in seen and not first:
                    self._tell(change)
                seen[change.id] = change.at
            first = False
            start = max([start, *(change.at for change in found)])
            seen = {name: at for name, at in seen.items() if at >= start - 2 * _OVERLAP}
            await asyncio.sleep(EVERY_SECONDS)
        self._task = None

    def _tell(self, change: Change) -> None:
        for queue in self._listeners:
            if not queue.full():
                queue.put_nowait(change)


@contextmanager
def ended_by_signals(changes: Changes) -> Iterator[None]:
    """End the streams on SIGTERM and SIGINT; otherwise the server would wait for them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def stop(number: int, frame: FrameType | None) -> None:
        changes.stop()
        handler = before[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)

    for number in before:
        signal.signal(number, stop)
    try:
        yield
    finally:
        changes.stop()
        for number, handler in before.items():
            signal.signal(number, handler)
