"""Lists dead letters, one by one and grouped by cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from matbaa.errors import Rejected
from models.dead_letter import DeadLetter, LetterStatus
from models.revision import Revision


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFilter:
    """Selects dead letters; None means any."""

    status: LetterStatus | None = LetterStatus.OPEN
    #: `intake` or a stage.
    stage: str | None = None
    signature: str | None = None
    source: str | None = None
    article_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A dead letter."""

    id: int
    at: datetime
    status: LetterStatus
    stage: str
    signature: str
    reason: str
    trace: str | None
    attempts: int
    article_id: str | None
    rev: int | None
    revision_id: int | None
    source: str | None
    key: str | None
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterGroup:
    """Open letters with the same cause."""

    stage: str
    signature: str
    count: int
    first: datetime
    last: datetime
    #: The id of the newest letter, as an example.
    example: int


_COLUMNS = [getattr(DeadLetter, name) for name in Letter.__dataclass_fields__]


def letters(
    session: Session, filter: LetterFilter, *, after: int | None = None, limit: int = 50
) -> tuple[list[Letter], int | None]:
    """Up to `limit` letters, newest first, and the cursor of the next page (None on the last)."""
    query = statement(filter, after=after, limit=limit)
    found = [Letter(**row._mapping) for row in session.execute(query)]
    return found[:limit], found[limit - 1].id if len(found) > limit else None


def statement(filter: LetterFilter, *, after: int | None, limit: int) -> Select[Any]:
    """The SQL statement of `letters`; public so that its query plan can be tested."""
    query = select(*_COLUMNS).where(*_conditions(filter))
    if after is not None:
        query = query.where(DeadLetter.id < after)
    return query.order_by(DeadLetter.id.desc()).limit(limit + 1)


def letter_of(session: Session, number: int) -> Letter | None:
    """The letter with this id, or None."""
    row = session.execute(select(*_COLUMNS).where(DeadLetter.id == number)).first()
    return Letter(**row._mapping) if row else None


def letter_ids(session: Session, filter: LetterFilter, *, most: int = 100_000) -> Sequence[int]:
    """The ids of up to `most` letters that match `filter`, oldest first."""
    query = select(DeadLetter.id).where(*_conditions(filter)).order_by(DeadLetter.id).limit(most)
    return session.scalars(query).all()


def letter_groups(session: Session) -> list[LetterGroup]:
    """The open letters grouped by cause, the largest group first."""
    count = func.count().label("count")
    rows = session.execute(
        select(
            DeadLetter.stage,
            DeadLetter.signature,
            count,
            func.min(DeadLetter.at).label("first"),
            func.max(DeadLetter.at).label("last"),
            func.max(DeadLetter.id).label("example"),
        )
        .where(DeadLetter.status == LetterStatus.OPEN)
        .group_by(DeadLetter.stage, DeadLetter.signature)
        .order_by(count.desc(), DeadLetter.signature)
    )
    return [LetterGroup(**row._mapping) for row in rows]


def raw_of(session: Session, letter: int) -> bytes:
    """The submission that a letter is about, byte for byte. Raises Rejected for an unknown id."""
    found = session.execute(
        select(DeadLetter.raw, Revision.submission)
        .outerjoin(Revision, Revision.id == DeadLetter.revision_id)
        .where(DeadLetter.id == letter)
    ).first()
    if found is None:
        raise Rejected("letter", f"there is no dead letter {letter}")
    return found.raw if found.raw is not None else (found.submission or "").encode()


def _conditions(filter: LetterFilter) -> list[ColumnElement[bool]]:
    names = ("status", "stage", "signature", "source", "article_id")
    wanted = [
        getattr(DeadLetter, name) == getattr(filter, name)
        for name in names
        if getattr(filter, name) is not None
    ]
    if filter.since:
        wanted.append(DeadLetter.at >= filter.since)
    if filter.until:
        wanted.append(DeadLetter.at < filter.until)
    return wanted
