"""What a worker held when it was killed is free again at once, not when its lease ends."""

from __future__ import annotations

import structlog
from billiard.exceptions import TimeLimitExceeded, WorkerLostError
from sqlalchemy.exc import DBAPIError

from matbaa.errors import ServiceUnavailable
from models import claims, lease
from models.session import transaction
from tasks import claimant

log = structlog.get_logger(__name__)


def after(task_id: str, error: BaseException) -> None:
    """Release what the message `task_id` had claimed, if `error` says that its process is gone.

    Called in the worker's main process. The attempt counts, and what was begun is claimed alone
    from now on, so that an article which kills its process takes no other with it.
    """
    if isinstance(error, WorkerLostError | TimeLimitExceeded):
        _release(claimant.of_message(task_id))


def from_predecessor(worker: str) -> None:
    """Release what the worker of this name held when it ended: called before it works again.

    Should another one of the same name be alive, its work is done twice and counts once.
    """
    _release("_" * claimant.MESSAGE + claimant.of_worker(worker))


def _release(mark: str) -> None:
    """What cannot be released now is free when its lease ends."""
    try:
        with transaction() as session:
            claims_ended = claims.release_dead(session, mark)
            lease.release_dead(session, mark)
    except (ServiceUnavailable, DBAPIError) as error:
        log.warning("claims_not_released", error=str(error))
    else:
        log.warning("claims_released", revisions=claims_ended)
