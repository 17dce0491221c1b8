"""Creates the new revisions that acts make, and sends them through the pipeline."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from matbaa.errors import Conflict
from matbaa.identity import Identity, identify_submission
from matbaa.story import Story
from matbaa.submission import Submission
from matbaa.texts import dump_story
from models import Article, Lane, Revision, Takedown, ahead
from models.acceptance import accept
from models.entry import Answer, Entry
from models.receipt import ReceiptStatus
from models.session import transaction
from tasks import outcomes
from tasks.acts import drafts
from tasks.acts.act import Act, locked, log_act
from tasks.outcomes import Outcome
from tasks.pipeline import hint_stage


@dataclass(frozen=True, slots=True)
class Edition:
    """A revision to be created. `done` is a phrase for the person who acts, such as "withheld"."""

    story: Story
    done: str
    submission: Submission | None = None
    takedown: Takedown | None = None
    leads_to: str | None = None
    notice: str | None = None


Make = Callable[[Session, Article], Edition]


@dataclass(frozen=True, slots=True)
class _Made:
    """An edition of an article; `entry` is None if the newest revision already says the same."""

    article_id: str
    head_rev: int
    edition: Edition
    entry: Entry | None


def publish(article_id: str, what: str, make: Make, *, who: str, why: str) -> Act:
    """Give an article a new revision, which `make` produces. Raises Unknown, Conflict."""
    (act,) = publish_all([article_id], what, make, who=who, why=why, lane=Lane.NEWS)
    return act


def publish_all(
    article_ids: Sequence[str], what: str, make: Make, *, who: str, why: str, lane: Lane
) -> list[Act]:
    """Do the same for many articles in one transaction, in the order of their ids."""
    with transaction() as session:
        # Locked in sorted order, so that two concurrent acts cannot deadlock.
        made = [
            _made(session, each, what, make, who=who, lane=lane) for each in sorted(article_ids)
        ]
        answers = _accept(session, made, what, who=who, why=why)
    waiting = [each.revision_id for each in answers.values() if each.revision_id is not None]
    for state in {each.state for each in answers.values()}:
        hint_stage(state, lane, waiting)
    outcomes.announce(
        Outcome(each.key, each.article_id, each.rev, each.status.value) for each in answers.values()
    )
    return [_act(each, answers) for each in made]


def _made(
    session: Session, article_id: str, what: str, make: Make, *, who: str, lane: Lane
) -> _Made:
    article = locked(session, article_id)
    edition = make(session, article)
    key = f"{what}-{secrets.token_hex(8)}"
    entry = _entry(session, article, edition, key=key, who=who, lane=lane)
    return _Made(article_id, article.head_rev, edition, entry)


def _accept(
    session: Session, made: Sequence[_Made], what: str, *, who: str, why: str
) -> dict[str, Answer]:
    """Write the new revisions and the audit log; return the answers by article id."""
    entries = {each.article_id: each.entry for each in made if each.entry}
    answers = dict(zip(entries, accept(session, list(entries.values())), strict=True))
    for each in made:
        answer = answers.get(each.article_id)
        if answer is None:
            continue
        if answer.revision_id is None or answer.status is not ReceiptStatus.ACCEPTED:
            reason = answer.reason or answer.status.value
            raise Conflict(f"article {each.article_id!r}: {reason}")
        _mark(session, answer.revision_id, each.edition)
        log_act(session, what, article_id=each.article_id, rev=answer.rev, who=who, why=why)
    return answers


def _act(made: _Made, answers: dict[str, Answer]) -> Act:
    answer = answers.get(made.article_id)
    if answer is None:
        done = f"already {made.edition.done}; nothing was changed"
        return Act(made.article_id, made.head_rev, done)
    return Act(made.article_id, answer.rev, made.edition.done, answer.key)


def _entry(
    session: Session, article: Article, edition: Edition, *, key: str, who: str, lane: Lane
) -> Entry | None:
    """The entry for a new revision; None if the newest one already says the same."""
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
    # Above all revisions, dead ones too: their numbers are not reused.
    rev = ahead.used(session, [article.id]).get(article.id, 0) + 1
    submission = submission.model_copy(update={"revision": rev})
    return Entry(
        payload=submission.model_dump_json(exclude_defaults=True).encode(),
        key=key,
        source=who[:200],
        lane=lane,
        site=article.site,
        outcome=Identity(article.id, rev, article.site, content_hash),
        story=dump_story(edition.story),
        due=edition.story.publish_at,
    )


def _mark(session: Session, revision_id: int, edition: Edition) -> None:
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
