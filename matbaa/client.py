"""Submits articles from any Python service. The module needs only the redis package.

from matbaa.client import Inbox

with Inbox("redis://127.0.0.1:6379/0") as inbox:
    sent = inbox.submit({"title": "...", "body": "..."}, key="my-system:4711")
    print(inbox.wait(sent, seconds=30))
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import redis

from matbaa.errors import Misconfigured, ServiceUnavailable

INBOX, BULK_INBOX, RECEIPTS = "matbaa:inbox", "matbaa:inbox:bulk", "matbaa:receipt:"

#: The statuses of a receipt that are not final.
UNDER_WAY = frozenset({"accepted", "waiting"})


@dataclass(frozen=True, slots=True)
class Receipt:
    """The state of a submission at the time of asking."""

    key: str
    #: `waiting` until the intake has read it, then `accepted`, and finally `published`,
    #: `duplicate`, `superseded`, `rejected`, `split` or `dead`.
    status: str = "waiting"
    id: str | None = None
    revision: int | None = None
    url: str | None = None
    reason: str | None = None
    #: Why it was rejected, if for a conflict: `key` (was used for another submission) or `article`
    #: (has this revision with other content, or belongs to another site).
    conflict: str | None = None
    #: Keys of the articles of a document that contained several (`split`).
    parts: tuple[str, ...] = ()
    #: Hints for the producer, one sentence each.
    warnings: tuple[str, ...] = ()

    @property
    def is_final(self) -> bool:
        """Whether the status will not change any more."""
        return self.status not in UNDER_WAY


class Inbox:
    """The inbox of an installation. All methods raise ServiceUnavailable if Redis is unreachable.

    `source` names the producer, for the operators.
    """

    def __init__(self, redis_url: str, *, source: str = "") -> None:
        """Raises Misconfigured if `redis_url` is not the address of a Redis server."""
        try:
            self._redis = redis.Redis.from_url(
                redis_url, socket_timeout=10, socket_connect_timeout=5, decode_responses=True
            )
        except ValueError as error:
            raise Misconfigured("MATBAA_REDIS_URL", str(error)) from None
        self._source = source

    def __enter__(self) -> Inbox:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._redis.close()

    def submit(
        self, article: Mapping[str, Any] | str | bytes, *, key: str = "", bulk: bool = False
    ) -> str:
        """Put one article, a dict or its JSON, into the inbox and return the key of its receipt.

        `key` makes the call idempotent: a repeated one is the same submission, so that nothing is
        published twice. `bulk` uses the bulk lane, so that a backfill does not delay the news.
        """
        payload = article if isinstance(article, str | bytes) else json.dumps(article)
        fields: dict[Any, Any] = {"article": payload}
        fields |= {"key": key} if key else {}
        fields |= {"source": self._source} if self._source else {}
        try:
            entry = self._redis.xadd(BULK_INBOX if bulk else INBOX, fields)
        except redis.RedisError as error:
            raise ServiceUnavailable("redis", str(error)) from error
        return key or str(entry)

    def receipt(self, key: str) -> Receipt:
        """The receipt of the submission with this key."""
        return next(iter(self.receipts([key])))

    def receipts(self, keys: list[str]) -> list[Receipt]:
        """The receipts of these submissions, in the order of `keys`."""
        if not keys:
            return []
        try:
            found = self._redis.mget([f"{RECEIPTS}{key}" for key in keys])
        except redis.RedisError as error:
            raise ServiceUnavailable("redis", str(error)) from error
        pairs = zip(keys, found, strict=True)
        return [_receipt(key, said) for key, said in pairs]

    def wait(self, key: str, *, seconds: float = 60.0) -> Receipt:
        """Wait for the final receipt; after `seconds`, return the receipt as it is then."""
        return next(iter(self.wait_all([key], seconds=seconds)))

    def wait_all(self, keys: list[str], *, seconds: float = 60.0) -> Iterator[Receipt]:
        """The final receipts as they arrive; after `seconds`, the others as they are then."""
        deadline = time.monotonic() + seconds
        pending = list(keys)
        while pending:
            receipts = self.receipts(pending)
            is_over = time.monotonic() >= deadline
            done = [each for each in receipts if each.is_final or is_over]
            yield from done
            finished = {each.key for each in done}
            pending = [key for key in pending if key not in finished]
            if pending and not done:
                time.sleep(0.005 if len(pending) < 50 else 0.05)


def _receipt(key: str, said: str | bytes | None) -> Receipt:
    if said is None:
        return Receipt(key)
    known: dict[str, Any] = json.loads(said)
    known |= {name: tuple(known.get(name, ())) for name in ("parts", "warnings")}
    names = Receipt.__dataclass_fields__  # a newer installation may send more fields
    return Receipt(**{name: it for name, it in known.items() if name in names} | {"key": key})
