"""Ends claims without the work being done: given back by their owner, or taken from a dead one."""

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

    `counts` is whether the attempt counts; False if the article was not at fault, as when storage
    is away.
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
    """Give back those of `ids` that are claimed under `token`, to be tried again after `seconds`.

    For failures of a whole batch, whose culprit is unknown. The attempt counts, so that each
    revision is claimed alone from now on.
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
    """End all claims of a dead owner: those whose token begins with `mark`.

    `_` in `mark` matches any character, as in SQL's LIKE. Returns the revisions to be hinted again.
    Their attempts count, so that each is claimed alone.
    """
    ended = session.execute(
        update(Revision)
        .where(Revision.state.in_(OPEN), Revision.lease_token.startswith(mark))
        .values(lease_token=None, lease_expires_at=None)
        .returning(Revision.id, Revision.state, Revision.lane)
        .execution_options(synchronize_session=False)
    )
    return [(row.id, row.state, row.lane) for row in ended]
