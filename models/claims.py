"""Claims on revisions: taken for a limited time (a lease), extended, and moved to the next state.

A message about a revision is only a hint. A worker that gets one claims the rows here. Rows that
are already claimed, past the state or not yet due are not claimed, so a late or repeated message
does no harm.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    Select,
    Update,
    and_,
    bindparam,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from models.article import Article
from models.base import db_now
from models.revision import Revision
from models.states import OPEN, Lane, State

#: How many characters of a token may name the claim's owner (`tasks.claimant`); the rest is random.
PREFIX = 16
#: Revisions that waited longer are backlog; the hint of a newer one may still be on its way.
_BACKLOG_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Claim:
    """What was claimed under one token."""

    token: str
    revisions: Sequence[Revision]
    #: Revisions, with their lanes, that were begun before and not finished. They must be claimed
    #: one at a time, since one of them may have killed the worker.
    suspects: Sequence[tuple[int, Lane]]


@dataclass(frozen=True, slots=True)
class Held:
    """A revision still under our claim after the work, and its article's revision numbers."""

    id: int
    head_rev: int
    published_rev: int
    rev: int
    next_attempt_at: datetime | None
    #: The time by the database's clock.
    now: datetime

    @property
    def is_outdated(self) -> bool:
        """A higher revision was accepted in the meantime."""
        return self.rev < self.head_rev

    def is_due(self, columns: Mapping[str, Any]) -> bool:
        """Whether it may continue at once, with `columns` written to it; False under an embargo."""
        due: datetime | None = columns.get("next_attempt_at", self.next_attempt_at)
        return due is None or due <= self.now


def _is_due(takes: State) -> ColumnElement[bool]:
    return and_(
        Revision.state == takes,
        or_(Revision.next_attempt_at.is_(None), Revision.next_attempt_at <= db_now()),
        or_(Revision.lease_expires_at.is_(None), Revision.lease_expires_at <= db_now()),
    )


def with_backlog(
    session: Session, ids: Collection[int], *, takes: State, most: Callable[[Lane], int]
) -> Collection[int]:
    """`ids`, filled up with other revisions of the same lane that wait in state `takes`.

    There are then as many as `most` allows in that lane. So batches grow under load, and one claim
    and one commit serve more articles.
    """
    first = session.execute(_FACTS, {"id": next(iter(ids))}).first() if ids else None
    if first is None or first.attempts:  # a revision that was begun before is claimed alone
        return ids
    room = most(first.lane) - len(ids)
    if room <= 0:
        return ids
    asked = {"lane": first.lane, "ids": list(ids), "most": room}
    return [*ids, *session.scalars(_backlog(takes), asked)]


_FACTS = select(Revision.lane, Revision.attempts).where(Revision.id == bindparam("id"))


@lru_cache
def _backlog(takes: State) -> Select[int]:
    return (
        select(Revision.id)
        .where(
            _is_due(takes),
            Revision.lane == bindparam("lane", type_=Revision.lane.type),
            Revision.attempts == 0,
            Revision.state_at <= db_now(-_BACKLOG_SECONDS),
            Revision.id.not_in(bindparam("ids", expanding=True)),
        )
        .order_by(Revision.id)
        .limit(bindparam("most"))
    )


def claim(
    session: Session, ids: Collection[int], *, takes: State, seconds: float, prefix: str = ""
) -> Claim:
    """Claim those of `ids` that are due in state `takes`, for `seconds`, counting the attempt.

    Rows that another transaction has locked are skipped. `prefix`, of which PREFIX characters are
    used, names the owner in the claim's token.
    """
    token = f"{prefix[:PREFIX]}{secrets.token_hex(16)}"[:32]
    statement = _claim(takes, seconds, is_alone=len(ids) <= 1)
    revisions = session.scalars(statement, {"ids": list(ids), "token": token}).all()
    return Claim(token, revisions, _suspects(session, ids, len(revisions), takes))


