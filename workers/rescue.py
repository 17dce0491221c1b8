"""What a worker process held when it was killed is free again at once, not when its lease ends."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from billiard.exceptions import TimeLimitExceeded, WorkerLostError

from matbaa.errors import ServiceUnavailable
from models import claims
from models.session import transaction

log = structlog.get_logger(__name__)


def after(task_id: str, error: BaseException, args: Sequence[object]) -> None:
    """Release what the message `task_id` had claimed, if `error` says that its process is gone.

    Called in the worker's main process. The attempt counts, and what was begun is claimed alone
    from now on, so that an article which kills its process takes no other with it.
    """
    if not isinstance(error, WorkerLostError | TimeLimitExceeded) or not args:
        return
    ids = args[0]
    if not isinstance(ids, list):
        return
    try:
        with transaction() as session:
            claims.release_dead(session, task_id.replace("-", "")[: claims.PREFIX], ids)
    except ServiceUnavailable as unavailable:
        log.warning("claims_not_released", error=str(unavailable))
    else:
        log.warning("worker_lost", revisions=len(ids))
