"""Extends a claim or a lease in the background while its work takes long."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog
from sqlalchemy.orm import Session

from matbaa.errors import ServiceUnavailable
from models.session import transaction

log = structlog.get_logger(__name__)


@contextmanager
def kept_alive(extend: Callable[[Session], object], *, seconds: float) -> Iterator[None]:
    """Call `extend` every third of `seconds`, the duration of the lease, until the block ends.

    A database that is away is logged; the next call tries again.
    """
    done = threading.Event()

    def beat() -> None:
        while not done.wait(seconds / 3):
            try:
                with transaction(durable=False) as session:
                    extend(session)
            except ServiceUnavailable as error:
                log.warning("lease_not_extended", error=str(error))

    thread = threading.Thread(target=beat, name="lifeline", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
