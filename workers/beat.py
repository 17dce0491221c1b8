"""Records when Celery's beat last sent a task, so that the desk can tell that it is dead."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import redis

from matbaa.settings import get_settings
from tasks import outcomes

_KEY = "matbaa:desk:beat"
#: Seconds after which the record expires; by then beat is dead, however long it has been.
_REMEMBERED = 86_400


def note(**_sent: Any) -> None:
    """Record that beat works now. A handler of Celery's signals."""
    with suppress(redis.RedisError):  # if Redis is away, beat did not send anything either
        outcomes.client(get_settings().redis_url).set(_KEY, 1, ex=_REMEMBERED)


def seconds_ago(client: Any) -> float | None:
    """How long ago beat last sent something, by Redis's own clock; None after a day."""
    left: int = client.pttl(_KEY)
    return None if left < 0 else _REMEMBERED - left / 1000
