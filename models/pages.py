"""Reads and writes page rows. Rendering writes them; uploading removes their bodies."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from types import ModuleType
from typing import Any

from sqlalchemy import Executable, bindparam, case, null, select, update
from sqlalchemy.orm import Session

from models.base import db_now
from models.page import PageRow
from models.rows import dialect

#: The columns of a page's row by name.
Row = dict[str, object]

#: The columns that rendering a page again replaces, besides the body.
_REPLACED = (
    "kind",
    "article_id",
    "rev",
    "content_type",
    "status",
    "location",
    "changed_at",
    "sha256",
    "size",
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered page, to be written to its row."""

    site: str
    path: str
    kind: str
    content_type: str
    body: bytes
    #: For fencing: a row with a higher `rev` is not overwritten.
    rev: int
    article_id: str | None = None
    status: int = 200
    location: str | None = None
    changed_at: datetime | None = None

    def as_row(self) -> Row:
        """The columns of its row, in which the body is compressed."""
        return {
            "site": self.site,
            "path": self.path,
            "kind": self.kind,
            "article_id": self.article_id,
            "rev": self.rev,
            "content_type": self.content_type,
            "status": self.status,
            "location": self.location,
            "changed_at": self.changed_at,
            "sha256": hashlib.sha256(self.body).hexdigest(),
            "size": len(self.body),
            "body": zlib.compress(self.body, 1),
        }


def put(session: Session, pages: Iterable[Rendered]) -> None:
    """Write page rows. Rows of a higher revision stay as they are.

    A page whose bytes are already on storage does not wait for upload.
    """
    put_rows(session, [page.as_row() for page in pages])


def put_rows(session: Session, rows: Sequence[Row]) -> None:
    """Write rows as `put` does, from `Rendered.as_row`."""
    if rows:
        session.connection().execute(_upsert(dialect(session)), rows)


@lru_cache
def _upsert(of: ModuleType) -> Executable:
    table: Any = PageRow.__table__
    statement: Any = of.insert(table)
    new = statement.excluded
    upsert: Executable = statement.on_conflict_do_update(
        index_elements=["site", "path"],
        set_={
            **{name: new[name] for name in _REPLACED},
            "body": case((table.c.uploaded_sha256 == new.sha256, null()), else_=new.body),
        },
        where=table.c.rev <= new.rev,
    )
    return upsert


_WAITING_FOR = select(PageRow).where(
    PageRow.body.is_not(None), PageRow.article_id.in_(bindparam("article_ids", expanding=True))
)


def waiting_for(session: Session, revisions: Collection[tuple[str, int]]) -> Sequence[PageRow]:
    """The pages of these (article id, rev) pairs that are not on storage yet."""
    wanted = set(revisions)
    rows = session.scalars(_WAITING_FOR, {"article_ids": list({each for each, _rev in wanted})})
    return [row for row in rows if (row.article_id, row.rev) in wanted]


def kinds_waiting(session: Session, site: str) -> set[str]:
    """The kinds of which a site has pages that are not on storage yet."""
    waits = PageRow.site == site, PageRow.body.is_not(None)
    return set(session.scalars(select(PageRow.kind).where(*waits).distinct()))


def waiting(session: Session, site: str, kinds: Collection[str], limit: int) -> Sequence[PageRow]:
    """Up to `limit` of a site's pages of these kinds that are not on storage yet.

    In no particular order: to order them by path, SQLite would scan all pages.
    """
    return session.scalars(
        select(PageRow)
        .where(PageRow.site == site, PageRow.kind.in_(kinds), PageRow.body.is_not(None))
        .limit(limit)
    ).all()


def body_of(page: PageRow) -> bytes:
    """The uncompressed body of a row that still has it. Raises zlib.error if not."""
    return zlib.decompress(page.body or b"")


def uploaded(session: Session, pages: Iterable[tuple[PageRow, str]]) -> None:
    """Record that these rows, as they were read, are on storage with these etags.

    A row that was rendered anew since keeps its body and waits for the next upload.
    """
    rows = [
        {
            "at_site": page.site,
            "at_path": page.path,
            "as_sha256": page.sha256,
            "as_etag": etag,
        }
        for page, etag in pages
    ]
    if rows:
        session.connection().execute(_uploaded(), rows)


@lru_cache(maxsize=1)
def _uploaded() -> Executable:
    table: Any = PageRow.__table__
    is_row = (table.c.site == bindparam("at_site")) & (table.c.path == bindparam("at_path"))
    is_same = table.c.sha256 == bindparam("as_sha256")
    return (
        update(table)
        .where(is_row)
        .values(
            uploaded_sha256=bindparam("as_sha256"),
            uploaded_at=db_now(),
            etag=bindparam("as_etag"),
            body=case((is_same, null()), else_=table.c.body),
        )
    )
