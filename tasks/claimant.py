"""Claim tokens that begin with a mark of their owner: the Celery message and the worker.

By the mark the claims of a dead process are found and released: see `workers.rescue`.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Any, cast

from celery import current_task

#: A token begins with this many hexadecimal digits for the message, then as many for the worker.
MESSAGE = 8
_TOKEN = 32


def mark() -> str:
    """The mark of the message that this process is working on; "" outside a Celery task."""
    request = cast(Any, current_task).request if current_task else None
    if request is None or not request.id:
        return ""
    return of_message(request.id) + of_worker(request.hostname or "")


def token() -> str:
    """A unique token of 32 hexadecimal digits that begins with this process's mark."""
    return f"{mark()}{secrets.token_hex(_TOKEN // 2)}"[:_TOKEN]


def of_message(message_id: str) -> str:
    """The part of a mark that identifies the message."""
    return message_id.replace("-", "")[:MESSAGE]


def of_worker(name: str) -> str:
    """The part of a mark that identifies the worker, by its node name, which survives a restart."""
    return hashlib.sha256(name.encode()).hexdigest()[:MESSAGE]
