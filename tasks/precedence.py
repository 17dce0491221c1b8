"""Lets bulk work pause while news is under way, so that a backfill never delays an editor.

Priorities are not enough: processes also share the disk and SQLite's lock, and a process that was
just woken waits until the one at work has had its turn.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from matbaa.settings import get_settings

_KEY = "matbaa:news"
#: How long one announcement counts: somewhat longer than an article takes until it is live.
_ANNOUNCED_MS = 100
#: The pause before a bulk article. There is one only, so that a backfill goes on, slowly, beside a
#: continuous stream of news.
_PAUSE_SECONDS = 0.05
#: If Redis does not answer, it is not asked again for so long.
_UNASKED_SECONDS = 10.0


@dataclass(slots=True)
class Signal:
    """The announcement of news in Redis. Without Redis nothing is announced, and nothing waits."""

    client: redis.Redis
    _unasked_until: float = 0.0

    def announce(self) -> None:
        """Announce that news has come."""
        self._ask("SET", _KEY, 1, "PX", _ANNOUNCED_MS)

    def is_given(self) -> bool:
        """Whether news has just come."""
        return bool(self._ask("EXISTS", _KEY))

    def _ask(self, *command: str | int) -> object:
        if time.monotonic() < self._unasked_until:
            return None
        try:
            return self.client.execute_command(*command)  # type: ignore[no-untyped-call]  # redis-py's is untyped
        except redis.RedisError:
            self._unasked_until = time.monotonic() + _UNASKED_SECONDS
            return None


def announce_news() -> None:
    """Tell bulk workers that news has come."""
    _signal(get_settings().redis_url).announce()


def give_way() -> None:
    """Pause for a moment if news has just come."""
    if _signal(get_settings().redis_url).is_given():
        time.sleep(_PAUSE_SECONDS)


@lru_cache(maxsize=1)
def _signal(url: str) -> Signal:
    once = Retry(NoBackoff(), 0)
    return Signal(
        redis.Redis.from_url(url, socket_timeout=0.5, socket_connect_timeout=0.5, retry=once)
    )
