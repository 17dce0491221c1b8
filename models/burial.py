"""Dead-letters submissions and revisions, and falls back to an article's previous revision."""

from __future__ import annotations

import re

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from models import ahead
from models.article import Article
from models.base import db_now
from models.dead_letter import DeadLetter, LetterStatus
from models.entry import Answer, Entry
from models.event import PUT_OFF, Event
from models.page import PageRow
from models.revision import Revision
from models.states import State

#: Quoted values, times (ISO 8601), and numbers unless they belong to a name such as base64, UTF-8.
_VARYING = re.compile(
    r"""'[^']*'|"[^"]*"|\d{4}-\d\d-\d\d(?:T[\d:.+-]+Z?)?|(?<![A-Za-z\d])(?<![A-Za-z]-)\d+"""
)


def signature(stage: str, reason: str) -> str:
    """A text that groups failures of the same cause: `reason` without quoted values and numbers."""
    bare = _VARYING.sub("…", reason)
    return f"{stage}: {bare}"[:120]


def keep_rejected(session: Session, entry: Entry, answer: Answer) -> None:
    """Keep the raw bytes of a rejected submission; only once, even if it is read again."""
    kept = select(DeadLetter.id).where(
        DeadLetter.key == entry.key, DeadLetter.source == entry.source, DeadLetter.stage == "intake"
    )
    if session.scalar(kept.limit(1)) is not None:
        return
    reason = answer.reason or ""
    session.add(
        DeadLetter(
            at=db_now(),
            status=LetterStatus.OPEN,
            stage="intake",
            signature=signature("intake", reason),
            reason=reason,
            article_id=answer.article_id,
            source=entry.source,
            key=entry.key,
            raw=entry.payload,
        )
    )


def bury(
    session: Session, revision: Revision, *, stage: str, reason: str, trace: str | None = None
) -> int | None:
    """Dead-letter a revision, and make the article's previous living revision the head again.

    Returns the id of that revision if it was reopened and now waits for `ingest`, else None.
    """
    session.add(
        DeadLetter(
            at=db_now(),
            status=LetterStatus.OPEN,
            stage=stage,
            signature=signature(stage, reason),
            reason=reason,
            trace=trace,
            attempts=revision.attempts,
            article_id=revision.article_id,
            rev=revision.rev,
            revision_id=revision.id,
            source=revision.source,
            key=revision.receipt,
        )
    )
    session.add(_event(revision, what="failed", why=f"{stage}: {reason}"))
    session.execute(
        update(Revision)
        .where(Revision.id == revision.id)
        .values(
            state=State.DEAD,
            state_at=db_now(),
            lease_token=None,
            lease_expires_at=None,
            next_attempt_at=None,
            error=reason[:2000],
        )
        .execution_options(synchronize_session=False)
    )
    return _fall_back(session, revision.article_id)


def note_attempt(session: Session, revision: Revision, *, stage: str, reason: str) -> None:
    """Record a failed attempt that will be repeated as an event of the article.

    These events stay few, since the number of attempts is limited.
    """
    why = f"{stage}, attempt {revision.attempts}: {reason}"
    session.add(_event(revision, what=PUT_OFF, why=why[:2000]))


def _event(revision: Revision, *, what: str, why: str) -> Event:
    return Event(
        at=db_now(),
        article_id=revision.article_id,
        rev=revision.rev,
        who="pipeline",
        what=what,
        why=why,
    )


def _fall_back(session: Session, article_id: str) -> int | None:
    """Make the highest revision that is not dead the head; reopen it if it was superseded."""
    alive = Revision.article_id == article_id, Revision.state != State.DEAD
    head = session.scalar(select(func.max(Revision.rev)).where(*alive)) or 0
    published = session.scalar(
        update(Article)
        .where(Article.id == article_id)
        .values(head_rev=head)
        .returning(Article.published_rev)
        .execution_options(synchronize_session=False)
    )
    _give_up_pages(session, article_id, head)
    if head <= (published or 0):
        return None
    return session.scalar(
        update(Revision)
        .where(*alive, Revision.rev == head, Revision.state == State.SUPERSEDED)
        .values(state=State.ACCEPTED, state_at=db_now(), attempts=0, next_attempt_at=None)
        .returning(Revision.id)
        .execution_options(synchronize_session=False)
    )


def _give_up_pages(session: Session, article_id: str, head: int) -> None:
    """Withdraw page rows of dead revisions, which would otherwise fence out the head's pages.

    Rows that were never uploaded are deleted; the others are reset to what was uploaded. Rows of
    revisions that only storage knows (`models.ahead`) stay.
    """
    highest = ahead.known(session, [article_id]).get(article_id, 0)
    theirs = PageRow.article_id == article_id, PageRow.rev > head, PageRow.rev <= highest
    session.execute(
        delete(PageRow)
        .where(*theirs, PageRow.uploaded_sha256.is_(None))
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(PageRow)
        .where(*theirs)
        .values(rev=head, sha256=PageRow.uploaded_sha256, body=None)
        .execution_options(synchronize_session=False)
    )
