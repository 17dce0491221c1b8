"""When to try again: capped exponential back-off with full jitter.

Source: Marc Brooker, "Timeouts, retries and backoff with jitter", Amazon Builders' Library.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

from matbaa.errors import ServiceUnavailable
from matbaa.settings import get_settings

Result = TypeVar("Result")


def delay(attempt: int) -> float:
    """Seconds to wait after failed attempt number `attempt`, counted from 1."""
    settings = get_settings()
    ceiling = min(settings.retry_cap_seconds, settings.retry_base_seconds * 2 ** (attempt - 1))
    return random.uniform(0.0, ceiling)  # noqa: S311 -- spreads load, guards nothing


def outage_delay() -> float:
    """Seconds to wait when a service is down, which is not the article's fault."""
    return random.uniform(0.5, 1.5) * get_settings().retry_base_seconds  # noqa: S311 -- idem


def persistently(commit: Callable[[], Result], *, seconds: float) -> Result:
    """Run `commit` until it succeeds, for up to `seconds`; then raise its ServiceUnavailable.

    So finished work survives a restart of the database.
    """
    deadline = time.monotonic() + seconds
    pause = 0.05
    while True:
        try:
            return commit()
        except ServiceUnavailable:
            if time.monotonic() + pause > deadline:
                raise
            time.sleep(random.uniform(pause / 2, pause))  # noqa: S311 -- idem
            pause = min(2.0, pause * 2)
