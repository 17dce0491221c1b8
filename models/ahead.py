"""Pages on storage of revisions that the database does not know, as after an older back-up."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, select, union_all, update
from sqlalchemy.orm import Session

from matbaa.storage import Found
from models.base import db_now
from models.page import PageRow
from models.revision import Revision

_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_KNOWN = select(Revision.article_id, Revision.rev).where(Revision.article_id.in_(_IDS))
_THERE = select(PageRow.article_id, PageRow.rev).where(PageRow.article_id.in_(_IDS))


def known(session: Session, ids: Collection[str]) -> dict[str, int]:
    """The highest revision in the database by article id, dead revisions included."""
    numbers = _KNOWN.subquery()
    return _highest(session, select(numbers.c[0], func.max(numbers.c[1])), ids)


def used(session: Session, ids: Collection[str]) -> dict[str, int]:
    """The highest number by article id that a revision has here or on storage.

    A new revision gets a higher one, so that it also replaces a page that `adopt` took over.
    """
    numbers = union_all(_KNOWN, _THERE).subquery()
    return _highest(session, select(numbers.c[0], func.max(numbers.c[1])), ids)


def _highest(session: Session, numbers: Any, ids: Collection[str]) -> dict[str, int]:
    if not ids:
        return {}
    rows = session.execute(numbers.group_by(numbers.selected_columns[0]), {"ids": list(ids)})
    return {row[0]: row[1] for row in rows}


def adopt(session: Session, page: PageRow, there: Found) -> None:
    """Make the row of `page` describe the object `there`, now on storage.

    Older revisions then leave the row, and so the object, as it is.
    """
    said = there.blob.metadata
    session.execute(
        update(PageRow)
        .where(PageRow.site == page.site, PageRow.path == page.path, PageRow.rev == page.rev)
        .values(
            rev=there.rev,
            sha256=said.get("sha256", ""),
            uploaded_sha256=said.get("sha256", ""),
            uploaded_at=db_now(),
            etag=there.etag,
            body=None,
            status=int(said.get("status", "200")),
            location=said.get("location"),
        )
        .execution_options(synchronize_session=False)
    )
