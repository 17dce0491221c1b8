"""What a worker held when it was killed is free again at once, not when its lease ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import structlog
from billiard.exceptions import TimeLimitExceeded, WorkerLostError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from matbaa.errors import ServiceUnavailable
from models import claims, lease
from models.session import transaction
from tasks import claimant

log = structlog.get_logger(__name__)


def after(task_id: str, error: BaseException, args: Sequence[object]) -> None:
    """Release what the message `task_id` had claimed, if `error` says that its process is gone.

    Called in the worker's main process. The attempt counts, and what was begun is claimed alone
    from now on, so that an article which kills its process takes no other with it.
    """
    if not isinstance(error, WorkerLostError | TimeLimitExceeded):
        return
    ids = args[0] if args and isinstance(args[0], list) else []
    mark = claimant.of_message(task_id)

    def release(session: Session) -> None:
        claims.release_dead(session, mark, ids)
        lease.release_dead(session, mark)

    _try(release)
    log.warning("worker_lost", revisions=len(ids))


def from_predecessor(worker: str) -> None:
    """Release what the worker of this name held when it ended: called before it works again.

    Should another one of the same name be alive, its work is done twice and counts once.
    """
    mark = "_" * claimant.MESSAGE + claimant.of_worker(worker)

    def release(session: Session) -> None:
        claims.release_left(session, mark)
        lease.release_dead(session, mark)

    _try(release)


def _try(release: Callable[[Session], None]) -> None:
    """What cannot be released now is free when its lease ends."""
    try:
        with transaction() as session:
            release(session)
    except (ServiceUnavailable, DBAPIError) as error:
        log.warning("claims_not_released", error=str(error))
