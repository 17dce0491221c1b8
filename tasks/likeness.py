"""Finds near-duplicates: texts that nearly repeat another article are marked, or refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from matbaa.errors import MatbaaError, Rejected
from matbaa.settings import get_settings
from models import Event, near_duplicates
from models.base import db_now
from models.near_duplicates import Like, Signed
from models.session import transaction
from tasks.pipeline import Job


def compare(
    session: Session, texts: Sequence[tuple[Job[Any], bytes | None]]
) -> Mapping[int, MatbaaError]:
    """Compare the texts of these revisions, given by their signatures, with other articles.

    The signatures are kept for later comparisons, and near-duplicates are marked. Returns, by
    revision id, an error for each near-duplicate that its site refuses.
    """
    found = near_duplicates.sign(
        session, [Signed(job.article.id, job.article.site, signature) for job, signature in texts]
    )
    near = [(job, found[job.article.id]) for job, _ in texts if job.article.id in found]
    refused = [(job, like) for job, like in near if _is_refused(job)]
    near_duplicates.forget(session, [job.article.id for job, _ in refused])
    _mark(session, [(job, like) for job, like in near if not _is_refused(job)])
    return {job.revision.id: _refusal(like) for job, like in refused}


def _is_refused(job: Job[Any]) -> bool:
    """Whether the site refuses it; never for an article that is live, which may be corrected."""
    return get_settings().site(job.article.site).refuse_near_duplicates and not job.article.live


def _refusal(like: Like) -> Rejected:
    (said,) = near_duplicates.describe([like])
    return Rejected("body", f"{said} The site takes no such articles (refuse_near_duplicates).")


def _mark(session: Session, near: Sequence[tuple[Job[Any], Like]]) -> None:
    near_duplicates.note(session, {job.article.id: like for job, like in near})
    for job, like in near:
        (said,) = near_duplicates.describe([like])
        session.execute(
            insert(Event).values(
                at=db_now(),
                article_id=job.article.id,
                rev=job.revision.rev,
                who="pipeline",
                what="near_duplicate",
                why=said,
            )
        )


def prune() -> None:
    """Delete signatures that are older than `near_duplicate_days`."""
    days = get_settings().near_duplicate_days
    with transaction() as session:
        near_duplicates.prune(session, days=days)
