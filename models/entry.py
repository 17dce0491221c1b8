"""A submission before it is stored, and the answer to it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from matbaa.errors import Rejected
from matbaa.identity import Identity
from models.receipt import Clash, ReceiptStatus
from models.states import Lane, State


@dataclass(frozen=True, slots=True)
class Entry:
    """A submission as received, with the result of checking it."""

    payload: bytes
    #: The producer's idempotency key, or the inbox entry's id.
    key: str
    source: str
    lane: Lane
    #: Key of the site it is for.
    site: str
    #: Which article and revision it is about, or why it cannot be accepted.
    outcome: Identity | Rejected
    #: JSON of its story, if it is part of a document that was parsed already.
    story: str | None = None
    #: Key of the receipt to keep up to date, if that is not its own.
    receipt: str | None = None
    #: The embargo of that story.
    due: datetime | None = None

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes as submitted, in hexadecimal."""
        return hashlib.sha256(self.payload).hexdigest()


@dataclass(frozen=True, slots=True)
class Answer:
    """The receipt of one entry."""

    key: str
    status: ReceiptStatus
    article_id: str | None = None
    rev: int | None = None
    reason: str | None = None
    conflict: Clash | None = None
    #: The revision that waits for its next stage now, if one does.
    revision_id: int | None = None
    #: The state in which it waits.
    state: State = State.ACCEPTED
    lane: Lane = Lane.NEWS
    #: Directory of the article's page, if it is already live.
    path: str | None = None
    #: Whether the same key was submitted before; its existing receipt then stays.
    repeated: bool = False
