"""Second stage: what readers and search engines see before the article."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from matbaa.pages import short_id
from matbaa.settings import get_settings
from matbaa.texts import Texts, dump_texts, load_story, write_texts
from models import Revision, State
from tasks.pipeline import Done, Hint, Job, stage
from tasks.writer import writer_of_settings


def _save(session: Session, done: list[Done[Texts]]) -> Iterator[Hint]:
    session.connection().execute(
        update(Revision.__table__)  # type: ignore[arg-type]  # a declarative class's is a Table
        .where(Revision.id == bindparam("revision_id"))
        .values(texts=bindparam("texts")),
        [{"revision_id": each.job.revision.id, "texts": dump_texts(each.made)} for each in done],
    )
    return iter(())


@stage(takes=State.INGESTED, gives=State.SUMMARIZED, saves=_save)
def summarize(job: Job[None]) -> Texts:
    """Give a story its summary, description, keywords and slug."""
    story = load_story(job.revision.story or "")
    site = get_settings().site(job.article.site)
    return write_texts(
        story, site, fallback_slug=short_id(job.article.id), writer=writer_of_settings()
    )
