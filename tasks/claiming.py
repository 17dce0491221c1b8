"""Takes batches for a stage, with all that it needs of other rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from matbaa.settings import get_settings
from models import Article, Lane, Revision, State, articles, claims, outage
from models.session import transaction
from tasks import claimant
from tasks.pipeline import PIPELINE, STAGES, Job, Stage
from tasks.queues import is_own


@dataclass(frozen=True, slots=True)
class Batch:
    """Revisions that were claimed under one token, to be worked on."""

    token: str
    jobs: Sequence[Job[Any]]

    @property
    def ids(self) -> list[int]:
        """Of its revisions."""
        return [job.revision.id for job in self.jobs]


def take(stage: Stage, ids: Collection[int]) -> tuple[Batch, Sequence[tuple[int, Lane]]]:
    """Claim those of `ids` that wait for `stage`, and what waits behind them; and which of them
    are suspects, to be claimed one at a time.
    """
    with transaction() as session:
        room = outage.probe(session, stage.needs) if stage.needs else None
        if room is None:
            most = PIPELINE[stage.takes][1].batch
            ids = claims.with_backlog(session, ids, takes=stage.takes, most=most)
        claim = claims.claim(
            session,
            sorted(ids)[:room],
            takes=stage.takes,
            seconds=get_settings().lease_seconds,
            prefix=claimant.mark(),
        )
        return Batch(claim.token, jobs_of(session, stage, claim.revisions)), claim.suspects


def jobs_of(
    session: Session,
    stage: Stage,
    revisions: Sequence[Revision],
    known: Mapping[str, Article] | None = None,
) -> list[Job[Any]]:
    """Claimed revisions with all that `stage` needs of other rows; their articles are read but for
    those that are `known`.
    """
    if not revisions:
        return []
    about = dict(known or {})
    about |= articles.by_id(session, {each.article_id for each in revisions} - about.keys())
    given = stage.reads(session, revisions, about)
    return [Job(each, about[each.article_id], given.get(each.id)) for each in revisions]


def next_here(state: State, lane: Lane) -> Stage | None:
    """The stage that takes `state`, if this process works off its queue too: then what has come
    there goes on at once, under the claim that it has.
    """
    stage = STAGES.get(state)
    return stage if stage and is_own(PIPELINE[state][1].for_lane(lane)) else None


def goes_on_here(session: Session, state: State, lane: Lane) -> bool:
    """Whether this very process is to go on with what comes to `state`. What needs a service that
    is away is left to those who probe it.
    """
    following = next_here(state, lane)
    if following is None:
        return False
    return not following.needs or outage.room(session, following.needs) is None
