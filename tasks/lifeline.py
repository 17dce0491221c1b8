"""Keeps a claim alive while its work takes long."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from matbaa.errors import ServiceUnavailable
from matbaa.settings import get_settings
from models import claims
from models.session import transaction

log = structlog.get_logger(__name__)


@contextmanager
def kept_alive(token: str) -> Iterator[None]:
    """Extend the claim under `token` every third of a lease until the work is done."""
    seconds = get_settings().lease_seconds
    done = threading.Event()

    def beat() -> None:
        while not done.wait(seconds / 3):
            try:
                with transaction() as session:
                    claims.keep(session, token, seconds)
            except ServiceUnavailable as error:
                log.warning("lease_not_extended", error=str(error))

    thread = threading.Thread(target=beat, name="lifeline", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
