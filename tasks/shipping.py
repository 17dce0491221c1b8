"""Uploads page rows to storage, fenced: an older revision never replaces a newer one there."""

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
from matbaa.storage import NOTHING, Blob, Found, Storage
from models import PageRow
from models.pages import body_of
from tasks.failpoints import failpoint
from tasks.pipeline import Failure, attempt
from tasks.publications import ready_storage_of, storage_of

#: How often `ship` tries the conditional PUT, reading the current etag after each refusal.
_ROUNDS = 4


#: After this many failures in a row, the rest of a batch is not tried. The second limit holds once
#: storage has answered within the batch, so that a short disturbance does not count as an outage.
_PATIENCE, _PATIENCE_ONCE_ANSWERED = 3, 24


class Overtaken(MatbaaError):
    """A higher revision of the page, `rev`, is already on storage: the object `there`."""

    def __init__(self, path: str, there: Found) -> None:
        super().__init__(f"{path}: revision {there.rev} is on storage")
        self.path = path
        self.there = there

    @property
    def rev(self) -> int:
        """The revision on storage."""
        return self.there.rev


@lru_cache(maxsize=1)
def _pool(_pid: int) -> ThreadPoolExecutor:
    """The upload threads of process `_pid`; a forked process does not inherit its parent's."""
    return ThreadPoolExecutor(get_settings().upload_threads, thread_name_prefix="upload")


def ship_all(rows: Sequence[PageRow]) -> list[Any]:
    """Upload all `rows` in parallel; return an etag or a Failure for each, in the same order.

    While storage is away this ends after a few timeouts, however many rows there are.
    """
    if len(rows) == 1:
        return [attempt(ship, rows[0])]
    patience = _Patience()
    return list(_pool(os.getpid()).map(partial(patience.attempt, ship), rows))


@dataclass(slots=True)
class _Patience:
    """Counts how often storage failed within one batch; shared by the upload threads."""

    #: Failures in a row.
    failures: int = 0
    most: int = _PATIENCE

    def attempt(self, work: Callable[[PageRow], Any], row: PageRow) -> Any:
        """The result of `work` or a Failure; once patience is exhausted, a Failure untried."""
        if self.failures >= self.most:
            return Failure(
                ServiceUnavailable("storage", "does not answer, so the upload was not tried"), ""
            )
        answer = attempt(work, row)
        if isinstance(answer, Failure) and isinstance(answer.error, ServiceUnavailable):
            self.failures += 1
        else:
            self.failures, self.most = 0, _PATIENCE_ONCE_ANSWERED
        return answer


def ship(row: PageRow) -> str:
    """Upload a page to its site's storage and return its etag.

    Raises Overtaken, ServiceUnavailable, or PermanentError if storage refuses it for good.
    """
    storage = ready_storage_of(row.site)
    blob = blob_of(row)
    expect = row.etag or NOTHING
    # Without conditional PUT there is no fence: look first, and leave a lost race to the auditor.
    if not storage.conditional:
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
    raise ServiceUnavailable("storage", f"{row.path}: is changing faster than it can be written")


def _look(storage: Storage, row: PageRow) -> tuple[str, bool]:
    """The etag of the object now at `row.path`, and whether it is the page we meant to upload.

    It is if an earlier PUT succeeded and only its answer was lost. Raises Overtaken if the object
    is of a higher revision.
    """
    found = storage.head(row.path)
    if found is None:
        return NOTHING, False
    if found.rev > row.rev:
        raise Overtaken(row.path, found)
    is_same = found.blob.metadata.get("sha256") == row.sha256
    return found.etag, found.rev == row.rev and is_same


def ask_all(rows: Sequence[PageRow]) -> list[Any]:
    """HEAD the path of every row: the object without its body, None, or a Failure, in order."""
    return _of_each(rows, lambda storage: storage.head)


def etags_of(rows: Sequence[PageRow]) -> list[Any]:
    """The etag of the object at each row's path, None if there is none, or a Failure, in order."""
    return _of_each(rows, lambda storage: storage.etag)


def _of_each(
    rows: Sequence[PageRow], question: Callable[[Storage], Callable[[str], Any]]
) -> list[Any]:
    """Ask storage a `question` about each row's path, in parallel: the answers or Failures.

    While storage is away this ends after a few timeouts, as with `ship_all`.
    """
    patience = _Patience()

    def answer(row: PageRow) -> Any:
        return question(storage_of(row.site))(row.path)

    return list(_pool(os.getpid()).map(partial(patience.attempt, answer), rows))


def blob_of(row: PageRow) -> Blob:
    """The object to upload for a row that has a body, with its metadata."""
    metadata = {"rev": str(row.rev), "sha256": row.sha256}
    if row.status != 200:
        metadata["status"] = str(row.status)
    if row.location:
        metadata["location"] = row.location
    age = datetime.now(UTC) - row.changed_at if row.changed_at else None
    return Blob(body_of(row), row.content_type, cache_control(row.kind, age), metadata)
