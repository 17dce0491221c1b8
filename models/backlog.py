"""How much is under way."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.revision import Revision
from models.states import OPEN


def count_open(session: Session, *, most: int) -> int:
    """The number of revisions under way, counted up to `most`."""
    found = select(Revision.id).where(Revision.state.in_(OPEN)).limit(most).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0
