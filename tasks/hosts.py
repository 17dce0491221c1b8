"""Hosts that do not answer are left alone for a while, so that one of them holds up nobody else."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from matbaa.errors import ServiceUnavailable


@dataclass(slots=True)
class Hosts:
    """What this process has seen of the hosts that it asks."""

    #: How long one that failed is not asked.
    rest: float = 60.0
    most: int = 1_000
    _until: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def asked(self, address: str) -> Iterator[None]:
        """Ask the host of an address. Raises ServiceUnavailable, unasked, while it rests."""
        host = urlsplit(address).netloc
        if time.monotonic() < self._until.get(host, 0.0):
            raise ServiceUnavailable(host, "did not answer lately; not asked")
        try:
            yield
        except ServiceUnavailable:
            if len(self._until) >= self.most:
                self._until.clear()
            self._until[host] = time.monotonic() + self.rest
            raise
        self._until.pop(host, None)
