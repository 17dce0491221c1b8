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
from dataclasses import dataclass, field, replace
from typing import cast

import redis
import structlog

from matbaa.errors import MatbaaError, Rejected, ServiceUnavailable
from matbaa.identity import Identity
from matbaa.settings import Settings, get_settings
from models import Lane
from models.backlog import count_open
from models.entry import Entry
from models.session import look
from tasks.failpoints import failpoint
from tasks.reception import check, entry_with, receive
from workers import health, logs
from workers.celery import app

log = structlog.get_logger(__name__)

GROUP = "matbaa"
#: How long one read waits for new entries.
_BLOCK_MS = 2_000
#: How often to look for entries that dead intakes left, and for the size of the backlog.
_CHORES_SECONDS = 5.0
#: The most characters of a key, as many as its column has.
_LONGEST_KEY = 255

Fields = Mapping[bytes, bytes]


@dataclass(slots=True)
class Intake:
    """Reads the inbox streams of one installation, news before bulk."""

    settings: Settings
    client: redis.Redis
    name: str
    stopping: bool = False
    _paused: set[Lane] = field(default_factory=set)
    _chores_at: float = 0.0

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
                self.take_in(lane, entries)
            else:
                self._take_in_bulk(entries)

    def _take_in_bulk(self, entries: Sequence[tuple[bytes, Fields]]) -> None:
        """Take in `entries` a few at a time, and between them what came as news meanwhile."""
        size = self.settings.bulk_batch
        for start in range(0, len(entries), size):
            self.take_in(Lane.BULK, entries[start : start + size])
            if Lane.NEWS not in self._paused:
                for lane, news in self._read({Lane.NEWS: ">"}, block=None):
                    self.take_in(lane, news)

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
        taken = [(lanes[cast(bytes, stream)], _flat(entries)) for stream, entries in pairs]
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
            answers = receive([_entry(lane, key, fields or {}) for key, fields in entries])
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
            fields = dict(_flat(found)).get(key) if found else None
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
        receive([_entry_with(outcome, lane, key, fields)])
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


def _flat(entries: Sequence[object]) -> list[tuple[bytes, Fields]]:
    """Undo the extra level of nesting that redis-py adds in some protocol versions."""
    nested = (
        len(entries) == 1
        and isinstance(entries[0], list)
        and entries[0]
        and isinstance(entries[0][0], list | tuple)
    )
    return list(entries[0] if nested else entries)  # type: ignore[call-overload, no-any-return]  # redis-py's answers are untyped


def _entry(lane: Lane, stream_id: bytes, fields: Fields) -> Entry:
    payload = fields.get(b"article", b"")
    outcome = check(payload) if b"article" in fields else _no_article(fields)
    return _entry_with(outcome, lane, stream_id, fields)


def _entry_with(
    outcome: Identity | Rejected, lane: Lane, stream_id: bytes, fields: Fields
) -> Entry:
    """An entry of the stream. One whose key cannot be kept is rejected, under the key it has."""
    given = fields.get(b"key", b"").decode("utf-8", "replace")
    fault = _key_fault(given)
    entry = entry_with(
        Rejected("key", fault) if fault else outcome,
        fields.get(b"article", b""),
        key=stream_id.decode() if fault or not given else given,
        source=_text(fields.get(b"source"), 200),
        lane=lane,
    )
    return replace(entry, receipt=given) if fault else entry


def _key_fault(key: str) -> str | None:
    if len(key) > _LONGEST_KEY:
        return f"has {len(key)} characters; at most {_LONGEST_KEY}"
    return "contains control characters" if "\x00" in key else None


def _no_article(fields: Fields) -> Rejected:
    names = ", ".join(sorted(_text(name, 40) for name in fields)) or "nothing"
    return Rejected(
        "article", f"is missing; the stream entry has {names}; put the JSON in its field 'article'"
    )


def _text(value: bytes | None, most: int) -> str:
    return (value or b"").decode("utf-8", "replace").replace("\x00", "")[:most]


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
