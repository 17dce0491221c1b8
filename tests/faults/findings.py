"""The promises that must hold in the laboratory once everything is at rest (I1 to I10)."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import redis
from sqlalchemy import text
from sqlalchemy.orm import Session

_LONG_AGO = "2020-01-01 00:00:00.000000"


def let_time_pass() -> None:
    """Expire all leases and end all waits, as if hours had passed."""
    from models.session import transaction

    with transaction() as session:
        session.execute(
            text(
                "UPDATE revisions SET lease_expires_at = :then WHERE lease_expires_at IS NOT NULL"
            ),
            {"then": _LONG_AGO},
        )
        session.execute(
            text(
                "UPDATE revisions SET next_attempt_at = NULL "
                "WHERE state IN ('accepted', 'ingested', 'summarized', 'rendered')"
            )
        )
        session.execute(text("UPDATE revisions SET state_at = :then"), {"then": _LONG_AGO})
        session.execute(text("UPDATE leases SET expires_at = :then"), {"then": _LONG_AGO})
        session.execute(text("UPDATE tally_marks SET at = :then"), {"then": _LONG_AGO})
        session.execute(text("UPDATE outages SET until = :then"), {"then": _LONG_AGO})


def of_the_laboratory(folder: Path, client: redis.Redis) -> list[str]:
    """Broken promises after A's second revision and B were submitted."""
    from models.session import look

    with look() as session:
        of_the_database = [*_of_the_tables(session), *_of_the_pages(session, folder / "site")]
    return [
        *of_the_database,
        *_of_the_puts(folder / "puts.jsonl"),
        *_of_the_site(folder / "site"),
        *_of_redis(client),
    ]


def _of_the_tables(session: Session) -> list[str]:
    facts = text("SELECT id, head_rev, published_rev, live FROM articles")
    found = {row.id: (row.head_rev, row.published_rev, row.live) for row in session.execute(facts)}
    receipts = set(session.scalars(text("SELECT key FROM receipts")))
    broken = []
    if found != {"a": (2, 2, True), "b": (1, 1, True)}:
        broken.append(f"I2/I9 articles are {found}")
    if receipts != {"a/1", "a/2", "b/1"}:
        broken.append(f"I1 receipts are {sorted(receipts)}")
    for name, query in _QUERIES.items():
        if count := session.scalar(text(query)):
            broken.append(f"{name}: {count}")
    return broken


_QUERIES = {
    "I2 revisions under way": "SELECT count(*) FROM revisions WHERE state IN "
    "('accepted', 'ingested', 'summarized', 'rendered')",
    "I6 live claims": "SELECT count(*) FROM revisions WHERE lease_token IS NOT NULL",
    "I8 dead revisions": "SELECT count(*) FROM revisions WHERE state = 'dead'",
    "I5 changes not shown": "SELECT count(*) FROM dirty",
    "I5 pages not uploaded": "SELECT count(*) FROM pages WHERE body IS NOT NULL",
    "I3 pages not as printed": "SELECT count(*) FROM pages WHERE uploaded_sha256 IS NULL OR uploaded_sha256 <> sha256",
}


def _of_the_pages(session: Session, site: Path) -> list[str]:
    broken = []
    for row in session.execute(text("SELECT path, rev, sha256 FROM pages")):
        file, facts = site / row.path, site / ".matbaa" / f"{row.path}.json"
        if not (file.exists() and facts.exists()):
            broken.append(f"I3 {row.path} is not on storage")
            continue
        rev = int(json.loads(facts.read_text())["metadata"]["rev"])
        if hashlib.sha256(file.read_bytes()).hexdigest() != row.sha256:
            broken.append(f"I3 {row.path} is another page than the tables say")
        if rev > row.rev:
            broken.append(f"I3 {row.path} has revision {rev}, not {row.rev}")
    return broken


def _of_the_puts(journal: Path) -> list[str]:
    highest: dict[str, int] = defaultdict(int)
    broken = []
    for line in journal.read_text().splitlines():
        path, rev = json.loads(line)
        if rev < highest[path]:
            broken.append(f"I4 {path}: revision {rev} after {highest[path]}")
        highest[path] = max(highest[path], rev)
    return broken


def _of_the_site(site: Path) -> list[str]:
    broken = []
    for path, wanted in _SHOWN.items():
        body = (site / path).read_text() if (site / path).exists() else ""
        broken += [
            f"I5 {path}: {title!r} is {'missing' if title in wanted else 'there'}"
            for title in ("Headline one of A", "Headline two of A", "Headline of B")
            if (title in body) is not (title in wanted)
        ]
    return broken


_SHOWN = {
    "index.html": {"Headline two of A", "Headline of B"},
    "feed.xml": {"Headline two of A", "Headline of B"},
    "section/sport/index.html": {"Headline two of A"},
    "section/world/index.html": {"Headline of B"},
}


def _of_redis(client: redis.Redis) -> list[str]:
    pending: Any = client.xpending("matbaa:inbox", "matbaa")
    broken = []
    if client.xlen("matbaa:inbox") or pending["pending"]:
        broken.append(f"I6 inbox holds {client.xlen('matbaa:inbox')}, {pending['pending']} pending")
    for key in ("a/2", "b/1"):
        said = json.loads(client.get(f"matbaa:receipt:{key}") or "{}")
        if said.get("status") != "published":
            broken.append(f"I1 the receipt of {key} says {said.get('status')}")
    return broken
