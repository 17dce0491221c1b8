"""What a worker held when it was killed is free again at once, not when its lease ends."""

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
    """Release what the message `task_id` had claimed, if `error` says that its process is gone, and
    hint it again.

    Called in the worker's main process. The attempt counts, and what was begun is claimed alone
    from now on, so that an article which kills its process takes no other with it.
    """
    if isinstance(error, WorkerLostError | TimeLimitExceeded):
        for revision_id, state, lane in _release(claimant.of_message(task_id)):
            hint_stage(state, lane, [revision_id])


def from_predecessor(worker: str) -> None:
    """Release what the worker of this name held when it ended: called before it works again.

    Should another one of the same name be alive, its work is done twice and counts once.
    """
    _release("_" * claimant.MESSAGE + claimant.of_worker(worker))


def _release(mark: str) -> Sequence[tuple[int, State, Lane]]:
    """What cannot be released now is free when its lease ends."""
    try:
        with transaction() as session:
            released = giving_back.release_dead(session, mark)
            lease.release_dead(session, mark)
    except (ServiceUnavailable, DBAPIError) as error:
        log.warning("claims_not_released", error=str(error))
        return ()
    log.warning("claims_released", revisions=len(released))
    return released
