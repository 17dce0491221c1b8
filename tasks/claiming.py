"""Claims batches of revisions for a stage and reads what the stage needs from other rows."""

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
    """Jobs whose revisions were claimed under one token."""

    token: str
    jobs: Sequence[Job[Any]]

    @property
    def ids(self) -> list[int]:
        """The ids of its revisions."""
        return [job.revision.id for job in self.jobs]


def take(stage: Stage, ids: Collection[int]) -> tuple[Batch, Sequence[tuple[int, Lane]]]:
    """Claim those of `ids` that wait for `stage`, and fill the batch up from its backlog.

    Also returns the suspects among `ids`, with their lanes: each must be claimed on its own (see
    `models.claims.Claim`). While the service that the stage needs is away, fewer are claimed, or
    none.
    """
    with transaction(durable=False) as session:  # a claim that is undone was never made
        room = outage.probe(session, stage.needs) if stage.needs else None
        if room is None:
            ids = claims.with_backlog(session, ids, takes=stage.takes, most=stage.most)
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
    """Make jobs of claimed revisions, reading what `stage` needs from other rows.

    Articles that are `known`, by id, are not read again.
    """
    if not revisions:
        return []
    about = dict(known or {})
    about |= articles.by_id(session, {each.article_id for each in revisions} - about.keys())
    given = stage.reads(session, revisions, about)
    return [Job(each, about[each.article_id], given.get(each.id)) for each in revisions]


def next_here(state: State, lane: Lane) -> Stage | None:
    """The stage that takes `state`, if this process also serves its queue; otherwise None.

    Revisions that reach such a state continue in this process at once, under their present claim.
    """
    stage = STAGES.get(state)
    return stage if stage and is_own(PIPELINE[state][1].for_lane(lane)) else None


def goes_on_here(session: Session, state: State, lane: Lane) -> bool:
    """Whether this process should itself continue with revisions that reach `state`.

    False if the next stage needs a service that is away: the revisions are then left for
    `outage.probe` to let through.
    """
    following = next_here(state, lane)
    if following is None:
        return False
    return not following.needs or outage.room(session, following.needs) is None
