"""Turns a revision back into a submission, which can be changed and submitted again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from matbaa.compose import compose
from matbaa.errors import Conflict, MatbaaError
from matbaa.formats import open_envelope
from matbaa.language.detect import direction
from matbaa.settings import get_settings
from matbaa.story import Parsed, Story
from matbaa.submission import BodyFormat, PubStatus, Submission, rejected
from matbaa.texts import load_story
from models import Article, Event, Revision, State
from tasks.acts.act import Unknown
from tasks.ingest import context_for

#: States of revisions that are not a version of their article: documents split into parts.
_NO_VERSION = (State.SPLIT,)
#: Acts on an article that keep its text, or change it on purpose.
_MADE_BY = ("kill", "retract", "withhold", "correct")
#: Fields that story and submission share under the same name.
_SHARED = (
    "language",
    "title",
    "subtitle",
    "authors",
    "section",
    "tags",
    "place",
    "published",
    "updated",
    "publish_at",
    "expire_at",
    "description",
    "summary",
    "slug",
    "images",
    "comments",
    "views",
    "canonical_url",
    "correction",
    "source",
    "status",
)


def revision_of(session: Session, article_id: str, rev: int) -> Revision:
    """Revision `rev` of the article. Raises Unknown."""
    found = session.scalar(
        select(Revision).where(Revision.article_id == article_id, Revision.rev == rev)
    )
    if found is None:
        raise Unknown("revision", f"article {article_id!r} has no revision {rev}")
    return found


def story_of(article: Article, revision: Revision) -> Story:
    """The revision's story, parsed from its submission if it has not been ingested yet.

    Raises Rejected, and Conflict if the submission does not hold exactly one article.
    """
    if revision.story:
        return load_story(revision.story)
    context = context_for(get_settings().site(article.site), revision)
    found = open_envelope(revision.submission, context=context)
    if len(found) != 1:
        raise Conflict(f"revision {revision.rev} holds {len(found)} articles")
    return compose(found[0], context)


def latest_story(session: Session, article: Article) -> Story:
    """The story of the newest readable revision; if there is none, a story with just a title."""
    for revision in _versions(session, article.id):
        try:
            return story_of(article, revision)
        except MatbaaError:
            continue
    return _nameless(article)


def last_usable(session: Session, article: Article) -> tuple[Story, int]:
    """The newest version that was meant for readers, and its revision number. Raises Unknown.

    It is the newest correction instead, if the article was corrected after it had been taken down.
    """
    acts = _acts(session, article.id)
    corrected: tuple[Story, int] | None = None
    for revision in _versions(session, article.id):
        try:
            story = story_of(article, revision)
        except MatbaaError:
            continue
        if story.status is PubStatus.USABLE:
            return _bound_as(story, *corrected) if corrected else (story, revision.rev)
        act = acts.get(revision.rev)
        if act is None:
            corrected = None  # its producer took it down, maybe with another text
        elif act == "correct":
            corrected = corrected or (story, revision.rev)
    raise Unknown("id", f"article {article.id!r} has no revision that can be published")


def _bound_as(before: Story, corrected: Story, rev: int) -> tuple[Story, int]:
    """The corrected story with the embargo and expiry from before, which a takedown dropped."""
    embargo = corrected.publish_at or before.publish_at
    expiry = corrected.expire_at or before.expire_at
    return replace(corrected, publish_at=embargo, expire_at=expiry), rev


def _acts(session: Session, article_id: str) -> dict[int, str]:
    """The acts that made revisions of the article, by revision number."""
    made = Event.article_id == article_id, Event.what.in_(_MADE_BY)
    rows = session.execute(select(Event.rev, Event.what).where(*made))
    return {row.rev: row.what for row in rows if row.rev is not None}


def _versions(session: Session, article_id: str) -> list[Revision]:
    rows = session.scalars(
        select(Revision)
        .where(Revision.article_id == article_id, Revision.state.not_in((*_NO_VERSION, State.DEAD)))
        .order_by(Revision.rev.desc())
        .limit(100)
    )
    return list(rows)


def _nameless(article: Article) -> Story:
    language = article.language or get_settings().site(article.site).language
    title = article.title or article.id
    return Story(
        format="submission",
        language=language,
        direction=direction(language),
        title=title,
        html="",
        text=title,
    )


def submission_of(article: Article, story: Story) -> Submission:
    """The story as a producer would submit it. Parsing it gives the same story again."""
    said: dict[str, Any] = {name: getattr(story, name) for name in _SHARED}
    return Submission(
        id=article.id,
        site=article.site,
        body=story.html or story.text,
        format=BodyFormat.HTML if story.html else BodyFormat.TEXT,
        **{name: _listed(value) for name, value in said.items()},
    )


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def changed(
    article: Article, story: Story, changes: Mapping[str, Any], *, received: Revision
) -> tuple[Submission, Story]:
    """The submission and story with `changes` applied to the submission's fields.

    A body that is not changed stays exactly as it was. Raises Rejected.
    """
    fixed = {"id": article.id, "site": article.site}
    before = submission_of(article, story).model_dump(mode="json")
    if "body" in changes and "format" not in changes:
        before["format"] = None
    try:
        submission = Submission.model_validate({**before, **changes, **fixed, "revision": None})
    except ValidationError as error:
        raise rejected(error) from None
    context = context_for(get_settings().site(article.site), received)
    composed = compose(Parsed(submission, story.format), context)
    if "body" not in changes:
        composed = replace(
            composed,
            html=story.html,
            text=story.text,
            headings=story.headings,
            guessed=frozenset(story.guessed) - set(changes),
            warnings=story.warnings,
        )
    return submission, composed
