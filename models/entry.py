"""A submission on its way into the tables, and the answer to it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from matbaa.errors import Rejected
from matbaa.identity import Identity
from models.receipt import ReceiptStatus
from models.states import Lane, State


@dataclass(frozen=True, slots=True)
class Entry:
    """A submission as it came in, with what was found out about it."""

    payload: bytes
    #: The producer's idempotency key, or the inbox entry's id.
    key: str
    source: str
    lane: Lane
    #: Key of the site it is for.
    site: str
    #: What it is about, or why it cannot be accepted.
    outcome: Identity | Rejected
    #: JSON of its story where it was part of a document that is parsed already.
    story: str | None = None
    #: Key of the receipt that is brought up to date, where that is not its own.
    receipt: str | None = None
    #: The embargo of that story.
    due: datetime | None = None

    @property
    def sha256(self) -> str:
        """Of the bytes as submitted."""
        return hashlib.sha256(self.payload).hexdigest()


@dataclass(frozen=True, slots=True)
class Answer:
    """The receipt of one entry."""

    key: str
    status: ReceiptStatus
    article_id: str | None = None
    rev: int | None = None
    reason: str | None = None
    #: The revision that waits for its next stage now, if one does.
    revision_id: int | None = None
    #: The state in which it waits.
    state: State = State.ACCEPTED
    lane: Lane = Lane.NEWS
    #: Directory of the article's page, where it is live already.
    path: str | None = None
    #: The same key came before: what its receipt says by now stands.
    repeated: bool = False
