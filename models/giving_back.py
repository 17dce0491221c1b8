"""Claims that end without the work done: given back by who has them, or taken from the dead."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import update
from sqlalchemy.orm import Session

from models.base import db_now
from models.revision import Revision
from models.states import OPEN, Lane, State


def put_off(
    session: Session, revision_id: int, *, seconds: float, error: str, counts: bool
) -> None:
    """Give a claimed revision back, to be tried again after `seconds`.

    `counts` is False when the article was not at fault, as in an outage of storage.
    """
    session.execute(
        update(Revision)
        .where(Revision.id == revision_id)
        .values(
            next_attempt_at=db_now(seconds),
            lease_token=None,
            lease_expires_at=None,
            error=error[:2000],
            attempts=Revision.attempts if counts else Revision.attempts - 1,
        )
        .execution_options(synchronize_session=False)
    )


def let_go(
    session: Session, token: str, ids: Collection[int], *, seconds: float, error: str
) -> None:
    """Give back those of `ids` that are claimed under `token` after a failure that nobody could
    put down to one of them: the attempt counts, so that each is tried alone from now on.
    """
    session.execute(
        update(Revision)
        .where(Revision.id.in_(ids), Revision.lease_token == token)
        .values(
            lease_token=None,
            lease_expires_at=None,
            next_attempt_at=db_now(seconds),
            error=error[:2000],
        )
        .execution_options(synchronize_session=False)
    )


def release_dead(session: Session, mark: str) -> Sequence[tuple[int, State, Lane]]:
    """End all claims whose token begins with `mark`, in which `_` is any letter: who made them is
    known to be dead. What is to be begun again, each alone, as the attempts count.
    """
    ended = session.execute(
        update(Revision)
        .where(Revision.state.in_(OPEN), Revision.lease_token.startswith(mark))
        .values(lease_token=None, lease_expires_at=None)
        .returning(Revision.id, Revision.state, Revision.lane)
        .execution_options(synchronize_session=False)
    )
    return [(row.id, row.state, row.lane) for row in ended]
