"""Puts page rows on storage, fenced: what is newer there is never replaced by something older."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any

from matbaa.errors import ConditionFailed, MatbaaError, ServiceUnavailable
from matbaa.pages import cache_control
from matbaa.settings import get_settings
from matbaa.storage import NOTHING, Blob, Storage
from models import PageRow
from models.pages import body_of
from tasks.pipeline import attempt
from tasks.publications import storage_of

#: Rounds of "refused, look what is there, try again" before it is left to a later attempt.
_ROUNDS = 4


class Overtaken(MatbaaError):
    """A higher revision of the page is on storage already."""


@lru_cache(maxsize=1)
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(get_settings().upload_threads, thread_name_prefix="upload")


def ship_all(rows: Sequence[PageRow]) -> list[Any]:
    """Put all `rows` on storage side by side: their etags, or what went wrong, in their order."""
    if len(rows) == 1:
        return [attempt(ship, rows[0])]
    return list(_pool().map(lambda row: attempt(ship, row), rows))


def ship(row: PageRow) -> str:
    """Put a page on its site's storage and return its etag.

    Raises Overtaken, ServiceUnavailable, or PermanentError where the storage refuses it for good.
    """
    storage = storage_of(row.site)
    blob = blob_of(row)
    expect = row.etag or NOTHING
    for _round in range(_ROUNDS):
        try:
            return storage.put(row.path, blob, expect=expect)
        except ConditionFailed:
            expect, ours = _look(storage, row)
            if ours:
                return expect
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
        raise Overtaken(f"{row.path}: revision {rev} is on storage")
    return found.etag, rev == row.rev and said.get("sha256") == row.sha256


def ask_all(rows: Sequence[PageRow]) -> list[Any]:
    """What storage says it has in the place of `rows`, in their order: an object without its body,
    None, or a Failure.
    """
    return list(_pool().map(lambda row: attempt(storage_of(row.site).head, row.path), rows))


def blob_of(row: PageRow) -> Blob:
    """The object that a row with a body becomes."""
    metadata = {"rev": str(row.rev), "sha256": row.sha256}
    if row.status != 200:
        metadata["status"] = str(row.status)
    if row.location:
        metadata["location"] = row.location
    return Blob(body_of(row), row.content_type, cache_control(row.kind), metadata)
