"""Who claims: a mark at the head of a token, by which what the dead held is found and set free."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any, cast

from celery import current_task

#: Hexadecimal digits of a token that name the message; as many after them name the worker.
MESSAGE = 8
_TOKEN = 32


def mark() -> str:
    """Of the message that this process works on; "" where there is none."""
    request = cast(Any, current_task).request if current_task else None
    if request is None or not request.id:
        return ""
    return of_message(request.id) + of_worker(request.hostname or "")


def token() -> str:
    """Which nobody else has, and that tells whose it is."""
    return f"{mark()}{secrets.token_hex(_TOKEN // 2)}"[:_TOKEN]


def of_message(message_id: str) -> str:
    """The part of a mark that is the message's."""
    return message_id.replace("-", "")[:MESSAGE]


def of_worker(name: str) -> str:
    """The part of a mark that is the worker's, by its node name, which it keeps when restarted."""
    return hashlib.sha256(name.encode()).hexdigest()[:MESSAGE]
