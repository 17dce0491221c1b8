"""Receives submissions from the inbox, the API or the desk: check, store, hint and answer."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from sqlalchemy.exc import IntegrityError

from matbaa.client import UNDER_WAY
from matbaa.errors import Rejected
from matbaa.formats import Limits, check_payload
from matbaa.identity import Identity, identify
from matbaa.settings import Settings, get_settings
from models import Lane, State
from models.acceptance import accept
from models.backlog import require_room
from models.entry import Answer, Entry
from models.session import transaction
from tasks import outcomes, precedence, tracing
from tasks.failpoints import failpoint
from tasks.outcomes import Outcome, outcome_of
from tasks.pipeline import hint_stage
from tasks.reminders import as_it_stands
from tasks.repeats import held_again

#: How often to repeat a transaction that collided with concurrent writers of the same article.
_DOORS = 4


def entry_of(payload: bytes, *, key: str, source: str = "", lane: Lane = Lane.NEWS) -> Entry:
    """Make an entry of a submission. If its outer fields are invalid, its outcome is a Rejected."""
    return entry_with(check(payload), payload, key=key, source=source, lane=lane)


def entry_with(
    outcome: Identity | Rejected, payload: bytes, *, key: str, source: str, lane: Lane
) -> Entry:
    """Make an entry of a submission that was checked already, with the result of `check`."""
    known = outcome.site if isinstance(outcome, Identity) else None
    site = get_settings().site(known).key
    return Entry(payload, key=key, source=source, lane=lane, site=site, outcome=outcome)


def check(payload: bytes) -> Identity | Rejected:
    """The identity of the article that a submission is about, or why it cannot be accepted."""
    settings = get_settings()
    if len(payload) > settings.max_submission_bytes:
        return Rejected("article", _too_big(len(payload), settings))
    try:
        identity = identify(check_payload(payload, limits=Limits.of(settings)))
    except Rejected as error:
        return error
    if identity.site is not None and identity.site not in settings.sites:
        return Rejected(
            "site",
            f"{identity.site!r} is not a known site; the sites are: {', '.join(settings.sites)}",
        )
    return identity


def receive(entries: Sequence[Entry]) -> list[Answer]:
    """Store `entries` in one transaction, send hints to `ingest`, and write a receipt for each.

    Raises ServiceUnavailable if the database cannot be reached or has no room; then nothing was
    stored.
    """
    began = time.time_ns()
    require_room()
    if any(entry.lane is Lane.NEWS for entry in entries):
        precedence.announce_news()
    answers = _accept(entries)
    tracing.accepted(began, [(a.article_id, a.rev) for a in answers if a.revision_id is not None])
    failpoint("reception.after_commit")
    for lane in Lane:
        waiting = [a.revision_id for a in answers if a.revision_id is not None and a.lane is lane]
        hint_stage(State.ACCEPTED, lane, waiting)
    failpoint("reception.after_hints")
    outcomes.announce(_outcomes(entries, answers))
    return answers


def _outcomes(entries: Sequence[Entry], answers: Sequence[Answer]) -> Iterator[Outcome]:
    known, held = as_it_stands(answers), held_again(answers)
    for entry, answer in zip(entries, answers, strict=True):
        outcome = outcome_of(entry, answer)
        if document := held.get(answer.article_id or ""):
            yield from document.parts if len(document.parts) > 1 else ()
            yield document.told(outcome)
        else:
            yield _told(outcome, known.get((answer.article_id or "", answer.rev or 0)))


def _told(outcome: Outcome, stands: Outcome | None) -> Outcome:
    """The receipt for a submission; for a repeated one, the present state of its revision.

    Such a receipt does not replace an existing one, unless it reports a final state.
    """
    if not outcome.repeated or stands is None or stands.key != outcome.key:
        return outcome
    return replace(stands, repeated=stands.status in UNDER_WAY)


def _accept(entries: Sequence[Entry]) -> list[Answer]:
    """Store `entries`, again if another process was storing the same new article meanwhile."""
    for _door in range(_DOORS):
        with suppress(IntegrityError):
            return _write(entries)
    return _write(entries)


def _write(entries: Sequence[Entry]) -> list[Answer]:
    with transaction() as session:
        answers = accept(session, entries)
        failpoint("reception.before_commit")
        return answers


def _too_big(size: int, settings: Settings) -> str:
    return (
        f"{size:,} bytes; at most {settings.max_submission_bytes:,} (MATBAA_MAX_SUBMISSION_BYTES)"
    )
