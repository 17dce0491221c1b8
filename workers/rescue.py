"""Releases the claims of killed workers at once, instead of when their leases expire."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from billiard.exceptions import TimeLimitExceeded, WorkerLostError
from sqlalchemy.exc import DBAPIError

from matbaa.errors import ServiceUnavailable
from models import Lane, State, giving_back, lease
from models.session import transaction
from tasks import claimant
from tasks.pipeline import hint_stage

log = structlog.get_logger(__name__)


def after(task_id: str, error: BaseException) -> None:
    """Release what the task `task_id` had claimed, if `error` says that its process is gone.

    Called in the worker's main process. The revisions are hinted again. Their attempts count, so
    that each is claimed alone from now on and an article that kills its process harms no other.
    """
    if isinstance(error, WorkerLostError | TimeLimitExceeded):
        for revision_id, state, lane in _release(claimant.of_message(task_id)):
            hint_stage(state, lane, [revision_id])


def from_predecessor(worker: str) -> None:
    """Release what the previous worker of this name held; called when a worker starts.

    Should that worker still be alive, its present work is done twice, but takes effect only once.
    """
    _release("_" * claimant.MESSAGE + claimant.of_worker(worker))


def _release(mark: str) -> Sequence[tuple[int, State, Lane]]:
    """Release all claims and duties by `mark`; if that fails, they end with their leases."""
    try:
        with transaction() as session:
            released = giving_back.release_dead(session, mark)
            lease.release_dead(session, mark)
    except (ServiceUnavailable, DBAPIError) as error:
        log.warning("claims_not_released", error=str(error))
        return ()
    log.warning("claims_released", revisions=len(released))
    return released
