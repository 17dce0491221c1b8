"""The auditor: compares storage with the page rows, one slice at a time, and repairs storage."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

import structlog
from celery import shared_task
from sqlalchemy import Delete, Update, delete, select, update

from matbaa.errors import ConditionFailed
from matbaa.settings import get_settings
from matbaa.storage import NOTHING, Found
from models import Article, AuditMark, PageRow, ahead, lease, outage, pages
from models.base import db_now
from models.pages import Rendered
from models.session import look, transaction
from tasks import claimant, restored
from tasks.acts.printing import republish
from tasks.pictures import fetch_again
from tasks.pipeline import Failure
from tasks.publications import storage_of
from tasks.reprint import article_pages, own_page
from tasks.shipping import ask_all, blob_of, etags_of
from tasks.site import upload_waiting

log = structlog.get_logger(__name__)

#: How many pages one slice compares, with one HEAD request each.
SLICE = 200
#: A slice that takes longer is taken for dead, and another process may begin one.
_LEASE_SECONDS = 120


class Fault(StrEnum):
    """What is wrong with an object on storage."""

    #: Storage does not have it.
    MISSING = "missing"
    #: It is not what was last uploaded.
    ALTERED = "altered"
    #: It is of a higher revision than the page row.
    AHEAD = "ahead"
    #: No page row knows it. Only listing the bucket (`foreign`) finds such objects.
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Finding:
    """An object that differs from its page row, and what was done about it."""

    site: str
    path: str
    fault: Fault
    article_id: str | None = None
    mended: bool = False
    note: str = ""


@dataclass(slots=True)
class Slice:
    """The result of comparing one slice of a site's pages."""

    checked: int = 0
    findings: list[Finding] = field(default_factory=list)
    #: The path of the last page compared; "" if this slice completed the round.
    last: str = ""


@shared_task(name="matbaa.audit", ignore_result=True)
def audit() -> None:
    """Compare and repair the next slice of every site that no other process is auditing."""
    for site in get_settings().sites:
        owner, name = claimant.token(), f"audit:{site}"
        with transaction() as session:
            if outage.room(session, "storage") is not None:
                continue  # storage is away; the slice is compared once it is back
            if not lease.take(session, name, owner, _LEASE_SECONDS):
                continue
        try:
            _next_slice(site)
        finally:
            with transaction() as session:
                lease.give_back(session, name, owner)


def _next_slice(site: str) -> None:
    with look() as session:
        mark = session.get(AuditMark, site)
    found = compare(site, mark.path if mark else "", repair=True)
    for finding in found.findings:
        log.warning("page_not_as_it_should_be", **_facts(finding))
    with transaction() as session:
        mark = session.get(AuditMark, site)
        if mark is None:
            mark = AuditMark(site=site, at=db_now(), checked=0, wrong=0, mended=0, rounds=0)
            session.add(mark)
        mark.path, mark.at = found.last, db_now()
        mark.checked += found.checked
        mark.wrong += len(found.findings)
        mark.mended += sum(finding.mended for finding in found.findings)
        if not found.last:
            mark.rounds, mark.round_at = mark.rounds + 1, db_now()


def _facts(finding: Finding) -> dict[str, object]:
    names = ("site", "path", "fault", "article_id", "mended", "note")
    return {name: getattr(finding, name) for name in names}


def compare(site: str, after: str = "", *, repair: bool, limit: int = SLICE) -> Slice:
    """Compare the next `limit` pages after the path `after` with storage, without reading bodies.

    Raises ServiceUnavailable if storage or the database cannot be reached.
    """
    with look() as session:
        rows = session.scalars(
            select(PageRow)
            .where(PageRow.site == site, PageRow.path > after)
            .order_by(PageRow.path)
            .limit(limit)
        ).all()
    settled = [row for row in rows if row.body is None and row.uploaded_sha256]
    etags = zip(settled, etags_of(settled), strict=True)
    odd = [row for row, etag in etags if etag is None or etag != row.etag]
    found = dict(zip([row.path for row in odd], ask_all(odd), strict=True))
    for answer in found.values():
        if isinstance(answer, Failure):
            raise answer.error
    suspects = {row.path: fault for row in odd if (fault := _fault(row, found[row.path]))}
    known = _known(settled)
    faults, findings = _confirmed(odd, suspects), _adopted(settled, suspects, known)
    if repair and faults:
        findings += _mend(site, faults, suspects, found, known)
    else:
        findings += [_reported(row, suspects[row.path], found[row.path]) for row in faults]
    return Slice(len(settled), findings, rows[-1].path if len(rows) == limit else "")


def _reported(row: PageRow, fault: Fault, there: Found | None) -> Finding:
    if fault is Fault.AHEAD and row.article_id and there:
        return _ahead(row, row.article_id, there=there.rev, ours=row.rev)
    return Finding(row.site, row.path, fault, row.article_id)


def _ahead(row: PageRow, article_id: str, *, there: int, ours: int) -> Finding:
    note = restored.advice(article_id, there=there, ours=ours)
    return Finding(row.site, row.path, Fault.AHEAD, article_id, note=note)


