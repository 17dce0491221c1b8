"""Notifies CDNs, search engines and feed hubs (outlets) of pages that were uploaded."""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import structlog
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matbaa.errors import ServiceUnavailable
from matbaa.outlets import Change, Outlet, outlets_of
from matbaa.settings import get_settings
from models import Notice, OutletRow, PageRow, lease
from models.base import db_now
from models.rows import add
from models.session import look, transaction

log = structlog.get_logger(__name__)

#: How long one process holds the duty of notifying an outlet; longer than one message may take.
_LEASE_SECONDS = 600.0
#: Seconds to wait after the first failure, which double with each further one, and their limit.
_PAUSE, _LONGEST_PAUSE = 5.0, 600.0
#: Notices that were not taken for so long are dropped: caches and indexes have refreshed by then.
_GIVEN_UP_AFTER_SECONDS = 3 * 86_400


def are_wanted() -> bool:
    """Whether any site has an outlet configured."""
    settings = get_settings()
    return any(outlets_of(site, settings) for site in settings.sites.values())


def note(session: Session, pages: Iterable[PageRow]) -> None:
    """Queue notices for uploaded pages, in the transaction that records the upload.

    `pages` must be the rows as they were before the upload, which show whether it replaces a page.
    """
    rows = list(_notices(pages))
    add(session, Notice, rows, stamp="at")


def _notices(pages: Iterable[PageRow]) -> Iterator[dict[str, str]]:
    settings = get_settings()
    for page in pages:
        change = Change(
            page.path,
            page.kind,
            is_of_an_article=page.article_id is not None,
            is_replacement=page.uploaded_at is not None,
        )
        for outlet in outlets_of(settings.site(page.site), settings):
            if outlet.cares_for(change):
                yield {"site": page.site, "outlet": outlet.name, "path": page.path}


def tell_all() -> int:
    """Send every outlet its waiting notices; return for how many pages they were taken."""
    settings = get_settings()
    return sum(
        _tell(site.key, outlet)
        for site in settings.sites.values()
        for outlet in outlets_of(site, settings)
    )


def _tell(site: str, outlet: Outlet) -> int:
    """Notify one outlet, unless another process is doing so. A repeated notice does no harm."""
    duty, owner = f"tell:{site}:{outlet.name}"[:80], secrets.token_hex(16)
    taken = 0
    with transaction() as session:
        if not _is_due(session, site, outlet) or not lease.take(
            session, duty, owner, _LEASE_SECONDS
        ):
            return 0
    try:
        while rows := _waiting(site, outlet):
            if not _send(site, outlet, rows):
                break
            taken += len(rows)
    finally:
        with transaction() as session:
            lease.give_back(session, duty, owner)
    return taken


def _is_due(session: Session, site: str, outlet: Outlet) -> bool:
    waits = select(Notice.id).where(Notice.site == site, Notice.outlet == outlet.name).limit(1)
    if session.scalar(waits) is None:
        return False
    not_yet = select(OutletRow.name).where(
        OutletRow.site == site,
        OutletRow.name == outlet.name,
        OutletRow.next_attempt_at > db_now(),
    )
    return session.scalar(not_yet) is None


def _waiting(site: str, outlet: Outlet) -> Sequence[Notice]:
    with look() as session:
        return session.scalars(
            select(Notice)
            .where(Notice.site == site, Notice.outlet == outlet.name)
            .order_by(Notice.id)
            .limit(outlet.most)
        ).all()


def _send(site: str, outlet: Outlet, rows: Sequence[Notice]) -> bool:
    paths = list(dict.fromkeys(row.path for row in rows))
    problem = None
    try:
        outlet.tell(paths, str(rows[-1].id))
    except ServiceUnavailable as error:
        problem = error.reason
        log.warning("outlet_not_told", site=site, outlet=outlet.name, pages=len(paths), why=problem)
    else:
        log.info("outlet_told", site=site, outlet=outlet.name, pages=len(paths))
    with transaction() as session:
        row = session.get(OutletRow, (site, outlet.name))
        if row is None:
            row = OutletRow(site=site, name=outlet.name, taken=0, given_up=0, failures=0)
            session.add(row)
        if problem is None:
            _delete(session, rows)
            row.taken, row.taken_at = row.taken + len(paths), db_now()
            row.failures, row.error, row.next_attempt_at = 0, None, None
        else:
            _put_off(session, row, rows, problem)
    return problem is None


def _put_off(session: Session, row: OutletRow, rows: Sequence[Notice], problem: str) -> None:
    row.failures, row.error = row.failures + 1, problem
    pause = min(_PAUSE * 2 ** min(row.failures - 1, 10), _LONGEST_PAUSE)
    row.next_attempt_at = db_now(pause * random.uniform(0.8, 1.2))  # noqa: S311 -- spreads load
    too_old: datetime = session.scalars(select(db_now(-_GIVEN_UP_AFTER_SECONDS))).one()
    if old := [each for each in rows if each.at < too_old]:
        _delete(session, old)
        row.given_up += len(old)
        log.error("outlet_given_up", site=row.site, outlet=row.name, pages=len(old), why=problem)


def _delete(session: Session, rows: Sequence[Notice]) -> None:
    session.execute(delete(Notice).where(Notice.id.in_([row.id for row in rows])))
