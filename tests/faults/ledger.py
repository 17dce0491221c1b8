"""What was submitted, written down by the producer itself: nobody else's word is taken for it."""

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
#: Poison of which a workload has one article each: see tests.faults.poison; `json` is none.
_POISONS = ("kill", "break", "json")
#: What an article may say of itself and go on nevertheless.
_HARMLESS = ("", "slow")


@dataclass(frozen=True, slots=True)
class Submission:
    """One revision of one article; `poison` says what happens to whoever works on it."""

    id: str
    revision: int
    poison: str = ""

    @property
    def key(self) -> str:
        """Its idempotency key."""
        return f"{self.id}/{self.revision}"

    @property
    def payload(self) -> str:
        """Its JSON, or what was meant to be JSON."""
        text = json.dumps(self._fields(f"poison:{self.poison}" if self.poison else ""))
        return text[:-2] if self.poison == "json" else text

    @property
    def sha256(self) -> str:
        """Of its JSON."""
        return hashlib.sha256(self.payload.encode()).hexdigest()

    @property
    def cured(self) -> str:
        """Its JSON without what was wrong with it."""
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
    """Up to three revisions of each article, out of order, a tenth of them twice; and poison."""
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
    """An article of each of these poisons."""
    return [Submission(f"{prefix}poison-{poison}", 1, poison) for poison in poisons]


class Ledger:
    """A journal of every submission that was tried and that Redis took."""

    def __init__(self, file: Path) -> None:
        self._database = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        self._database.execute("PRAGMA synchronous=FULL")
        self._database.execute(
            "CREATE TABLE journal "
            "(key, id, revision, poison, sha256, tried REAL, taken REAL, seconds REAL)"
        )
        self._lock = threading.Lock()

    def note(self, sent: Submission, tried: float, taken: float | None) -> None:
        """Write down one attempt; `taken` is None where Redis did not take it."""
        self.note_all([sent], tried, taken)

    def note_all(self, sent: Sequence[Submission], tried: float, taken: float | None) -> None:
        """Write down what was tried at once, in one go to the disk."""
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
        """The highest revision of every sound article that Redis took."""
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
        """Every submission of poison that Redis took, once."""
        return [each for each in self.taken() if each.poison not in _HARMLESS]

    def figures(self, since: float) -> dict[str, Any]:
        """How many were tried and taken since a time, and how long the slowest hundredth waited."""
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
    """Submits until each is taken, as a producer does that keeps what it was not told was taken."""

    def __init__(self, redis_url: str, ledger: Ledger) -> None:
        self.ledger = ledger
        self.client = redis.Redis.from_url(redis_url, socket_timeout=3, socket_connect_timeout=3)

    def submit(self, sent: Submission, *, seconds: float = 120.0) -> None:
        """Submit one, again and again until Redis takes it."""
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
        """What Redis took and has no receipt of: not read yet, or forgotten."""
        return [sent for sent, status in self.receipts() if status is None]

    def submit_again_what_has_no_receipt(self) -> int:
        """After a Redis that lost its memory; not before all is read that it has."""
        if any(map(self.client.xlen, INBOXES)):
            return 0
        missing = self.without_receipt()
        for each in missing:
            self.submit(each)
        return len(missing)

    def receipts(self) -> Iterator[tuple[Submission, str | None]]:
        """What the receipt of every submission says; None where there is none."""
        sent = self.ledger.taken()
        said = self.client.mget([f"{_RECEIPT}{each.key}" for each in sent]) if sent else []
        for each, text in zip(sent, said, strict=True):
            yield each, json.loads(text)["status"] if text else None

    def seconds_until_live(self, name: str, *, most: float = 60.0) -> float:
        """How long an article takes from its submission to its receipt that says `published`."""
        sent, began = Submission(name, 1), time.monotonic()
        self.submit(sent)
        while time.monotonic() - began < most:
            said = self.client.get(f"{_RECEIPT}{sent.key}")
            if said and json.loads(said)["status"] == "published":
                break
            time.sleep(0.005)
        return time.monotonic() - began

    def backfill(self, articles: int, prefix: str) -> None:
        """Submit so many on the bulk lane, all at once."""
        pipe = self.client.pipeline(transaction=False)
        work = [Submission(f"{prefix}bulk-{number}", 1) for number in range(articles)]
        for sent in work:
            pipe.xadd("matbaa:inbox:bulk", {"article": sent.payload, "key": sent.key})
        tried = time.time()
        pipe.execute()
        self.ledger.note_all(work, tried, time.time())
