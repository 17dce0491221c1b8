"""Builds a site's own pages (listings, feeds, sitemaps, search) after changes, debounced."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

import structlog
from celery import shared_task
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from matbaa.errors import MatbaaError, ServiceUnavailable
from matbaa.settings import get_settings
from models import Article, Dirty, PageRow, build, lease, outage, pages
from models.base import db_now
from models.session import look, transaction
from tasks import catalogue, claimant, indexes, mentions, notices, pictures
from tasks.closing import is_closing
from tasks.failpoints import failpoint
from tasks.lifeline import kept_alive
from tasks.listings import pages_of
from tasks.pipeline import Failure
from tasks.publications import press_of
from tasks.shipping import Overtaken, ship_all

log = structlog.get_logger(__name__)

#: A builder that has not extended its lease for so long is taken for dead.
_LEASE_SECONDS = 30
#: How many changes one build handles, how many articles of these are in memory at once, and how
#: many pages are uploaded in parallel.
_CHANGES, _ARTICLES, _PAGES = 2_000, 100, 200
#: After a build, the site rests for this many times the duration of the build.
_REST_FACTOR = 9
#: The order of uploads by kind of page: no page may link to one that is not there yet.
_ORDER = (
    ("asset", "picture"),
    ("file", "error", "search", "redirect"),
    ("archive", "section", "tag", "author", "directory"),
    ("front",),
    ("search-index",),
    ("feed", "sitemap", "news-sitemap"),
)


class DutyLost(MatbaaError):
    """Another process has taken over building this site."""


@dataclass(frozen=True, slots=True)
class Duty:
    """The duty of building a site's own pages, which one process at a time holds."""

    site: str
    owner: str = field(default_factory=claimant.token)

    @property
    def name(self) -> str:
        """The name of its lease."""
        return f"site:{self.site}"

    def take(self, session: Session) -> bool:
        """Take the duty, or extend it; False while another process holds it."""
        return lease.take(session, self.name, self.owner, _LEASE_SECONDS)

    def keep(self, session: Session) -> None:
        """Extend the duty, unless it was given back or lost."""
        lease.keep(session, self.name, self.owner, _LEASE_SECONDS)

    def confirm(self, session: Session) -> None:
        """Extend the duty within a transaction, so that no other builder writes until it ends.

        Raises DutyLost if another process took over: a builder that was held up must not overwrite
        what that one wrote.
        """
        if not self.take(session):
            raise DutyLost(self.site)


@shared_task(name="matbaa.site", ignore_result=True)
def build_site(site: str) -> None:
    """Bring a site's own pages up to date, unless they are being built or were just built."""
    duty = Duty(site)
    try:
        with transaction(durable=False) as session:
            if outage.room(session, "storage") == 0 or not duty.take(session):
                return
        failpoint("site.after_lease")
        with kept_alive(duty.keep, seconds=_LEASE_SECONDS):
            _build(duty)
    except ServiceUnavailable as error:
        log.warning("site_waits", site=site, error=str(error))
        _note_outage(error)


def _build(duty: Duty) -> None:
    began = time.monotonic()
    try:
        while build_once(duty) and not is_closing():
            pass
    except DutyLost:
        log.warning("site_taken_over", site=duty.site)
    finally:
        with transaction(durable=False) as session:
            rest = _rest(time.monotonic() - began)
            lease.give_back(session, duty.name, duty.owner, rest=rest)


def _rest(took: float) -> float:
    """Seconds until the next build. So under steady load, building takes a tenth of the time."""
    settings = get_settings()
    return min(
        max(settings.site_debounce_seconds, took * _REST_FACTOR), settings.site_max_delay_seconds
    )


def _note_outage(error: ServiceUnavailable) -> None:
    if error.service == "storage":
        with suppress(ServiceUnavailable), transaction() as session:
            outage.failed(session, error.service)


def build_once(duty: Duty) -> bool:
    """Build the pages for the changes recorded so far; return whether to build again at once.

    Raises DutyLost, and ServiceUnavailable if storage or the database is away; the changes then
    stay recorded.
    """
    site = duty.site
    upload_waiting(site)
    with look() as session:
        changes = session.execute(
            select(Dirty.id, Dirty.article_id)
            .where(Dirty.site == site)
            .order_by(Dirty.id)
            .limit(_CHANGES)
        ).all()
    if not changes:
        return False
    ids = {change.article_id for change in changes}
    rendered, is_partial = _render(duty, ids)
    failpoint("site.after_render")
    put_fixed_pages(site)
    with transaction() as session:
        duty.confirm(session)
        pages.put_rows(session, rendered)
        pictures.retire(session, site, ids)
    failpoint("site.after_rows")
    upload_waiting(site)
    failpoint("site.after_upload")
    mentions.follow(ids)
    with transaction(durable=False) as session:  # what stays recorded is only built again
        duty.confirm(session)
        catalogue.clear(session, site, ids)
        session.execute(delete(Dirty).where(Dirty.id.in_([change.id for change in changes])))
        if is_partial:
            session.add(Dirty(site=site, article_id="", at=db_now()))
        failpoint("site.before_clear")
    failpoint("site.after_clear")
    return is_partial or len(changes) == _CHANGES


