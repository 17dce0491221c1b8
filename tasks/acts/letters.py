"""Acts on dead letters: replay, edit and replay, or discard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matbaa.errors import Conflict
from matbaa.identity import Identity
from matbaa.settings import get_settings
from models import (
    DeadLetter,
    Lane,
    LetterStatus,
    PageRow,
    Receipt,
    ReceiptStatus,
    Revision,
    State,
)
from models.acceptance import accept, supersede_older
from models.base import db_now
from models.session import transaction
from tasks import outcomes
from tasks.acts.act import Act, Unknown, locked, log_act
from tasks.outcomes import Outcome
from tasks.pipeline import hint_stage
from tasks.reception import entry_of

#: How many letters one transaction handles.
_AT_ONCE = 100
#: How the text of an act begins whose replay was rejected again; the letter stays open.
REJECTED_AGAIN = "rejected again: "
#: The state in which a revision waits for the stage that dead-lettered it.
_WAITS = {
    "ingest": State.ACCEPTED,
    "summarize": State.INGESTED,
    "llm": State.EXTRACTED,
    "render": State.SUMMARIZED,
    "upload": State.RENDERED,
}


@dataclass(slots=True)
class _After:
    """Hints and receipts to send once the transaction is committed."""

    hints: dict[tuple[State, Lane], list[int]] = field(default_factory=lambda: defaultdict(list))
    told: list[Outcome] = field(default_factory=list)

    def tell(self) -> None:
        for (state, lane), ids in self.hints.items():
            hint_stage(state, lane, ids)
        outcomes.announce(self.told)


def retry(letters: Sequence[int], *, who: str, why: str = "") -> list[Act]:
    """Replay dead letters: revisions resume at the stage that failed, submissions are resubmitted.

    More than a batch of letters puts resubmissions on the bulk lane. Raises Unknown, Conflict.
    """
    lane = Lane.BULK if len(letters) > get_settings().batch else Lane.NEWS
    acts: list[Act] = []
    for start in range(0, len(letters), _AT_ONCE):
        after = _After()
        with transaction() as session:
            some = _open(session, letters[start : start + _AT_ONCE])
            acts += [_replay(session, each, lane, after, who=who, why=why) for each in some]
        after.tell()
    return acts


def edit_and_replay(letter: int, payload: bytes, *, who: str, why: str = "") -> Act:
    """Submit `payload`, the JSON of an inbox entry, in place of what the letter holds."""
    after = _After()
    with transaction() as session:
        (found,) = _open(session, [letter])
        act = _submit(session, found, payload, Lane.NEWS, after, what="edit", who=who, why=why)
    after.tell()
    return act


def discard(letters: Sequence[int], *, who: str, why: str) -> list[Act]:
    """Discard dead letters, keeping `why` as a note. Raises Unknown, Conflict."""
    acts: list[Act] = []
    for start in range(0, len(letters), _AT_ONCE):
        with transaction() as session:
            for letter in _open(session, letters[start : start + _AT_ONCE]):
                letter.status, letter.note = LetterStatus.DISCARDED, why
                about = letter.article_id
                log_act(session, "discard", article_id=about, rev=letter.rev, who=who, why=why)
                acts.append(Act(about or "", letter.rev, f"dead letter {letter.id} discarded"))
    return acts


def _open(session: Session, letters: Sequence[int]) -> list[DeadLetter]:
    found = {
        each.id: each
        for each in session.scalars(
            select(DeadLetter)
            .where(DeadLetter.id.in_(letters))
            .order_by(DeadLetter.id)
            .with_for_update()
        )
    }
    for number in letters:
        if number not in found:
            raise Unknown("letter", f"there is no dead letter {number}")
        if found[number].status is not LetterStatus.OPEN:
            raise Conflict(f"dead letter {number} was already {found[number].status.value}")
    return [found[number] for number in dict.fromkeys(letters)]


def _replay(
    session: Session, letter: DeadLetter, lane: Lane, after: _After, *, who: str, why: str
) -> Act:
    if letter.revision_id is None:
        payload = letter.raw or b""
        return _submit(session, letter, payload, lane, after, what="retry", who=who, why=why)
    revision = session.get_one(Revision, letter.revision_id)
    done = _resume(session, revision, letter.stage, after)
    _answer(session, letter, who=who, what="retry", why=why, note=done)
    return Act(revision.article_id, revision.rev, done)


def _resume(session: Session, revision: Revision, stage: str, after: _After) -> str:
    article = locked(session, revision.article_id)
    if revision.state is not State.DEAD:
        return f"revision {revision.rev} is already {revision.state.value}"
    if revision.rev < article.head_rev:
        revision.state, revision.state_at = State.SUPERSEDED, db_now()
        return f"superseded by revision {article.head_rev}"
    article.head_rev = revision.rev
    revision.state = _state_for(session, revision, stage)
    revision.state_at = db_now()
    revision.attempts, revision.error = 0, None
    revision.next_attempt_at = revision.publish_at
    session.flush()
    supersede_older(session, [article.id])
    after.hints[revision.state, revision.lane].append(revision.id)
    if revision.receipt:
        after.told.append(Outcome(revision.receipt, article.id, revision.rev, "accepted"))
    return f"continues at {stage}"


def _state_for(session: Session, revision: Revision, stage: str) -> State:
    """The state in which `stage` takes it up; SUMMARIZED if its pages must be rendered again."""
    state = _WAITS[stage]
    if state is State.RENDERED:
        own = select(PageRow.path).where(
            PageRow.article_id == revision.article_id, PageRow.rev == revision.rev
        )
        if session.scalar(own.limit(1)) is None:
            return State.SUMMARIZED
    return state


def _submit(
    session: Session,
    letter: DeadLetter,
    payload: bytes,
    lane: Lane,
    after: _After,
    *,
    what: str,
    who: str,
    why: str,
) -> Act:
    """Submit again under the same key, so that the producer's receipt reports the outcome."""
    key, source = letter.key or f"letter-{letter.id}", letter.source or ""
    session.execute(delete(Receipt).where(Receipt.source == source, Receipt.key == key))
    entry = entry_of(payload, key=key, source=source, lane=lane)
    if letter.revision_id is not None and isinstance(entry.outcome, Identity):
        # The dead revision keeps its number, so this one gets a new number.
        entry = replace(entry, outcome=replace(entry.outcome, revision=None))
    (answer,) = accept(session, [entry])
    after.told.append(
        Outcome(key, answer.article_id, answer.rev, answer.status.value, reason=answer.reason)
    )
    if answer.status is ReceiptStatus.REJECTED:
        letter.reason = answer.reason or letter.reason
        letter.attempts += 1
        log_act(session, what, article_id=letter.article_id, rev=None, who=who, why=why)
        return Act(answer.article_id or "", None, f"{REJECTED_AGAIN}{answer.reason}", key)
    if answer.revision_id is not None:
        after.hints[answer.state, answer.lane].append(answer.revision_id)
    letter.article_id, letter.rev = answer.article_id, answer.rev
    done = f"submitted again: {answer.status.value}"
    _answer(session, letter, who=who, what=what, why=why, note=done)
    return Act(answer.article_id or "", answer.rev, done, key)


def _answer(
    session: Session, letter: DeadLetter, *, who: str, what: str, why: str, note: str
) -> None:
    letter.status, letter.note = LetterStatus.REPLAYED, why or note
    log_act(session, what, article_id=letter.article_id, rev=letter.rev, who=who, why=why)
