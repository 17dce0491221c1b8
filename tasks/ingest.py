"""First stage: turns a submission into a sanitised story in a known language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sqlalchemy.orm import Session

from matbaa.compose import compose
from matbaa.errors import Rejected
from matbaa.formats import Context, Limits, open_envelope
from matbaa.settings import Site, get_settings
from matbaa.story import Parsed, Story
from matbaa.texts import dump_story
from models import Revision, State
from tasks.outcomes import Outcome
from tasks.parts import Copied, Part, accept_parts, copies_of, part_key, told_of
from tasks.pipeline import Done, Hint, Job, Kept, stage

#: What one submission contains: one story, a story for several sites, or several articles.
Made = Story | Copied | list[Part]


def _gives(made: Made) -> State:
    return State.SPLIT if isinstance(made, list) else State.INGESTED


def _save(session: Session, done: list[Done[Made]]) -> Iterator[Kept | Hint | Outcome]:
    for each in done:
        story = _story(each.made)
        if story is not None:
            yield Kept(each.job.revision.id, _columns(story))
        if not isinstance(each.made, Story):
            parts = each.made.copies if isinstance(each.made, Copied) else each.made
            yield from accept_parts(session, each.job, parts)


def _story(made: Made) -> Story | None:
    if isinstance(made, Copied):
        return made.story
    return made if isinstance(made, Story) else None


def _columns(story: Story) -> dict[str, object]:
    """The story, and its embargo as `next_attempt_at`: no stage claims the revision before it."""
    due = story.publish_at
    return {"story": dump_story(story), "publish_at": due, "next_attempt_at": due}


@stage(takes=State.ACCEPTED, gives=_gives, saves=_save, tells=told_of)
def ingest(job: Job[None]) -> Made:
    """Parse the document, sanitise it, find its language and its structure."""
    context = context_for(get_settings().site(job.article.site), job.revision)
    found = open_envelope(job.revision.submission, context=context)
    own_id = found[0].submission.id if len(found) == 1 else None
    if len(found) == 1 and own_id in (None, job.article.id):
        story = compose(found[0], context)
        if not found[0].submission.also_on:
            return story
        return Copied(story, copies_of(found[0], job, partial(_composed_for, job.revision)))
    return [
        Part(part_key(job.revision, number), each, _composed(each, context))
        for number, each in enumerate(found)
    ]


def _composed_for(revision: Revision, parsed: Parsed, site: str) -> Story | Rejected:
    return _composed(parsed, context_for(get_settings().site(site), revision))


def context_for(site: Site, revision: Revision) -> Context:
    """The context that format parsers need to read this revision."""
    return Context(
        received=revision.created_at,
        zone=site.zone,
        language=site.language,
        limits=Limits.of(get_settings()),
    )


def _composed(parsed: Parsed, context: Context) -> Story | Rejected:
    try:
        return compose(parsed, context)
    except Rejected as error:
        return error
