"""Acts that give an article a new revision, by which its pages change or are taken down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy.orm import Session

from matbaa.errors import Conflict, Rejected
from matbaa.story import Story
from matbaa.submission import PubStatus
from models import Article, Takedown
from tasks.acts import drafts
from tasks.acts.act import Act
from tasks.acts.edition import Edition, publish


def kill(
    article_id: str,
    *,
    who: str,
    why: str,
    answer: Literal["gone", "missing", "redirect"] = "gone",
    to: str | None = None,
) -> Act:
    """Take an article down: its pages answer 410 or 404 or redirect to `to`; listings drop it.

    Raises Unknown, and Rejected unless `to` is given exactly for the answer "redirect".
    """
    takedown = Takedown(answer)
    if (takedown is Takedown.REDIRECT) != bool(to):
        raise Rejected("to", "is required for a redirect, and allowed for nothing else")
    said = {
        "gone": "taken down for good",
        "missing": "taken down",
        "redirect": f"redirected to {to}",
    }

    def make(session: Session, article: Article) -> Edition:
        story = replace(drafts.latest_story(session, article), status=PubStatus.CANCELED)
        return Edition(_now(story), said[answer], takedown=takedown, leads_to=to)

    return publish(article_id, "kill", make, who=who, why=why)


def retract(article_id: str, notice: str, *, who: str, why: str) -> Act:
    """Take an article down, leaving its headline and a `notice` in its place, with status 410."""

    def make(session: Session, article: Article) -> Edition:
        story = replace(drafts.latest_story(session, article), status=PubStatus.CANCELED)
        return Edition(
            _now(story), "retracted with a notice", takedown=Takedown.GONE, notice=notice
        )

    return publish(article_id, "retract", make, who=who, why=why)


def withhold(article_id: str, *, who: str, why: str) -> Act:
    """Keep an article from readers for now: its pages answer 404 until it is restored."""

    def make(session: Session, article: Article) -> Edition:
        story = replace(drafts.latest_story(session, article), status=PubStatus.WITHHELD)
        return Edition(_now(story), "withheld", takedown=Takedown.MISSING)

    return publish(article_id, "withhold", make, who=who, why=why)


def restore(article_id: str, *, who: str, why: str = "") -> Act:
    """Publish again what readers saw before a kill, a retraction, a withholding or an expiry.

    An embargo that is not over still holds it back, and an expiry to come still ends it. Raises
    Unknown if no revision was ever meant for readers, and Conflict if the newest revision is
    already live or about to be.
    """

    def make(session: Session, article: Article) -> Edition:
        story, rev = drafts.last_usable(session, article)
        is_usable = story.status is PubStatus.USABLE
        if is_usable and rev == article.head_rev and (article.live or article.published_rev < rev):
            raise Conflict(f"article {article.id!r} is not taken down")
        return Edition(_unbound(story), f"restored from revision {rev}{_held(story)}")

    return publish(article_id, "restore", make, who=who, why=why)


def roll_back(article_id: str, to_rev: int, *, who: str, why: str = "") -> Act:
    """Publish the content of revision `to_rev` as a new revision. Raises Unknown."""

    def make(session: Session, article: Article) -> Edition:
        story = drafts.story_of(article, drafts.revision_of(session, article.id, to_rev))
        return Edition(_unbound(story), f"rolled back to revision {to_rev}{_held(story)}")

    return publish(article_id, "roll_back", make, who=who, why=why)


def correct(
    article_id: str, changes: Mapping[str, Any], *, note: str | None = None, who: str, why: str = ""
) -> Act:
    """Publish the newest revision with `changes` to the fields of its submission.

    `note` tells readers what was corrected. An article that was taken down stays so, with its
    notice or redirect, until it is restored. Raises Unknown, and Rejected naming the field at
    fault.
    """
    said = dict(changes)
    if note is not None:
        said["correction"] = note
    said.setdefault("updated", datetime.now(UTC).isoformat())

    def make(session: Session, article: Article) -> Edition:
        head = drafts.revision_of(session, article.id, article.head_rev)
        story = drafts.story_of(article, head)
        submission, story = drafts.changed(article, story, said, received=head)
        names = ", ".join(sorted(changes)) or "its correction note"
        is_down = story.status is not PubStatus.USABLE
        later = "; readers will see it once the article is restored" if is_down else ""
        return Edition(
            story,
            f"corrected: {names}{later}",
            submission,
            takedown=head.takedown if is_down else None,
            leads_to=head.leads_to if is_down else None,
            notice=head.notice if is_down else None,
        )

    return publish(article_id, "correct", make, who=who, why=why or note or "")


def schedule(article_id: str, at: datetime | None, *, who: str, why: str = "") -> Act:
    """Publish an article at the time `at`, or now if None, even if it had been taken down.

    Raises Conflict if its newest revision is already live.
    """
    if at is not None and at.tzinfo is None:
        raise Rejected("at", "needs an offset from UTC, such as +03:00 or Z")

    def make(session: Session, article: Article) -> Edition:
        story, rev = drafts.last_usable(session, article)
        if article.live and article.published_rev == article.head_rev:
            raise Conflict(f"article {article.id!r} is already live; withhold it first")
        when = "now" if at is None else f"at {at.isoformat()}"
        story = replace(story, status=PubStatus.USABLE)
        return Edition(_from(story, at), f"will be published {when} (content of revision {rev})")

    return publish(article_id, "schedule", make, who=who, why=why)


def _from(story: Story, at: datetime | None) -> Story:
    """The story with embargo `at` or none; an expiry that would have passed by then is dropped."""
    over = story.expire_at is not None and story.expire_at <= (at or datetime.now(UTC))
    return replace(story, publish_at=at, expire_at=None if over else story.expire_at)


def _now(story: Story) -> Story:
    """The story without embargo and expiry."""
    return replace(story, publish_at=None, expire_at=None)


def _unbound(story: Story) -> Story:
    """The story meant for readers, with its embargo, and its expiry if that is still to come."""
    return replace(_from(story, story.publish_at), status=PubStatus.USABLE)


def _held(story: Story) -> str:
    """What to tell about an embargo that is not over."""
    at = story.publish_at
    if at is None or at <= datetime.now(UTC):
        return ""
    return f", under embargo until {at.isoformat()}; `matbaa schedule` changes that"
