"""The intake process: moves submissions from the inbox streams in Redis into the database.

Run it as `python -m workers.intake`. It commits a batch, writes the receipts, and then acknowledges
the entries. It can be killed at any point without loss: entries that it had not acknowledged are
read again, by an intake of the same name or by another one, and recognized by their receipts.
"""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

import redis
import structlog

from matbaa.errors import MatbaaError, Rejected, ServiceUnavailable
from matbaa.settings import Settings, get_settings
from models import Lane
from models.backlog import count_open
from models.session import look
from tasks.failpoints import failpoint
from tasks.reception import receive
from workers import health, logs
from workers.celery import app
from workers.stream import Fields, entry_as, entry_of, flat

log = structlog.get_logger(__name__)

GROUP = "matbaa"
#: How long one read waits for new entries.
_BLOCK_MS = 2_000
#: How often to look for entries that dead intakes left, and for the size of the backlog.
_CHORES_SECONDS = 5.0
#: For so many seconds after news, each batch of a backfill is followed by a rest of so many times
#: its duration, which leaves the processors and SQLite's lock to news. Still, more is taken in than
#: workers publish.
_NEWS_SECONDS, _REST_FACTOR = 10.0, 2


@dataclass(slots=True)
class Intake:
    """Reads the inbox streams of one installation, news before bulk."""

    settings: Settings
    client: redis.Redis
    name: str
    stopping: bool = False
    _paused: set[Lane] = field(default_factory=set)
    _chores_at: float = 0.0
    _news_at: float = float("-inf")

    @property
    def streams(self) -> dict[Lane, str]:
        """The stream of each lane."""
        return {Lane.NEWS: self.settings.inbox, Lane.BULK: self.settings.bulk_inbox}

    def run(self) -> None:
        """Take in entries until `stopping`; if Redis or the database is down, wait for it."""
        resuming = True
        while not self.stopping:
            try:
                self._chores()
                if resuming:
                    self._resume()
                    resuming = False
                self._take_in_new()
            except (redis.RedisError, ServiceUnavailable) as error:
                log.warning("intake_waits", error=str(error))
                resuming = True
                time.sleep(0.5)

    def _take_in_new(self) -> None:
        open_lanes = [lane for lane in Lane if lane not in self._paused]
        if not open_lanes:
            time.sleep(0.5)
            return
        for lane, entries in self._read(dict.fromkeys(open_lanes, ">"), block=_BLOCK_MS):
            if lane is Lane.NEWS:
                self._take_in_news(entries)
            else:
                self._take_in_bulk(entries)

    def _take_in_news(self, entries: Sequence[tuple[bytes, Fields]]) -> None:
        self._news_at = time.monotonic()
        self.take_in(Lane.NEWS, entries)

    def _take_in_bulk(self, entries: Sequence[tuple[bytes, Fields]]) -> None:
        """Take in `entries` a few at a time, and between them what came as news meanwhile."""
        size = self.settings.bulk_batch
        for start in range(0, len(entries), size):
            began = time.monotonic()
            self.take_in(Lane.BULK, entries[start : start + size])
            if Lane.NEWS not in self._paused:
                rest = self._rest_ms(time.monotonic() - began)
                for _lane, news in self._read({Lane.NEWS: ">"}, block=rest):
                    self._take_in_news(news)

    def _rest_ms(self, took: float) -> int | None:
        """How long to wait for news after a batch that took this long; None for not at all."""
        if time.monotonic() - self._news_at > _NEWS_SECONDS:
            return None
        return 1 + int(took * _REST_FACTOR * 1_000)

    def _resume(self) -> None:
        """Take in first what this intake had read but not acknowledged when it last ended."""
        self._make_groups()
        for lane in Lane:
            while ids := self._pending(lane):
                self._take_in_again(lane, ids)

    def _read(
        self, positions: Mapping[Lane, str], *, block: int | None
    ) -> list[tuple[Lane, list[tuple[bytes, Fields]]]]:
        lanes = {self.streams[lane].encode(): lane for lane in positions}
        try:
            found = self.client.xreadgroup(
                GROUP,
                self.name,
                {self.streams[lane]: position for lane, position in positions.items()},
                count=self.settings.intake_batch,
                block=block,
            )
        except redis.ResponseError as error:
            if "NOGROUP" not in str(error):
                raise
            self._make_groups()
            return []
        pairs = found.items() if isinstance(found, dict) else found or []
        taken = [(lanes[cast(bytes, stream)], flat(entries)) for stream, entries in pairs]
        return sorted(taken, key=lambda pair: pair[0] is Lane.BULK)

    def _make_groups(self) -> None:
        for stream in self.streams.values():
            try:
                # From 0: if Redis lost its data, entries that came since must not be skipped.
                self.client.xgroup_create(stream, GROUP, id="0", mkstream=True)
            except redis.ResponseError as error:
                if "BUSYGROUP" not in str(error):
                    raise

    def take_in(self, lane: Lane, entries: Sequence[tuple[bytes, Fields]]) -> None:
        """Store `entries` in one transaction, then send hints and receipts and acknowledge."""
        if not entries:
            return
        failpoint("intake.after_read")
        try:
            answers = receive([entry_of(lane, key, fields or {}) for key, fields in entries])
        except MatbaaError:
            raise
        except Exception:
            # One entry that cannot be stored must not hold up the others, so each is tried alone.
            # It stays unacknowledged, and is refused once it has failed too often.
            log.exception("not_taken_in", lane=lane.value, entries=len(entries))
            if len(entries) > 1:
                for entry in entries:
                    self.take_in(lane, [entry])
            return
        failpoint("intake.after_receipts")
        self._acknowledge(lane, [key for key, _fields in entries])
        failpoint("intake.after_ack")
        accepted = sum(answer.revision_id is not None for answer in answers)
        log.info("taken_in", lane=lane.value, entries=len(entries), accepted=accepted)

    def _take_in_again(self, lane: Lane, ids: Mapping[bytes, int]) -> None:
        """Take in, one by one, entries that an intake had read when it ended.

        `ids` says how often each was delivered. One of them may have killed the intake; an entry
        that was delivered too often is refused without being parsed.
        """
        for key, times in ids.items():
            # Claimed (and so counted) one at a time: a crash must not count against the rest.
            found = self.client.xclaim(self.streams[lane], GROUP, self.name, 0, [key])
            fields = dict(flat(found)).get(key) if found else None
            if fields is None:
                self._acknowledge(lane, [key])  # the entry was deleted from the stream
            elif times >= self.settings.max_attempts:
                self._refuse(lane, key, fields, f"failed {times} times while being received")
            else:
                self._take_in_counted(lane, key, fields, times)

    def _take_in_counted(self, lane: Lane, key: bytes, fields: Fields, times: int) -> None:
        try:
            self.take_in(lane, [(key, fields)])
        except ServiceUnavailable:  # not the entry's fault: restore its delivery count
            stream = self.streams[lane]
            self.client.xclaim(stream, GROUP, self.name, 0, [key], retrycount=times, justid=True)
            raise

    def _refuse(self, lane: Lane, key: bytes, fields: Fields, reason: str) -> None:
        outcome = Rejected("article", f"{reason}; see the intake's log")
        receive([entry_as(outcome, lane, key, fields)])
        self._acknowledge(lane, [key])

    def _pending(self, lane: Lane) -> dict[bytes, int]:
        """Unacknowledged entries of this intake, oldest first, with their delivery counts."""
        found = self.client.xpending_range(
            self.streams[lane], GROUP, "-", "+", self.settings.intake_batch, self.name
        )
        return {
            cast(bytes, each["message_id"]): cast(int, each["times_delivered"]) for each in found
        }

    def _acknowledge(self, lane: Lane, ids: Sequence[bytes]) -> None:
        with self.client.pipeline(transaction=False) as pipe:
            pipe.xack(self.streams[lane], GROUP, *ids)
            pipe.xdel(self.streams[lane], *ids)
            pipe.execute()

    def _chores(self) -> None:
        """Take over what dead intakes left, and pause lanes while the backlog is too large."""
        if time.monotonic() < self._chores_at:
            return
        self._chores_at = time.monotonic() + _CHORES_SECONDS
        self._check_backlog()
        for lane, stream in self.streams.items():
            try:
                self.client.xautoclaim(
                    stream,
                    GROUP,
                    self.name,
                    min_idle_time=self.settings.intake_reclaim_after * 1_000,
                    count=self.settings.intake_batch,
                    justid=True,
                )
            except redis.ResponseError:
                self._make_groups()
            if ids := self._pending(lane):
                self._take_in_again(lane, ids)

    def _check_backlog(self) -> None:
        most = self.settings.max_open_revisions
        with look() as session:
            waiting = count_open(session, most=2 * most)
        full = {Lane.BULK} if waiting > most else set()
        self._paused = full | ({Lane.NEWS} if waiting >= 2 * most else set())
        if self._paused:
            log.warning("intake_paused", open=waiting, lanes=sorted(self._paused))


def main() -> None:
    """Run an intake until SIGTERM or SIGINT."""
    settings = get_settings()
    logs.set_up(settings)
    client = redis.Redis.from_url(settings.redis_url, socket_timeout=10, socket_connect_timeout=5)
    intake = Intake(settings, client, settings.intake_name or socket.gethostname())

    def stop(_signal: int, _frame: object) -> None:
        intake.stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    app.set_default()
    health.start_heartbeat()
    intake.run()


if __name__ == "__main__":
    main()