@lru_cache
def _claim(takes: State, seconds: float, *, is_alone: bool) -> Executable:
    due = select(Revision.id).where(
        Revision.id.in_(bindparam("ids", expanding=True)), _is_due(takes)
    )
    if not is_alone:
        due = due.where(Revision.attempts == 0)
    return (
        update(Revision)
        .where(Revision.id.in_(due.with_for_update(skip_locked=True)))
        .values(
            attempts=Revision.attempts + 1,
            lease_token=bindparam("token"),
            lease_expires_at=db_now(seconds),
        )
        .returning(Revision)
        .execution_options(synchronize_session=False)
    )


def _suspects(
    session: Session, ids: Collection[int], claimed: int, takes: State
) -> Sequence[tuple[int, Lane]]:
    if len(ids) <= 1 or claimed == len(ids):
        return ()
    rows = session.execute(
        select(Revision.id, Revision.lane).where(
            Revision.id.in_(ids), _is_due(takes), Revision.attempts > 0
        )
    )
    return [(row.id, row.lane) for row in rows]


def keep(session: Session, token: str, ids: Collection[int], seconds: float) -> None:
    """Extend the claims on those of `ids` that are held under `token` to `seconds` from now."""
    session.execute(
        update(Revision)
        .where(Revision.id.in_(ids), Revision.lease_token == token)
        .values(lease_expires_at=db_now(seconds))
        .execution_options(synchronize_session=False)
    )


def held(session: Session, token: str, ids: Collection[int], state: State) -> dict[int, Held]:
    """Those of `ids` that are still claimed under `token` in `state`, by id.

    Their rows stay locked until the transaction ends.
    """
    rows = session.execute(_held(), {"ids": list(ids), "token": token, "state": state})
    return {row.id: Held(*row) for row in rows}


@lru_cache(maxsize=1)
def _held() -> Select[*tuple[Any, ...]]:
    held: Select[*tuple[Any, ...]] = select(
        Revision.id,
        Article.head_rev,
        Article.published_rev,
        Revision.rev,
        Revision.next_attempt_at,
        db_now().label("now"),
    )
    return (
        held.join(Article, Article.id == Revision.article_id)
        .where(
            Revision.id.in_(bindparam("ids", expanding=True)),
            Revision.lease_token == bindparam("token"),
            Revision.state == bindparam("state", type_=Revision.state.type),
        )
        .order_by(Revision.article_id)
        .with_for_update()
    )


def advance(
    session: Session,
    rows: Mapping[int, Mapping[str, Any]],
    state: State,
    *,
    seconds: float | None = None,
) -> None:
    """Move claimed revisions to `state` and write `rows`: columns by id, the same ones in each.

    Without `seconds` the claim ends and the attempts return to zero. With it the claim is extended
    for `seconds`, as the first attempt in the new state. `next_attempt_at` stays, so that an
    embargo holds.
    """
    if rows:
        values = [
            {"at_id": each, **{f"new_{name}": value for name, value in row.items()}}
            for each, row in sorted(rows.items())
        ]
        statement = _advance(state, tuple(next(iter(rows.values()))), seconds)
        session.connection().execute(statement, values)


@lru_cache(maxsize=64)
def _advance(state: State, columns: tuple[str, ...], seconds: float | None) -> Update:
    stamp = getattr(Revision, f"{state.value}_at", None)
    # A revision that is published again keeps the time at which readers first saw it.
    stamps = {} if stamp is None else {stamp.key: func.coalesce(stamp, db_now())}
    claim = {"attempts": 1, "lease_expires_at": db_now(seconds or 0)}
    no_claim = {"attempts": 0, "lease_token": None, "lease_expires_at": None}
    table: Any = Revision.__table__
    return (
        update(table)
        .where(table.c.id == bindparam("at_id"))
        .values(
            state=state,
            state_at=db_now(),
            error=None,
            **(no_claim if seconds is None else claim),
            **stamps,
            **{name: bindparam(f"new_{name}") for name in columns},
        )
    )


def moved_on(
    session: Session, token: str, ids: Collection[int], state: State
) -> Sequence[Revision]:
    """Those of `ids` that are claimed under `token` and open, but no longer in `state`."""
    waits = Revision.state.in_(OPEN), Revision.state != state
    mine = Revision.id.in_(ids), Revision.lease_token == token
    return session.scalars(select(Revision).where(*mine, *waits)).all()