def _adopted(
    rows: Sequence[PageRow], suspects: Collection[str], known: Mapping[str, int]
) -> list[Finding]:
    """Pages, otherwise in order, of revisions that only storage knows."""
    return [
        _ahead(row, row.article_id, there=row.rev, ours=known.get(row.article_id, 0))
        for row in rows
        if row.article_id and row.rev > known.get(row.article_id, 0) and row.path not in suspects
    ]


def _known(rows: Sequence[PageRow]) -> dict[str, int]:
    """The highest revision in the database of each article that these pages show."""
    with look() as session:
        return ahead.known(session, {row.article_id for row in rows if row.article_id})


def _fault(row: PageRow, found: Found | None) -> Fault | None:
    if found is None:
        return Fault.MISSING
    if found.rev > row.rev:
        return Fault.AHEAD
    said = found.blob.metadata
    same = said.get("sha256") == row.uploaded_sha256 and row.etag in (None, found.etag)
    return None if same else Fault.ALTERED


def _confirmed(rows: Sequence[PageRow], suspects: Collection[str]) -> list[PageRow]:
    """Those suspects whose rows have not changed since, read anew from the database.

    An upload may have happened in between, or may be done but not yet recorded.
    """
    wrong = {row.path: row for row in rows if row.path in suspects}
    if not wrong:
        return []
    site = next(iter(wrong.values())).site
    with look() as session:
        now = session.execute(
            select(PageRow, Article.head_rev, Article.published_rev)
            .outerjoin(Article, Article.id == PageRow.article_id)
            .where(PageRow.site == site, PageRow.path.in_(wrong))
            .order_by(PageRow.path)
        ).all()
    return [
        row for row, head, published in now if head == published and _is_same(row, wrong[row.path])
    ]


def _is_same(row: PageRow, before: PageRow) -> bool:
    names = ("rev", "sha256", "uploaded_sha256", "etag")
    return row.body is None and all(getattr(row, n) == getattr(before, n) for n in names)


def _mend(
    site: str,
    rows: list[PageRow],
    faults: Mapping[str, Fault],
    found: Mapping[str, Found | None],
    known: Mapping[str, int],
) -> Iterator[Finding]:
    """Upload the pages again: as they were or, if they would now be rendered differently, anew."""
    with look() as session:
        again: dict[str, Rendered | None] = dict(
            article_pages(session, {row.article_id for row in rows if row.article_id})
        )
        own = [row.path for row in rows if row.article_id is None]
        again |= {path: own_page(session, site, path) for path in own}
    for row in rows:
        ours = known.get(row.article_id, 0) if row.article_id else None
        mended, note = _put_again(row, again.get(row.path), found[row.path], ours)
        yield Finding(site, row.path, faults[row.path], row.article_id, mended, note)
    if own:
        upload_waiting(site)


def _put_again(
    row: PageRow, page: Rendered | None, there: Found | None, ours: int | None
) -> tuple[bool, str]:
    """Repair one object; return whether that succeeded, and a note on what was done.

    `ours` is the highest revision in the database of the article that the page shows. A page of a
    higher one is left as it is: older ones are published again only if somebody asks for it.
    """
    if ours is not None and there and there.rev > ours:
        with transaction() as session:
            restored.adopt(session, row, there)
        return False, restored.advice(row.article_id or "", there=there.rev, ours=ours)
    if ours is not None and row.rev > ours:
        _forget(row)  # it was adopted, and storage has it no more
    if page is not None and page.as_row()["sha256"] == row.sha256:
        return _put_same(row, page, there)
    if row.article_id is not None:
        (act,) = republish(
            [row.article_id], who="auditor", why=f"{row.path} differs from what was uploaded"
        )
        return act.rev is not None, act.done
    if page is not None:
        _put_anew(row, page)
        return True, "built anew"
    if row.kind == "picture":
        _forget(row)
        fetch_again(row.site, row.path)
        return True, "will be fetched again"
    if there is None:
        _forget(row)
        return True, "forgotten: no longer a page of the site"
    return False, "no longer a page of the site"


def _put_same(row: PageRow, page: Rendered, there: Found | None) -> tuple[bool, str]:
    row.body = zlib.compress(page.body, 1)
    expect = there.etag if there else NOTHING
    try:
        etag = storage_of(row.site).put(row.path, blob_of(row), expect=expect)
    except ConditionFailed:
        return False, "changed in the meantime; the next audit compares it again"
    with transaction() as session:
        pages.uploaded(session, [(row, etag)])
    return True, "uploaded again"


def _put_anew(row: PageRow, page: Rendered) -> None:
    with transaction() as session:
        session.execute(_this(update(PageRow), row).values(uploaded_sha256=None, etag=None))
        pages.put(session, [replace(page, rev=row.rev)])


def _forget(row: PageRow) -> None:
    with transaction() as session:
        session.execute(_this(delete(PageRow), row))


_Statement = TypeVar("_Statement", Update, Delete)


def _this(statement: _Statement, row: PageRow) -> _Statement:
    return statement.where(
        PageRow.site == row.site, PageRow.path == row.path, PageRow.rev == row.rev
    )
