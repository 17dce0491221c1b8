"""The site's own pages: listings, feeds, sitemaps and search follow the articles, debounced."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from functools import lru_cache

import structlog
from celery import shared_task
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matbaa.errors import ServiceUnavailable
from matbaa.settings import get_settings
from models import Article, Dirty, PageRow, lease, pages
from models.base import db_now
from models.session import look, transaction
from tasks import catalogue, indexes, mentions
from tasks.listings import pages_of
from tasks.pipeline import Failure
from tasks.publications import press_of
from tasks.shipping import ship_all

log = structlog.get_logger(__name__)

#: A builder that shows no sign of life for so long has died.
_LEASE_SECONDS = 120
#: Changes that one build takes up, and pages that are uploaded side by side.
_CHANGES, _PAGES = 2_000, 200
#: What is uploaded before what: nothing may point at something that is not there yet.
_ORDER = (
    ("asset",),
    ("file", "error", "search", "redirect"),
    ("archive", "section", "tag", "author", "directory"),
    ("front",),
    ("search-index",),
    ("feed", "sitemap", "news-sitemap"),
)


@shared_task(name="matbaa.site", ignore_result=True)
def build_site(site: str) -> None:
    """Bring a site's own pages up to date, unless somebody else is at it or just was."""
    owner, name = secrets.token_hex(16), f"site:{site}"
    with transaction() as session:
        if not lease.take(session, name, owner, _LEASE_SECONDS):
            return
    try:
        while build_once(site):
            with transaction() as session:
                lease.take(session, name, owner, _LEASE_SECONDS)
    except ServiceUnavailable as error:
        log.warning("site_waits", site=site, error=str(error))
    finally:
        with transaction() as session:
            lease.give_back(session, name, owner, rest=get_settings().site_debounce_seconds)


def build_once(site: str) -> bool:
    """Take up the changes that are noted now; False where there were none.

    Raises ServiceUnavailable when storage or database are away; the changes stay noted.
    """
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
    number = max(change.id for change in changes)
    ids = {change.article_id for change in changes}
    rendered, is_partial = _render(site, ids, number)
    put_fixed_pages(site)
    with transaction() as session:
        pages.put(session, rendered)
    upload_waiting(site)
    mentions.follow(ids)
    with transaction() as session:
        catalogue.clear(session, site, ids)
        session.execute(delete(Dirty).where(Dirty.id.in_([change.id for change in changes])))
        if is_partial:
            session.add(Dirty(site=site, article_id="", at=db_now()))
    return True


def _render(site: str, ids: Collection[str], number: int) -> tuple[list[pages.Rendered], bool]:
    """The pages that these articles touch, as build `number`; whether another has to follow."""
    press = press_of(site)
    with look() as session:
        records = catalogue.records(session, _articles(session, ids))
    with transaction() as session:
        touched = catalogue.enter(session, site, _articles(session, ids), records)
    with look() as session:
        own = [
            indexes.row_of(press.site, page, number) for page in pages_of(session, press, touched)
        ]
        own += indexes.sitemap_pages(session, press, touched.dated, number)
        numbers = [place - 1 for place in touched.numbers[catalogue.ARCHIVE]]
        found, is_partial = indexes.search_pages(session, press, numbers, number)
    return own + found, is_partial


def _articles(session: Session, ids: Collection[str]) -> Sequence[Article]:
    return session.scalars(select(Article).where(Article.id.in_(ids))).all()


def put_fixed_pages(site: str) -> None:
    """Style sheets, icons, error pages: written once per process and look of the site."""
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
    """Put the site's own waiting pages on storage. Raises what the first failure was, having put
    the others there: what is left is taken up by the next build.
    """
    for kinds in _ORDER:
        while rows := _waiting(site, kinds):
            answers = ship_all(rows)
            with transaction() as session:
                pages.uploaded(
                    session,
                    [
                        (row, etag)
                        for row, etag in zip(rows, answers, strict=True)
                        if _is_etag(etag)
                    ],
                )
            for answer in answers:
                if isinstance(answer, Failure):
                    raise answer.error


def _waiting(site: str, kinds: Sequence[str]) -> Sequence[PageRow]:
    with look() as session:
        return pages.waiting(session, site, kinds, _PAGES)


def _is_etag(answer: object) -> bool:
    return isinstance(answer, str)
