"""Exports a published site as files, rendered from the database, byte for byte as on storage."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from matbaa.storage import check_path
from models import PageRow
from models.session import look
from tasks.publications import storage_of
from tasks.reprint import article_pages, fixed_pages, own_pages

_SLICE = 200


@dataclass(frozen=True, slots=True)
class Exported:
    """An exported page, and where its bytes came from."""

    path: str
    #: `rendered` from the database; `copied` from storage, because rendering now gives other bytes
    #: (a changed theme, a date that has passed); or `lost`, if neither gave the published bytes.
    origin: str


def export(site: str, folder: Path) -> Iterator[Exported]:
    """Write every page of a site below `folder`, yielding each. Raises ServiceUnavailable."""
    done: set[str] = set()
    for body_by_path in _own_slices(site):
        for row in _rows(site, list(body_by_path)):
            if _is_it(row, body_by_path[row.path]):
                yield _write(folder, row.path, body_by_path[row.path], "rendered")
                done.add(row.path)
    for rows in _all_rows(site):
        left = [row for row in rows if row.path not in done]
        with look() as session:
            printed = article_pages(session, {row.article_id for row in left if row.article_id})
        for row in left:
            page = printed.get(row.path)
            if page is not None and _is_it(row, page.body):
                yield _write(folder, row.path, page.body, "rendered")
            else:
                yield _copied(folder, row)


def _own_slices(site: str) -> Iterator[Mapping[str, bytes]]:
    """Bodies of the site's own pages by path, up to `_SLICE` at a time."""
    some: dict[str, bytes] = {}
    with look() as session:
        for page in (*fixed_pages(site), *own_pages(session, site)):
            some[page.path] = page.body
            if len(some) == _SLICE:
                yield some
                some = {}
    yield some


def _rows(site: str, paths: Sequence[str]) -> Sequence[PageRow]:
    with look() as session:
        return session.scalars(
            select(PageRow).where(
                PageRow.site == site, PageRow.path.in_(paths), PageRow.uploaded_sha256.is_not(None)
            )
        ).all()


def _all_rows(site: str) -> Iterator[Sequence[PageRow]]:
    after = ""
    while True:
        with look() as session:
            rows = session.scalars(
                select(PageRow)
                .where(PageRow.site == site, PageRow.path > after)
                .order_by(PageRow.path)
                .limit(_SLICE)
            ).all()
        yield [row for row in rows if row.uploaded_sha256]
        if len(rows) < _SLICE:
            return
        after = rows[-1].path


def _is_it(row: PageRow, body: bytes) -> bool:
    return hashlib.sha256(body).hexdigest() == row.uploaded_sha256


def _copied(folder: Path, row: PageRow) -> Exported:
    found = storage_of(row.site).get(row.path)
    if found is None or not _is_it(row, found.blob.body):
        return Exported(row.path, "lost")
    return _write(folder, row.path, found.blob.body, "copied")


def _write(folder: Path, path: str, body: bytes, origin: str) -> Exported:
    file = folder / check_path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)
    return Exported(path, origin)
