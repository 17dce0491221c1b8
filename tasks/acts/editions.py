"""Acts that give an article a new revision: what readers see changes, or ceases to be."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from matbaa.errors import Conflict, Rejected
from matbaa.identity import Identity, identify_submission
from matbaa.story import Story
from matbaa.submission import PubStatus, Submission
from matbaa.texts import dump_story
from models import Article, Lane, Revision, Takedown
from models.acceptance import accept
from models.entry import Entry
from models.receipt import ReceiptStatus
from models.session import transaction
from tasks import outcomes
from tasks.acts import drafts
from tasks.acts.act import Act, locked, log_act
from tasks.outcomes import Outcome
from tasks.pipeline import hint_stage


@dataclass(frozen=True, slots=True)
class _Edition:
    """A revision to be."""

    story: Story
    done: str
    submission: Submission | None = None
    takedown: Takedown | None = None
    leads_to: str | None = None
    notice: str | None = None


_Make = Callable[[Session, Article], _Edition]


def kill(
    article_id: str,
    *,
    who: str,
    why: str,
    answer: Literal["gone", "missing", "redirect"] = "gone",
    to: str | None = None,
) -> Act:
    """Take an article down: its pages answer 410, 404 or lead to `to`, listings forget it.

    Raises Unknown, and Rejected where `answer` is "redirect" without an address.
    """
    takedown = Takedown(answer)
    if (takedown is Takedown.REDIRECT) != bool(to):
        raise Rejected("to", "an address is needed for a redirect, and for nothing else")
    said = {"gone": "taken down for good", "missing": "taken down", "redirect": f"led on to {to}"}

    def make(session: Session, article: Article) -> _Edition:
        story = replace(drafts.latest_story(session, article), status=PubStatus.CANCELED)
        return _Edition(_now(story), said[answer], takedown=takedown, leads_to=to)

    return _publish(article_id, "kill", make, who=who, why=why)


def retract(article_id: str, notice: str, *, who: str, why: str) -> Act:
    """Take an article down and say so in its place: headline and `notice`, with status 410."""

    def make(session: Session, article: Article) -> _Edition:
        story = replace(drafts.latest_story(session, article), status=PubStatus.CANCELED)
        return _Edition(
            _now(story), "retracted with a notice", takedown=Takedown.GONE, notice=notice
        )

    return _publish(article_id, "retract", make, who=who, why=why)


def withhold(article_id: str, *, who: str, why: str) -> Act:
    """Keep an article from readers for now: its pages answer 404 until it is restored."""

    def make(session: Session, article: Article) -> _Edition:
        story = replace(drafts.latest_story(session, article), status=PubStatus.WITHHELD)
        return _Edition(_now(story), "withheld", takedown=Takedown.MISSING)

    return _publish(article_id, "withhold", make, who=who, why=why)


def restore(article_id: str, *, who: str, why: str = "") -> Act:
    """Publish again what readers saw before a kill, a retraction, a withholding or an expiry.

    Raises Unknown where nothing was ever meant for readers, Conflict where the newest revision is
    on its way to them or before them already.
    """

    def make(session: Session, article: Article) -> _Edition:
        story, rev = drafts.last_usable(session, article)
        if rev == article.head_rev and (article.live or article.published_rev < rev):
            raise Conflict(f"article {article.id!r} is not taken down")
        return _Edition(_unbound(story), f"restored from revision {rev}")

    return _publish(article_id, "restore", make, who=who, why=why)


def roll_back(article_id: str, to_rev: int, *, who: str, why: str = "") -> Act:
    """Publish what revision `to_rev` says, as a new revision. Raises Unknown."""

    def make(session: Session, article: Article) -> _Edition:
        story = drafts.story_of(article, drafts.revision_of(session, article.id, to_rev))
        return _Edition(_unbound(story), f"rolled back to revision {to_rev}")

    return _publish(article_id, "roll_back", make, who=who, why=why)


def correct(
    article_id: str, changes: Mapping[str, Any], *, note: str | None = None, who: str, why: str = ""
) -> Act:
    """Publish the newest revision with `changes` to the fields of its submission; `note` tells
    readers what was corrected. Raises Unknown, and Rejected naming the field at fault.
    """
    said = dict(changes)
    if note is not None:
        said["correction"] = note
    said.setdefault("updated", datetime.now(UTC).isoformat())

    def make(session: Session, article: Article) -> _Edition:
        head = drafts.revision_of(session, article.id, article.head_rev)
        story = drafts.story_of(article, head)
        submission, story = drafts.changed(article, story, said, received=head)
        names = ", ".join(sorted(changes)) or "its correction note"
        return _Edition(story, f"corrected: {names}", submission)

    return _publish(article_id, "correct", make, who=who, why=why or note or "")


def schedule(article_id: str, at: datetime | None, *, who: str, why: str = "") -> Act:
    """Have an article published at `at`, or now; one that was taken down comes back then.

    Raises Conflict where readers see it already.
    """
    if at is not None and at.tzinfo is None:
        raise Rejected("at", "has no offset from UTC")

    def make(session: Session, article: Article) -> _Edition:
        story, rev = drafts.last_usable(session, article)
        if article.live and article.published_rev == article.head_rev:
            raise Conflict(f"readers see article {article.id!r} already; withhold it first")
        when = "now" if at is None else f"at {at.isoformat()}"
        return _Edition(_from(story, at), f"to be published {when} (as in revision {rev})")

    return _publish(article_id, "schedule", make, who=who, why=why)


def _from(story: Story, at: datetime | None) -> Story:
    """Under another embargo or none; what would have expired by then does not."""
    over = story.expire_at is not None and story.expire_at <= (at or datetime.now(UTC))
    return replace(story, publish_at=at, expire_at=None if over else story.expire_at)


def _now(story: Story) -> Story:
    """Whatever was to happen to it later is off."""
    return replace(story, publish_at=None, expire_at=None)


def _unbound(story: Story) -> Story:
    """As `_now`, and meant for readers."""
    return replace(_now(story), status=PubStatus.USABLE)


def _publish(article_id: str, what: str, make: _Make, *, who: str, why: str) -> Act:
    key = f"{what}-{secrets.token_hex(8)}"
    with transaction() as session:
        article = locked(session, article_id)
        edition = make(session, article)
        entry = _entry(session, article, edition, key=key, who=who)
        if entry is None:
            return Act(article_id, article.head_rev, f"{edition.done} already; nothing was changed")
        (answer,) = accept(session, [entry])
        if answer.revision_id is None or answer.status is not ReceiptStatus.ACCEPTED:
            raise Conflict(f"article {article_id!r}: {answer.reason or answer.status.value}")
        _mark(session, answer.revision_id, edition)
        log_act(session, what, article_id=article_id, rev=answer.rev, who=who, why=why)
    hint_stage(answer.state, answer.lane, [answer.revision_id])
    outcomes.announce([Outcome(key, article_id, answer.rev, answer.status.value)])
    return Act(article_id, answer.rev, edition.done, key)


def _entry(
    session: Session, article: Article, edition: _Edition, *, key: str, who: str
) -> Entry | None:
    """The entry of a new revision; None where the newest one says the same."""
    submission = edition.submission or drafts.submission_of(article, edition.story)
    identity = identify_submission(submission)
    said = (identity.content_hash, edition.takedown, edition.leads_to, edition.notice)
    content_hash = hashlib.sha256(repr(said).encode()).hexdigest()
    of_article = Revision.article_id == article.id
    head = session.scalar(
        select(Revision.content_hash).where(of_article, Revision.rev == article.head_rev)
    )
    if head == content_hash:
        return None
    # A dead revision's number is not given again.
    rev = (session.scalar(select(func.max(Revision.rev)).where(of_article)) or 0) + 1
    submission = submission.model_copy(update={"revision": rev})
    return Entry(
        payload=submission.model_dump_json(exclude_defaults=True).encode(),
        key=key,
        source=who[:200],
        lane=Lane.NEWS,
        site=article.site,
        outcome=Identity(article.id, rev, article.site, content_hash),
        story=dump_story(edition.story),
        due=edition.story.publish_at,
    )


def _mark(session: Session, revision_id: int, edition: _Edition) -> None:
    session.execute(
        update(Revision)
        .where(Revision.id == revision_id)
        .values(
            takedown=edition.takedown,
            leads_to=edition.leads_to,
            notice=edition.notice,
        )
        .execution_options(synchronize_session=False)
    )