def _render(duty: Duty, ids: Collection[str]) -> tuple[list[pages.Row], bool]:
    """The rows of the pages that these articles affect, and whether another build must follow."""
    press = press_of(duty.site)
    number, touched = _enter(duty, ids)
    failpoint("site.after_enter")
    with look() as session:
        own = (
            indexes.row_of(press.site, page, number)
            for page in pages_of(session, press, touched, whole="" in ids)
        )
        sitemaps = indexes.sitemap_pages(session, press, touched.dated, number)
        rows = [page.as_row() for page in chain(own, sitemaps)]  # a quarter of the pages' size
        numbers = [place - 1 for place in touched.numbers[catalogue.ARCHIVE]]
        found, is_partial = indexes.search_pages(session, press, numbers, number)
        rows += [page.as_row() for page in found]
    return rows, is_partial


def _enter(duty: Duty, ids: Collection[str]) -> tuple[int, catalogue.Touched]:
    """Enter these articles into the listings, few at a time, oldest first.

    Returns the number of the build and what is affected.
    """
    number, touched = 0, catalogue.Touched()
    for some in _in_parts(ids):
        with look() as session:
            records = catalogue.records(session, _articles(session, some))
        with transaction() as session:
            duty.confirm(session)
            number = number or build.next_number(session, duty.site)
            articles = _articles(session, some)
            catalogue.enter(session, duty.site, articles, records, touched)
    return number, touched


def _in_parts(ids: Collection[str]) -> Iterator[Collection[str]]:
    if len(ids) <= _ARTICLES:
        yield ids
        return
    with look() as session:
        ordered = session.scalars(
            select(Article.id)
            .where(Article.id.in_(ids))
            .order_by(func.coalesce(Article.dated_at, Article.created_at), Article.id)
        ).all()
    for start in range(0, max(1, len(ordered)), _ARTICLES):
        yield ordered[start : start + _ARTICLES]


def _articles(session: Session, ids: Collection[str]) -> Sequence[Article]:
    return session.scalars(select(Article).where(Article.id.in_(ids))).all()


def put_fixed_pages(site: str) -> None:
    """Write the rows of style sheets, icons and error pages, once per process and site design."""
    _put_fixed_pages(site, press_of(site).fingerprint)


@lru_cache
def _put_fixed_pages(site: str, _fingerprint: str) -> None:
    with transaction() as session:
        pages.put(
            session,
            [
                pages.Rendered(site, page.path, page.kind, page.content_type, page.body, rev=0)
                for page in press_of(site).assets()
            ],
        )


def upload_waiting(site: str) -> None:
    """Upload the site's own pages that wait for it.

    After a failure the rest of its group is still uploaded, then the first failure is raised. The
    next build uploads what is left.
    """
    while waits := _kinds_waiting(site):
        for kinds in _ORDER:
            while waits.intersection(kinds) and (rows := _waiting(site, kinds)):
                if _upload(site, rows) and len(rows) < _PAGES:
                    break


def _upload(site: str, rows: Sequence[PageRow]) -> bool:
    """Upload these pages; False if some must be uploaded again under a higher build number."""
    answers = ship_all(rows)
    failpoint("site.after_put")
    with transaction(durable=False) as session:  # a page that still waits is recognised on storage
        there = [(row, etag) for row, etag in zip(rows, answers, strict=True) if _is_etag(etag)]
        pages.uploaded(session, there)
        notices.note(session, (row for row, _etag in there))
    failures = [answer.error for answer in answers if isinstance(answer, Failure)]
    overtaken = [error for error in failures if isinstance(error, Overtaken)]
    if overtaken:
        _pass(site, overtaken)
    for error in failures:
        if not isinstance(error, Overtaken):
            raise error
    return not overtaken


def _pass(site: str, overtaken: Collection[Overtaken]) -> None:
    """Raise our build number above that of pages on storage, so that the next round replaces them.

    Higher numbers come from builds that the database does not know, as after it was restored from
    a backup.
    """
    with transaction() as session:
        build.next_number(session, site, at_least=max(each.rev for each in overtaken))
        for each in overtaken:
            session.execute(
                update(PageRow)
                .where(PageRow.site == site, PageRow.path == each.path, PageRow.rev < each.rev)
                .values(rev=each.rev)
            )


def _kinds_waiting(site: str) -> set[str]:
    with look() as session:
        return pages.kinds_waiting(session, site) & set(chain.from_iterable(_ORDER))


def _waiting(site: str, kinds: Sequence[str]) -> Sequence[PageRow]:
    with look() as session:
        return pages.waiting(session, site, kinds, _PAGES)


def _is_etag(answer: object) -> bool:
    return isinstance(answer, str)
