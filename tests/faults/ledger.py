"""The producer's own record of what it submitted, independent of the system under test."""

from __future__ import annotations

import hashlib
import json
import random
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import redis

INBOXES = ("matbaa:inbox", "matbaa:inbox:bulk")
_RECEIPT = "matbaa:receipt:"
#: A workload has one article of each of these poisons (tests.faults.poison); `json` is not JSON.
_POISONS = ("kill", "break", "json")
#: Poisons with which an article is published nevertheless.
_HARMLESS = ("", "slow")


@dataclass(frozen=True, slots=True)
class Submission:
    """One revision of one article; `poison` says what it does to the worker, if anything."""

    id: str
    revision: int
    poison: str = ""

    @property
    def key(self) -> str:
        """Its idempotency key."""
        return f"{self.id}/{self.revision}"

    @property
    def payload(self) -> str:
        """Its JSON; for the poison `json`, malformed JSON."""
        text = json.dumps(self._fields(f"poison:{self.poison}" if self.poison else ""))
        return text[:-2] if self.poison == "json" else text

    @property
    def sha256(self) -> str:
        """The SHA-256 of its payload."""
        return hashlib.sha256(self.payload.encode()).hexdigest()

    @property
    def cured(self) -> str:
        """Its JSON without the poison."""
        return json.dumps(self._fields(""))

    def _fields(self, mark: str) -> dict[str, Any]:
        return {
            "id": self.id,
            "revision": self.revision,
            "title": f"Story {self.id}, version {self.revision}",
            "body": f"<p>The council met on {self.id}. It voted {self.revision} times. {mark}</p>",
            "section": ("World", "Sport", "Business")[sum(map(ord, self.id)) % 3],
        }


def workload(articles: int, seed: int, prefix: str, *, poison: bool) -> list[Submission]:
    """Up to three revisions of each article, shuffled, a tenth of them twice; and poison."""
    chance = random.Random(seed)
    found = [
        Submission(f"{prefix}{number}", revision)
        for number in range(articles)
        for revision in range(1, chance.randint(1, 3) + 1)
    ]
    found += chance.sample(found, len(found) // 10)
    if poison:
        found += poisoned(_POISONS, prefix)
    chance.shuffle(found)
    return found


def poisoned(poisons: tuple[str, ...], prefix: str) -> list[Submission]:
    """One article for each of these poisons."""
    return [Submission(f"{prefix}poison-{poison}", 1, poison) for poison in poisons]


class Ledger:
    """A journal of all submissions that were tried, and whether Redis took them."""

    def __init__(self, file: Path) -> None:
        self._database = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        self._database.execute("PRAGMA synchronous=FULL")
        self._database.execute(
            "CREATE TABLE journal "
            "(key, id, revision, poison, sha256, tried REAL, taken REAL, seconds REAL)"
        )
        self._lock = threading.Lock()

    def note(self, sent: Submission, tried: float, taken: float | None) -> None:
        """Record one attempt; `taken` is None if Redis did not take it."""
        self.note_all([sent], tried, taken)

    def note_all(self, sent: Sequence[Submission], tried: float, taken: float | None) -> None:
        """Record attempts that were made together, in one write to the disk."""
        seconds = None if taken is None else taken - tried
        rows = [
            (each.key, each.id, each.revision, each.poison, each.sha256, tried, taken, seconds)
            for each in sent
        ]
        with self._lock:
            self._database.execute("BEGIN")
            self._database.executemany("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
            self._database.execute("COMMIT")

    def expected(self) -> dict[str, int]:
        """The highest revision that Redis took of every sound article, by id."""
        rows = self._all(
            "SELECT id, MAX(revision) FROM journal "
            "WHERE taken NOT NULL AND poison IN (?, ?) GROUP BY id",
            *_HARMLESS,
        )
        return {row[0]: row[1] for row in rows}

    def taken(self) -> list[Submission]:
        """Every submission that Redis took, once."""
        rows = self._all("SELECT DISTINCT id, revision, poison FROM journal WHERE taken NOT NULL")
        return [Submission(*row) for row in rows]

    def poisoned(self) -> list[Submission]:
        """Every poisoned submission that Redis took, once."""
        return [each for each in self.taken() if each.poison not in _HARMLESS]

    def figures(self, since: float) -> dict[str, Any]:
        """How many were tried and taken since a time, and the 99th percentile of their waits."""
        (tried,) = self._all("SELECT count(*) FROM journal WHERE tried >= ?", since)[0]
        rows = self._all("SELECT seconds FROM journal WHERE taken NOT NULL AND tried >= ?", since)
        waits = sorted(row[0] for row in rows)
        p99 = waits[int(len(waits) * 0.99)] if waits else 0.0
        (articles,) = self._all("SELECT count(DISTINCT id) FROM journal WHERE tried >= ?", since)[0]
        return {
            "articles": articles,
            "submitted": tried,
            "acknowledged": len(waits),
            "ack_p99": round(p99, 3),
        }

    def _all(self, query: str, *values: float | str) -> list[Any]:
        with self._lock:
            return self._database.execute(query, values).fetchall()


class Producer:
    """Repeats each submission until Redis takes it, like a producer that keeps what failed."""

    def __init__(self, redis_url: str, ledger: Ledger) -> None:
        self.ledger = ledger
        self.client = redis.Redis.from_url(redis_url, socket_timeout=3, socket_connect_timeout=3)

    def submit(self, sent: Submission, *, seconds: float = 120.0) -> None:
        """Submit one article, repeatedly until Redis takes it or `seconds` have passed."""
        deadline = time.monotonic() + seconds
        while True:
            tried = time.time()
            try:
                self.client.xadd("matbaa:inbox", {"article": sent.payload, "key": sent.key})
            except redis.RedisError:
                self.ledger.note(sent, tried, None)
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
            else:
                return self.ledger.note(sent, tried, time.time())

    def without_receipt(self) -> list[Submission]:
        """Submissions that Redis took but has no receipt for: not read yet, or forgotten."""
        return [sent for sent, status in self.receipts() if status is None]

    def submit_again_what_has_no_receipt(self) -> int:
        """Submit again what a Redis lost, once it has no unread entries; return how many."""
        if any(map(self.client.xlen, INBOXES)):
            return 0
        missing = self.without_receipt()
        for each in missing:
            self.submit(each)
        return len(missing)

    def receipts(self) -> Iterator[tuple[Submission, str | None]]:
        """Every submission with the status of its receipt, or None if there is none."""
        sent = self.ledger.taken()
        said = self.client.mget([f"{_RECEIPT}{each.key}" for each in sent]) if sent else []
        for each, text in zip(sent, said, strict=True):
            yield each, json.loads(text)["status"] if text else None

    def seconds_until_live(self, name: str, *, most: float = 60.0) -> float:
        """Seconds from the submission of an article until its receipt says `published`."""
        sent, began = Submission(name, 1), time.monotonic()
        self.submit(sent)
        while time.monotonic() - began < most:
            said = self.client.get(f"{_RECEIPT}{sent.key}")
            if said and json.loads(said)["status"] == "published":
                break
            time.sleep(0.005)
        return time.monotonic() - began

    def backfill(self, articles: int, prefix: str) -> None:
        """Submit `articles` articles on the bulk lane, all at once."""
        pipe = self.client.pipeline(transaction=False)
        work = [Submission(f"{prefix}bulk-{number}", 1) for number in range(articles)]
        for sent in work:
            pipe.xadd("matbaa:inbox:bulk", {"article": sent.payload, "key": sent.key})
        tried = time.time()
        pipe.execute()
        self.ledger.note_all(work, tried, time.time())
