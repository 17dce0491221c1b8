"""Puts page rows on storage, fenced: what is newer there is never replaced by something older."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache, partial
from typing import Any

from matbaa.errors import ConditionFailed, MatbaaError, ServiceUnavailable
from matbaa.pages import cache_control
from matbaa.settings import get_settings
from matbaa.storage import NOTHING, Blob, Storage
from models import PageRow
from models.pages import body_of
from tasks.failpoints import failpoint
from tasks.pipeline import Failure, attempt
from tasks.publications import ready_storage_of, storage_of

#: Rounds of "refused, look what is there, try again" before it is left to a later attempt.
_ROUNDS = 4


#: A storage that failed so often in a row is not asked for the rest of a batch: while it has not
#: answered yet, and once it has, so that a bad moment is no outage.
_PATIENCE, _PATIENCE_ONCE_ANSWERED = 3, 24


class Overtaken(MatbaaError):
    """A higher revision of the page, `rev`, is on storage already."""

    def __init__(self, path: str, rev: int) -> None:
        super().__init__(f"{path}: revision {rev} is on storage")
        self.path = path
        self.rev = rev


@lru_cache(maxsize=1)
def _pool(_pid: int) -> ThreadPoolExecutor:
    """The threads of this process: those of the one it was forked from are not in it."""
    return ThreadPoolExecutor(get_settings().upload_threads, thread_name_prefix="upload")


def ship_all(rows: Sequence[PageRow]) -> list[Any]:
    """Put all `rows` on storage side by side: their etags, or what went wrong, in their order.

    Where storage is away this ends after a few timeouts, however many rows there are.
    """
    if len(rows) == 1:
        return [attempt(ship, rows[0])]
    patience = _Patience()
    return list(_pool(os.getpid()).map(partial(patience.attempt, ship), rows))


@dataclass(slots=True)
class _Patience:
    """What one batch has seen of the storage; threads share it."""

    #: In a row.
    failures: int = 0
    most: int = _PATIENCE

    def attempt(self, work: Callable[[PageRow], Any], row: PageRow) -> Any:
        """What came of it or a Failure, as from `tasks.pipeline.attempt`."""
        if self.failures >= self.most:
            return Failure(ServiceUnavailable("storage", "does not answer; not tried"), "")
        answer = attempt(work, row)
        if isinstance(answer, Failure) and isinstance(answer.error, ServiceUnavailable):
            self.failures += 1
        else:
            self.failures, self.most = 0, _PATIENCE_ONCE_ANSWERED
        return answer


def ship(row: PageRow) -> str:
    """Put a page on its site's storage and return its etag.

    Raises Overtaken, ServiceUnavailable, or PermanentError where the storage refuses it for good.
    """
    storage = ready_storage_of(row.site)
    blob = blob_of(row)
    expect = row.etag or NOTHING
    if not storage.conditional:  # the storage cannot fence, so look first; the auditor mends
        expect, ours = _look(storage, row)
        if ours:
            return expect
    for _round in range(_ROUNDS):
        try:
            failpoint("ship.before_put")
            etag = storage.put(row.path, blob, expect=expect)
        except ConditionFailed:
            expect, ours = _look(storage, row)
            if ours:
                return expect
        else:
            failpoint("ship.after_put")
            return etag
    raise ServiceUnavailable("storage", f"{row.path}: changes faster than it can be written")


def _look(storage: Storage, row: PageRow) -> tuple[str, bool]:
    """The etag of what stands there instead, and whether it is the very page we wanted to put:
    then an earlier answer of the storage was lost, and we had succeeded.
    """
    found = storage.head(row.path)
    if found is None:
        return NOTHING, False
    said = found.blob.metadata
    rev = int(said.get("rev", "0"))
    if rev > row.rev:
        raise Overtaken(row.path, rev)
    return found.etag, rev == row.rev and said.get("sha256") == row.sha256


def ask_all(rows: Sequence[PageRow]) -> list[Any]:
    """What storage says it has in the place of `rows`, in their order: an object without its body,
    None, or a Failure.
    """
    return _of_each(rows, lambda storage: storage.head)


def etags_of(rows: Sequence[PageRow]) -> list[Any]:
    """The etags of what storage has in the place of `rows`, in their order: None, or a Failure,
    where there is none.
    """
    return _of_each(rows, lambda storage: storage.etag)


def _of_each(
    rows: Sequence[PageRow], question: Callable[[Storage], Callable[[str], Any]]
) -> list[Any]:
    """What storage answers to a `question` about each row's path, or a Failure; side by side.

    Where it is away this ends after a few timeouts, as with `ship_all`.
    """
    patience = _Patience()

    def answer(row: PageRow) -> Any:
        return question(storage_of(row.site))(row.path)

    return list(_pool(os.getpid()).map(partial(patience.attempt, answer), rows))


def blob_of(row: PageRow) -> Blob:
    """The object that a row with a body becomes."""
    metadata = {"rev": str(row.rev), "sha256": row.sha256}
    if row.status != 200:
        metadata["status"] = str(row.status)
    if row.location:
        metadata["location"] = row.location
    age = datetime.now(UTC) - row.changed_at if row.changed_at else None
    return Blob(body_of(row), row.content_type, cache_control(row.kind, age), metadata)
