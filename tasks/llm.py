"""Between second and third stage, where there is a language model: it writes a better summary.

It has queues of its own, and workers that work off nothing else: an endpoint that takes seconds
holds up nobody but those who wait for it, and these not for ever.
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
    """Give a story the model's summary and description, or the reason why it keeps its own."""
    texts = load_texts(job.revision.texts or "")
    if _is_overdue(job.revision):
        return unwritten(texts, "the language model's turn did not come in time")
    try:
        writer = writer_of_settings()
    except PermanentError as error:
        return unwritten(texts, str(error))
    if writer is None:
        return unwritten(texts, "there is no language model any more")
    site = get_settings().site(job.article.site)
    return written_by(writer, texts, load_story(job.revision.story or ""), site)


def _is_overdue(revision: Revision) -> bool:
    waited = (datetime.now(UTC) - revision.state_at).total_seconds()
    return revision.lane is Lane.NEWS and waited > get_settings().llm_wait_seconds


def let_by() -> None:
    """Have those who waited too long go on by way of other workers: the model's may be busy, or
    not be there.
    """
    free = Revision.lease_expires_at.is_(None) | (Revision.lease_expires_at <= db_now())
    with look() as session:
        ids = session.scalars(
            select(Revision.id)
            .where(Revision.state == State.EXTRACTED, free, _goes_on())
            .order_by(Revision.id)
            .limit(_MOST)
        ).all()
    for each in ids:  # alone: one that was begun before is claimed alone
        send(PIPELINE[State.EXTRACTED][0], [each], queue=Queue.SUMMARIZE)


def _goes_on() -> ColumnElement[bool]:
    if not get_settings().llm_base_url:
        return true()
    late = Revision.state_at < db_now(-get_settings().llm_wait_seconds)
    return and_(Revision.lane == Lane.NEWS, late)
