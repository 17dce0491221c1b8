"""Judges a newsroom after a round: finds the promises that were broken (I1 to I10)."""

from __future__ import annotations

import hashlib
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from tests.faults import artefacts, bounds, figures
from tests.faults.bucket import Bucket, bucket_of
from tests.faults.newsroom import QUEUES, Newsroom

#: How long to wait for what may lag behind the end of the work: the last hints and receipts.
_SECONDS = 30.0
#: The final statuses of receipts.
_ENDS = {"published", "superseded", "dead", "rejected", "duplicate"}


def broken_promises(room: Newsroom, *, drained: bool) -> list[str]:
    """Describe the invariants that do not hold; an empty list means that all do."""
    expected, published = room.expected(), room.published()
    lost = [each for each in expected if published.get(each, 0) < expected[each]]
    never = [each for each in published if published[each] > expected.get(each, 0)]
    broken = [] if drained else ["I2 not everything came to rest in time"]
    broken += [f"I1 lost: {len(lost)}, such as {lost[:3]}"] if lost else []
    broken += [f"I9 published, never submitted: {never[:3]}"] if never else []
    bucket = bucket_of(room)
    return [
        *broken,
        *room.complaints,
        *_of_tables(room),
        *_of_submissions(room),
        *_of_deaths(room),
        *_of_executions(room),
        *_of_storage(room, bucket),
        *_of_puts(room),
        *artefacts.broken(room, bucket),
        *_of_redis(room),
        *bounds.broken(room),
    ]


def _of_tables(room: Newsroom) -> list[str]:
    wanted = {
        "I2 revisions under way": "SELECT count(*) FROM revisions WHERE state IN "
        "('accepted', 'ingested', 'summarized', 'rendered')",
        "I6 claims without work": "SELECT count(*) FROM revisions WHERE lease_token IS NOT NULL",
        "I5 articles without a place in the archive": "SELECT count(*) FROM articles a WHERE live "
        "AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.article_id = a.id)",
        "I5 places given twice": "SELECT count(*) FROM (SELECT kind, key, number FROM memberships "
        "GROUP BY kind, key, number HAVING count(*) > 1) twice",
        "I3 published articles that readers do not see": "SELECT count(*) FROM articles "
        "WHERE published_rev > 0 AND NOT live",
    }
    counts = {name: room.count(query) for name, query in wanted.items()}
    broken = [f"{name}: {count}" for name, count in counts.items() if count]
    return broken + _once_more(lambda: _behind(room), "I5 not all is shown")


def _behind(room: Newsroom) -> Mapping[str, int]:
    """What the site's own pages do not show yet. Time alone may change some of them."""
    return {
        "changes": room.count("SELECT count(*) FROM dirty"),
        "pages": room.count("SELECT count(*) FROM pages WHERE body IS NOT NULL"),
    }


def _of_submissions(room: Newsroom) -> list[str]:
    """Check that every submission that Redis took has a receipt in the tables."""
    known = {row[0] for row in room.rows("SELECT key FROM receipts")}
    missing = [sent.key for sent in room.producer.ledger.taken() if sent.key not in known]
    return [f"I1 not in the tables: {len(missing)}, such as {missing[:3]}"] if missing else []


def _of_deaths(room: Newsroom) -> list[str]:
    """Check that poison, until it is cured, is dead with a reason, and that nothing else is."""
    poison = {each.id for each in room.poison()}
    dead = {row[0] for row in room.rows("SELECT article_id FROM revisions WHERE state = 'dead'")}
    broken = [f"I8 dead, though sound: {sorted(dead - poison)[:3]}"] if dead - poison else []
    keys = {row[0] for row in room.rows("SELECT key FROM dead_letters")}
    refused = keys - {each.key for each in room.producer.ledger.poisoned()} - {None, ""}
    broken += [f"I8 refused, though sound: {sorted(refused)[:3]}"] if refused else []
    unsaid = room.count("SELECT count(*) FROM dead_letters WHERE reason = '' OR reason IS NULL")
    broken += [f"I7 letters that say no reason: {unsaid}"] if unsaid else []
    left = room.count("SELECT count(*) FROM dead_letters WHERE status = 'open'")
    if left < len(poison) or (left and not poison):
        broken.append(f"I7 {left} open letters for {len(poison)} that cannot go on")
    return broken


def _of_executions(room: Newsroom) -> list[str]:
    """Check that a slow article was not begun a second time while a worker was on it."""
    slow = room.notes.get("slow")
    times = figures.executions(room)[slow] if slow else 1
    return [] if times == 1 else [f"I8 {slow}, which is slow, was begun {times} times"]


def _of_storage(room: Newsroom, bucket: Bucket) -> list[str]:
    """Check that every page is on storage, with the bytes of its row and no higher revision."""
    broken: dict[str, list[str]] = defaultdict(list)
    for path, rev, sha in room.rows("SELECT path, rev, sha256 FROM pages"):
        there = bucket.get(path)
        if there is None:
            broken["I3 pages missing on storage"].append(path)
        elif hashlib.sha256(there.body).hexdigest() != sha:
            broken["I3 stale pages on storage"].append(path)
        elif int(there.metadata["rev"]) > rev:
            broken["I3 pages ahead of the tables"].append(path)
    return [f"{name}: {len(paths)}, such as {paths[:2]}" for name, paths in broken.items()]


def _of_puts(room: Newsroom) -> list[str]:
    """Check that no upload replaced a page by an older revision of it."""
    highest: dict[str, int] = defaultdict(int)
    backwards = []
    for put in room.s3.puts:
        if 200 <= put.status < 300:
            if put.rev < highest[put.path]:
                backwards.append(put.path)
            highest[put.path] = max(put.rev, highest[put.path])
    return [f"I4 older over newer: {backwards[:3]}"] if backwards else []


def _of_redis(room: Newsroom) -> list[str]:
    """Check that no hint or entry is left in Redis, and that every receipt is final."""
    broken = _once_more(lambda: {name: room.redis.llen(name) for name in QUEUES}, "I6 hints left")
    for stream in ("matbaa:inbox", "matbaa:inbox:bulk"):
        pending: Any = room.redis.xpending(stream, "matbaa")
        if pending["pending"] or room.redis.xlen(stream):
            broken.append(f"I6 {stream}: {pending['pending']} entries nobody acknowledged")
    return broken + _once_more(lambda: _untold(room), "I1 receipts that tell no end")


def _once_more(count: Callable[[], Mapping[str, object]], promise: str) -> list[str]:
    """Wait until all counts are zero; report `promise` as broken if they are not in time."""
    deadline = time.monotonic() + _SECONDS
    while left := {name: number for name, number in count().items() if number}:
        if time.monotonic() > deadline:
            return [f"{promise}: {left}"]
        time.sleep(0.5)
    return []


def _untold(room: Newsroom) -> Mapping[str, int]:
    said = (status for _sent, status in room.producer.receipts())
    return Counter(str(status) for status in said if status not in _ENDS)
