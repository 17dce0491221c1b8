"""Optional stage between the second and the third: a language model writes a better summary.

It has its own queues, served by workers of their own, so that a slow endpoint delays only the
articles that wait for it. Articles on the news lane wait for a limited time (`let_by`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, and_, select, true
from sqlalchemy.orm import Session

from matbaa.errors import PermanentError
from matbaa.settings import get_settings
from matbaa.texts import Texts, load_story, load_texts, unwritten, written_by
from models import Lane, Revision, State
from models.base import db_now
from models.session import look
from tasks.pipeline import PIPELINE, Done, Job, Kept, stage
from tasks.queues import Queue, send
from tasks.summarize import kept_texts
from tasks.writer import writer_of_settings

_MOST = 200


def _save(session: Session, done: list[Done[Texts]]) -> Iterator[Kept]:
    return kept_texts(session, [(each.job, each.made) for each in done])


@stage(takes=State.EXTRACTED, gives=State.SUMMARIZED, saves=_save)
def ask(job: Job[None]) -> Texts:
    """Give a story the model's summary and description, or a reason why it keeps its own."""
    texts = load_texts(job.revision.texts or "")
    if _is_overdue(job.revision):
        return unwritten(texts, "the language model did not get to it in time")
    try:
        writer = writer_of_settings()
    except PermanentError as error:
        return unwritten(texts, str(error))
    if writer is None:
        return unwritten(texts, "no language model is configured any more")
    site = get_settings().site(job.article.site)
    return written_by(writer, texts, load_story(job.revision.story or ""), site)


def _is_overdue(revision: Revision) -> bool:
    waited = (datetime.now(UTC) - revision.state_at).total_seconds()
    return revision.lane is Lane.NEWS and waited > get_settings().llm_wait_seconds


def let_by() -> None:
    """Send articles that waited too long to the summarize workers, which let them pass.

    The model's own workers may be busy or may not be running.
    """
    free = Revision.lease_expires_at.is_(None) | (Revision.lease_expires_at <= db_now())
    with look() as session:
        ids = session.scalars(
            select(Revision.id)
            .where(Revision.state == State.EXTRACTED, free, _goes_on())
            .order_by(Revision.id)
            .limit(_MOST)
        ).all()
    for each in ids:  # one per hint: a revision that was begun before must be claimed alone
        send(PIPELINE[State.EXTRACTED][0], [each], queue=Queue.SUMMARIZE)


def _goes_on() -> ColumnElement[bool]:
    if not get_settings().llm_base_url:
        return true()
    late = Revision.state_at < db_now(-get_settings().llm_wait_seconds)
    return and_(Revision.lane == Lane.NEWS, late)
