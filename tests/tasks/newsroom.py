"""Helpers that inspect the result of an act."""

from __future__ import annotations

from sqlalchemy import select

from matbaa.storage import Found
from models import Article, DeadLetter, LetterStatus, Revision, State
from models.session import look
from tests.conftest import Press

ME = "laila"
KILLED = ("index.html", "lite/index.html", "article.json")


def article(article_id: str = "a") -> Article:
    """The article's row."""
    with look() as session:
        return session.get_one(Article, article_id)


def found(press: Press, part: str = "index.html", article_id: str = "a") -> Found:
    """One of the article's pages on storage."""
    return press.storage.objects[f"{article(article_id).path}{part}"]


def status(press: Press, part: str = "index.html") -> str:
    """The HTTP status that readers get for this page."""
    return found(press, part).blob.metadata.get("status", "200")


def states(article_id: str = "a") -> dict[int, State]:
    """The state of each of an article's revisions, by number."""
    with look() as session:
        rows = session.execute(
            select(Revision.rev, Revision.state).where(Revision.article_id == article_id)
        )
        return {row.rev: row.state for row in rows}


def open_letters() -> list[int]:
    """The numbers of the open dead letters."""
    with look() as session:
        wanted = DeadLetter.status == LetterStatus.OPEN
        return list(session.scalars(select(DeadLetter.id).where(wanted).order_by(DeadLetter.id)))


def hint_all() -> None:
    """Send a hint for every revision, as the upkeep does."""
    from tasks.pipeline import hint_stage

    with look() as session:
        rows = session.execute(select(Revision.id, Revision.state, Revision.lane)).all()
    for row in rows:
        hint_stage(row.state, row.lane, [row.id])
