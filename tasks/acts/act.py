"""The result of an act, and the audit log."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from matbaa.errors import Rejected
from models import Article, Event
from models.base import db_now


@dataclass(frozen=True, slots=True)
class Act:
    """What was done to an article; `done` is a sentence for the person who did it."""

    article_id: str
    rev: int | None
    done: str
    #: The key of the receipt that reports the outcome, if there is one.
    key: str | None = None


class Unknown(Rejected):
    """There is no such article, revision or dead letter."""


def locked(session: Session, article_id: str) -> Article:
    """The article, its row locked until the transaction ends. Raises Unknown."""
    found = session.scalar(select(Article).where(Article.id == article_id).with_for_update())
    if found is None:
        raise Unknown("id", f"there is no article {article_id!r}")
    return found


def log_act(
    session: Session, what: str, *, article_id: str | None, rev: int | None, who: str, why: str
) -> None:
    """Add a line to the audit log, in the same transaction as the act itself."""
    session.add(
        Event(
            at=db_now(), article_id=article_id, rev=rev, who=who[:200], what=what, why=why or None
        )
    )
