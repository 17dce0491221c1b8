"""Page rows: written by those who render, emptied by those who upload."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, bindparam, case, null, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.base import db_now
from models.page import PageRow

#: SQLite takes at most 32,766 parameters in a statement.
_ROWS_A_STATEMENT = 500


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as it was rendered, on its way into its row."""

    site: str
    path: str
    kind: str
    content_type: str
    body: bytes
    #: Fences it: a row with a higher one is left alone.
    rev: int
    article_id: str | None = None
    status: int = 200
    location: str | None = None
    changed_at: datetime | None = None

    def as_row(self) -> dict[str, object]:
        """The columns of its row."""
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
    """Write page rows. What is on storage already, byte for byte, is not made to wait for upload;
    what belongs to a higher revision stays.
    """
    rows = [page.as_row() for page in pages]
    for start in range(0, len(rows), _ROWS_A_STATEMENT):
        session.execute(_upsert(session, rows[start : start + _ROWS_A_STATEMENT]))


def _upsert(session: Session, rows: list[dict[str, object]]) -> Executable:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement: Any = dialect.insert(PageRow).values(rows)
    new = statement.excluded
    names = [name for name in rows[0] if name not in {"site", "path", "body"}]
    upsert: Executable = statement.on_conflict_do_update(
        index_elements=["site", "path"],
        set_={
            **{name: new[name] for name in names},
            "body": case((PageRow.uploaded_sha256 == new.sha256, null()), else_=new.body),
        },
        where=PageRow.rev <= new.rev,
    )
    return upsert


def waiting_for(session: Session, revisions: Collection[tuple[str, int]]) -> Sequence[PageRow]:
    """The pages of these (article, revision) that are not on storage yet."""
    wanted = [(PageRow.article_id == article) & (PageRow.rev == rev) for article, rev in revisions]
    return session.scalars(select(PageRow).where(PageRow.body.is_not(None), or_(*wanted))).all()


def waiting(session: Session, site: str, kinds: Collection[str], limit: int) -> Sequence[PageRow]:
    """Up to `limit` of a site's pages of these kinds that are not on storage yet."""
    return session.scalars(
        select(PageRow)
        .where(PageRow.site == site, PageRow.kind.in_(kinds), PageRow.body.is_not(None))
        .order_by(PageRow.path)
        .limit(limit)
    ).all()


def body_of(page: PageRow) -> bytes:
    """The page itself, while its row still has it."""
    return zlib.decompress(page.body or b"")


def uploaded(session: Session, pages: Iterable[tuple[PageRow, str]]) -> None:
    """Note that these rows, as they were read, are on storage under these etags."""
    rows = [
        {
            "at_site": page.site,
            "at_path": page.path,
            "as_sha256": page.sha256,
            "as_etag": etag,
        }
        for page, etag in pages
    ]
    if not rows:
        return
    table = PageRow.__table__
    is_row = (table.c.site == bindparam("at_site")) & (table.c.path == bindparam("at_path"))
    is_same = table.c.sha256 == bindparam("as_sha256")
    session.connection().execute(
        update(table)  # type: ignore[arg-type]  # a declarative class's is a Table
        .where(is_row)
        .values(
            uploaded_sha256=bindparam("as_sha256"),
            uploaded_at=db_now(),
            etag=bindparam("as_etag"),
            body=case((is_same, null()), else_=table.c.body),
        ),
        rows,
    )
