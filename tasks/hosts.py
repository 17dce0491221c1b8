"""Skips hosts that did not answer for a while, so that one of them does not delay the others."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from matbaa.errors import ServiceUnavailable


@dataclass(slots=True)
class Hosts:
    """The failed hosts known to this process; it remembers at most `most` of them."""

    #: For how many seconds a failed host is not asked again.
    rest: float = 60.0
    most: int = 1_000
    _until: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def asked(self, address: str) -> Iterator[None]:
        """Guard a request to the host of `address`.

        Raises ServiceUnavailable at once while the host rests. A ServiceUnavailable from the
        request itself starts such a rest.
        """
        host = urlsplit(address).netloc
        if time.monotonic() < self._until.get(host, 0.0):
            raise ServiceUnavailable(host, "did not answer recently, so it was not asked")
        try:
            yield
        except ServiceUnavailable:
            if len(self._until) >= self.most:
                self._until.clear()
            self._until[host] = time.monotonic() + self.rest
            raise
        self._until.pop(host, None)
