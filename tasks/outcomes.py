"""Writes receipts to Redis, which tell producers what became of their submissions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import redis
import structlog

from matbaa.pages.paths import url
from matbaa.settings import get_settings
from models import ReceiptStatus
from models.entry import Answer, Entry

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The content of a receipt. `url` is set once readers can open the page."""

    key: str
    id: str | None
    revision: int | None
    status: str
    url: str | None = None
    reason: str | None = None
    #: If it was rejected for a conflict: `key` or `article`, see `models.receipt.Clash`.
    conflict: str | None = None
    #: Keys of the receipts of its parts, where a document held several articles.
    parts: tuple[str, ...] = ()
    #: What the producer should know, one sentence each.
    warnings: tuple[str, ...] = ()
    #: Whether to leave an existing receipt as it is.
    repeated: bool = False

    def as_json(self) -> str:
        """The receipt as producers read it."""
        said: dict[str, object] = {"id": self.id, "revision": self.revision, "status": self.status}
        said |= {"url": self.url, "key": self.key, "reason": self.reason}
        if self.conflict:
            said["conflict"] = self.conflict
        if self.parts:
            said["parts"] = list(self.parts)
        if self.warnings:
            said["warnings"] = list(self.warnings)
        return json.dumps(said, ensure_ascii=False)


def outcome_of(entry: Entry, answer: Answer) -> Outcome:
    """The receipt of a submission when intake has accepted or rejected it."""
    return Outcome(
        entry.receipt or answer.key,
        answer.article_id,
        answer.rev,
        answer.status.value,
        url=url(get_settings().site(entry.site), answer.path) if answer.path else None,
        reason=answer.reason,
        conflict=answer.conflict and answer.conflict.value,
        # An intake that was held up must not overwrite the final receipt with `accepted`.
        repeated=answer.repeated or answer.status is ReceiptStatus.ACCEPTED,
    )


@lru_cache(maxsize=1)
def client(url: str) -> redis.Redis:
    """The Redis client for receipts, with short timeouts: a slow Redis must not delay articles."""
    return redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2)


def announce(outcomes: Iterable[Outcome]) -> bool:
    """Write the receipts; return whether Redis took them.

    If it did not, none is lost: `tasks.reminders` writes them later from the database.
    """
    settings = get_settings()
    try:
        with client(settings.redis_url).pipeline(transaction=False) as pipe:
            for outcome in outcomes:
                key = f"{settings.receipt_prefix}{outcome.key}"
                pipe.set(key, outcome.as_json(), ex=settings.receipt_ttl, nx=outcome.repeated)
            pipe.execute()
    except redis.RedisError as error:
        log.warning("receipts_not_written", error=str(error))
        return False
    return True
