"""What became of what was submitted to a newsroom: broken promises, and figures."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

import boto3

from matbaa.s3 import S3Storage
from tests.faults.newsroom import Newsroom


def broken_promises(room: Newsroom, *, drained: bool) -> list[str]:
    """The invariants that do not hold, in words; none is the only good answer."""
    expected, published = room.producer.ledger.expected(), room.published()
    lost = [each for each in expected if published.get(each, 0) < expected[each]]
    never = [each for each in published if each not in expected]
    broken = [] if drained else ["I2 not everything came to rest in time"]
    broken += [f"I1 lost: {len(lost)}, such as {lost[:3]}"] if lost else []
    broken += [f"I9 published, never submitted: {never[:3]}"] if never else []
    return [*broken, *_of_tables(room), *_of_storage(room), *_of_puts(room), *_of_redis(room)]


def _of_tables(room: Newsroom) -> list[str]:
    wanted = {
        "I8 dead revisions": "SELECT count(*) FROM revisions WHERE state = 'dead'",
        "I6 claims without work": "SELECT count(*) FROM revisions WHERE lease_token IS NOT NULL",
        "I3 articles that readers do not see": "SELECT count(*) FROM articles WHERE NOT live",
        "I5 articles without a place in the archive": "SELECT count(*) FROM articles a WHERE live "
        "AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.article_id = a.id)",
        "I5 places given twice": "SELECT count(*) FROM (SELECT kind, key, number FROM memberships "
        "GROUP BY kind, key, number HAVING count(*) > 1) twice",
    }
    counts = {name: int(room.rows(query)[0][0]) for name, query in wanted.items()}
    return [f"{name}: {count}" for name, count in counts.items() if count]


def _of_storage(room: Newsroom) -> list[str]:
    """Every page is on storage as the tables have it, under the revision they have."""
    storage = _storage(room)
    broken: dict[str, list[str]] = defaultdict(list)
    for path, rev, sha in room.rows("SELECT path, rev, sha256 FROM pages"):
        there = storage.head(path)
        if there is None:
            broken["I3 pages missing on storage"].append(path)
        elif there.blob.metadata.get("sha256") != sha:
            broken["I3 stale pages on storage"].append(path)
        elif int(there.blob.metadata["rev"]) > rev:
            broken["I3 pages ahead of the tables"].append(path)
    return [f"{name}: {len(paths)}, such as {paths[:2]}" for name, paths in broken.items()]


def _storage(room: Newsroom) -> S3Storage:
    """The stack's storage, past the proxy; boto3's own session keeps another stack's keys."""
    endpoint = f"http://127.0.0.1:{room.s3.upstream}"
    storage = S3Storage("site", endpoint_url=endpoint)
    session = boto3.Session(
        room.env["AWS_ACCESS_KEY_ID"], room.env["AWS_SECRET_ACCESS_KEY"], region_name="us-east-1"
    )
    storage.client = session.client("s3", endpoint_url=endpoint)
    return storage


def _of_puts(room: Newsroom) -> list[str]:
    """What readers could get of a page never went back."""
    highest: dict[str, int] = defaultdict(int)
    backwards = []
    for put in room.s3.puts:
        if 200 <= put.status < 300:
            if put.rev < highest[put.path]:
                backwards.append(put.path)
            highest[put.path] = max(put.rev, highest[put.path])
    return [f"I4 older over newer: {backwards[:3]}"] if backwards else []


def _of_redis(room: Newsroom) -> list[str]:
    pending: Any = room.redis.xpending("matbaa:inbox", "matbaa")
    return [f"I6 entries nobody acknowledged: {pending['pending']}"] if pending["pending"] else []


def figures(room: Newsroom, drained_in: float) -> dict[str, Any]:
    """The numbers of a run."""
    states = {row[0]: int(row[1]) for row in room.rows(_STATES)}
    effective = [put for put in room.s3.puts if 200 <= put.status < 300]
    once = {(put.path, put.rev, put.sha256) for put in effective}
    live = sorted(_published_at(room))
    recoveries = sorted(_recoveries(room, live))
    return {
        **room.producer.ledger.figures(),
        "articles": len(room.producer.ledger.expected()),
        "published": states.get("published", 0),
        "superseded": states.get("superseded", 0),
        "dead": states.get("dead", 0),
        "puts": len(effective),
        "puts_twice": len(effective) - len(once),
        "recovery_p50": _quantile(recoveries, 0.5),
        "recovery_p95": _quantile(recoveries, 0.95),
        "recovery_max": _quantile(recoveries, 1.0),
        "per_second": _throughput(room, live),
        "drained_in": round(drained_in, 1),
        **room.notes,
    }


_STATES = "SELECT state, count(*) FROM revisions GROUP BY state"


def _published_at(room: Newsroom) -> list[float]:
    rows = room.rows("SELECT published_at FROM revisions WHERE published_at IS NOT NULL")
    times = [datetime.fromisoformat(str(row[0])) for row in rows]
    return [(t.replace(tzinfo=UTC) if t.tzinfo is None else t).timestamp() for t in times]


def _recoveries(room: Newsroom, live: list[float]) -> list[float]:
    """Seconds from the end of each fault to the next article that went live."""
    found = []
    for _began, ended in room.faults:
        later = [at for at in live if at >= ended]
        if later:
            found.append(later[0] - ended)
    return found


def _quantile(values: list[float], share: float) -> float | None:
    if not values:
        return None
    return round(values[min(len(values) - 1, int(len(values) * share))], 2)


def _throughput(room: Newsroom, live: list[float]) -> dict[str, float]:
    """Articles that went live per second before, during and after the faults."""
    if not (live and room.faults):
        return {}
    began, ended = room.faults[0][0], room.faults[-1][1]
    parts = {
        "before": (live[0], began),
        "during": (began, ended),
        "after": (ended, live[-1]),
    }
    return {
        name: round(sum(a <= at < b for at in live) / (b - a), 1)
        for name, (a, b) in parts.items()
        if b - a > 0.5
    }
