"""Second stage: gives a story its summary, meta description, keywords and slug."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from matbaa.duplicates import signature
from matbaa.errors import MatbaaError
from matbaa.pages import short_id
from matbaa.settings import get_settings
from matbaa.texts import Texts, asks_writer, dump_texts, load_story, write_texts
from models import State
from tasks import likeness
from tasks.descriptions import distinct
from tasks.pipeline import Done, Job, Kept, stage
from tasks.remains import is_for_readers


@dataclass(frozen=True, slots=True)
class Summarized:
    """What was written about a story, and its signature if it is compared for near-duplicates."""

    texts: Texts
    signature: bytes | None
    #: Whether a language model is to write a better summary next.
    waits: bool


def _leads_to(made: Summarized) -> State:
    return State.EXTRACTED if made.waits else State.SUMMARIZED


def _save(session: Session, done: list[Done[Summarized]]) -> Iterator[Kept]:
    return kept_texts(session, [(each.job, each.made.texts) for each in done])


def kept_texts(session: Session, written: Sequence[tuple[Job[None], Texts]]) -> Iterator[Kept]:
    """The columns to save for each revision, with descriptions made distinct within a site."""
    texts = distinct(session, [(job.article.site, job.revision, each) for job, each in written])
    return (Kept(each, {"texts": dump_texts(made)}) for each, made in texts.items())


def _refuse(session: Session, done: list[Done[Summarized]]) -> Mapping[int, MatbaaError]:
    """Errors for near-duplicates, by revision id, on sites that refuse them."""
    if not get_settings().near_duplicate_days:
        return {}
    return likeness.compare(session, [(each.job, each.made.signature) for each in done])


@stage(takes=State.INGESTED, gives=_leads_to, saves=_save, refuses=_refuse)
def summarize(job: Job[None]) -> Summarized:
    """Give a story its summary, description, keywords and slug."""
    settings, story = get_settings(), load_story(job.revision.story or "")
    site = settings.site(job.article.site)
    texts = write_texts(story, site, fallback_slug=short_id(job.article.id))
    is_compared = settings.near_duplicate_days and is_for_readers(story)
    return Summarized(
        texts,
        signature(story.text) if is_compared else None,
        waits=bool(settings.llm_base_url) and asks_writer(story, site),
    )
