"""Fetches the pictures of published articles, outside the pipeline, and takes them down with them.

An article is published first, with the picture addresses that it came with. Once its pictures are
on storage its pages are rendered again. So no article waits for another site's server.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import structlog
from celery import shared_task
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from matbaa import media
from matbaa.errors import Rejected, ServiceUnavailable
from matbaa.pictures import Sized, path_of, source_of, wanted
from matbaa.renditions import ShowsNothing, Variant, variants
from matbaa.settings import get_settings
from matbaa.story import Story
from matbaa.texts import load_story
from matbaa.view import load_surroundings
from models import Article, Event, PageRow, Revision, pages, pictures
from models.base import db_now
from models.pages import Rendered
from models.picture import PictureStatus
from models.pictures import Order
from models.session import look, transaction
from tasks.acts import republish
from tasks.hosts import Hosts
from tasks.outcomes import client
from tasks.pipeline import Failure
from tasks.queues import Queue, send
from tasks.remains import is_for_readers
from tasks.shipping import ship_all

log = structlog.get_logger(__name__)

#: The time for one round of fetching an article's pictures; the rest is left to the next round.
_SECONDS = 60.0
#: A claimed order is free again after so long, since its worker must have died.
_LEASE_SECONDS = 180.0
_ATTEMPTS = 5
_BASE_SECONDS, _CAP_SECONDS = 5.0, 600.0
#: The most orders that are hinted at once.
_MOST = 64

_hosts = Hosts()


@dataclass(slots=True)
class _Round:
    """The outcome of one round of fetching an article's pictures."""

    site: str
    #: Reasons of pictures to be tried again, by address.
    later: dict[str, str] = field(default_factory=dict)
    #: Reasons of pictures that were given up, by address.
    failed: dict[str, str] = field(default_factory=dict)
    over_at: float = field(default_factory=lambda: time.monotonic() + _SECONDS)


def order(session: Session, shown: Sequence[tuple[Article, Revision]]) -> None:
    """Order the pictures of these published revisions, unless their pages already show them."""
    settings = get_settings()
    if not settings.fetch_images:
        return
    for article, revision in shown:
        story = load_story(revision.story or "")
        addresses = wanted(story, settings.images_per_article)
        if not addresses or not is_for_readers(story):
            continue
        printed = load_surroundings(revision.surroundings).pictures
        if set(addresses) - set(printed) or pictures.unsettled(session, article.site, addresses):
            pictures.order(session, [article.id])


def remind() -> None:
    """Send hints for orders that are due."""
    if not get_settings().fetch_images:
        return
    with look() as session:
        ids = pictures.due(session, _MOST)
    if ids and not client(get_settings().redis_url).llen(Queue.PICTURES.value):
        for article_id in ids:
            send("matbaa.pictures", article_id, queue=Queue.PICTURES)


@shared_task(name="matbaa.pictures", ignore_result=True)
def illustrate(article_id: str) -> None:
    """Fetch the missing pictures of an article, and have its pages rendered again with them."""
    with transaction() as session:
        claimed = pictures.claim(session, article_id, _LEASE_SECONDS)
    if claimed is None:
        return
    with look() as session:
        found = _published(session, article_id)
    if found is None:
        _close(claimed, None)
        return
    article, revision, story = found
    addresses = wanted(story, get_settings().images_per_article)
    round_ = _Round(article.site)
    with transaction() as session:
        pictures.use(session, article.site, {article.id: addresses})
        missing = pictures.unsettled(session, article.site, addresses)
    for address in missing:
        _fetch(round_, address, is_last=claimed.attempts >= _ATTEMPTS)
    with look() as session:
        there = pictures.fetched(session, article.site, addresses)
    _close(claimed, round_, rev=revision.rev)
    if there != load_surroundings(revision.surroundings).pictures:
        republish([article.id], who="pipeline", why="its pictures are here", forced=False)


def _published(session: Session, article_id: str) -> tuple[Article, Revision, Story] | None:
    """The article, its published revision and that revision's story; None if it is not live."""
    row = session.execute(
        select(Article, Revision)
        .join(
            Revision, (Revision.article_id == Article.id) & (Revision.rev == Article.published_rev)
        )
        .where(Article.id == article_id, Article.live)
    ).first()
    return None if row is None else (row[0], row[1], load_story(row[1].story or ""))


def _fetch(round_: _Round, address: str, *, is_last: bool) -> None:
    """Fetch one picture and upload its renditions, or record why that failed."""
    try:
        sizes = _put(round_.site, variants(_body(round_, address)))
    except ShowsNothing as error:
        _settle(round_, address, PictureStatus.IGNORED, reason=error.reason)
    except Rejected as error:
        round_.failed[address] = error.reason
        _settle(round_, address, PictureStatus.FAILED, reason=error.reason)
    except ServiceUnavailable as error:
        if is_last:
            round_.failed[address] = str(error)
            _settle(round_, address, PictureStatus.FAILED, reason=str(error))
        else:
            round_.later[address] = str(error)
    else:
        _settle(round_, address, PictureStatus.READY, sizes=sizes)


def _body(round_: _Round, address: str) -> bytes:
    if time.monotonic() > round_.over_at:
        raise ServiceUnavailable("picture", "there was no time left to fetch it")
    with _hosts.asked(address):
        return media.fetch(address, _policy())


def _policy() -> media.Policy:
    settings = get_settings()
    return media.Policy(
        enabled=settings.fetch_images,
        max_bytes=settings.image_max_bytes,
        seconds=settings.image_seconds,
        ports=frozenset(settings.image_ports),
        inside=settings.image_networks,
    )


def _settle(
    round_: _Round,
    address: str,
    status: PictureStatus,
    *,
    sizes: tuple[Sized, ...] = (),
    reason: str | None = None,
) -> None:
    with transaction() as session:
        pictures.settle(session, round_.site, address, status, sizes=sizes, reason=reason)


def _put(site: str, made: Sequence[Variant]) -> tuple[Sized, ...]:
    """Upload renditions by way of page rows.

    Raises the first failure. The rows then wait, and are uploaded with the site's own pages unless
    a later round uploads them.
    """
    rendered = [
        Rendered(site, path_of(one), "picture", one.media_type, one.body, rev=0) for one in made
    ]
    with transaction() as session:
        pages.put(session, rendered)
    paths = [page.path for page in rendered]
    with look() as session:
        here = PageRow.site == site, PageRow.path.in_(paths), PageRow.body.is_not(None)
        rows = session.scalars(select(PageRow).where(*here)).all()
    answers = ship_all(rows)
    shipped = zip(rows, answers, strict=True)
    with transaction() as session:
        pages.uploaded(session, [(row, etag) for row, etag in shipped if isinstance(etag, str)])
    for answer in answers:
        if isinstance(answer, Failure):
            raise answer.error
    return tuple(Sized(path_of(one), one.width, one.height, one.media_type) for one in made)


def _close(claimed: Order, round_: _Round | None, *, rev: int = 0) -> None:
    """Put the order off if pictures are left to try, else end it; record what was given up."""
    with transaction() as session:
        if round_ is not None and round_.later:
            seconds = min(_BASE_SECONDS * 4 ** (claimed.attempts - 1), _CAP_SECONDS)
            pictures.put_off(session, claimed, seconds)
            log.info("pictures_wait", article=claimed.article_id, reasons=round_.later)
        else:
            pictures.fulfil(session, claimed)
        for address, reason in (round_.failed if round_ else {}).items():
            session.execute(
                insert(Event).values(
                    at=db_now(),
                    article_id=claimed.article_id,
                    rev=rev,
                    who="pipeline",
                    what="picture",
                    why=f"{address[:500]}: {reason}",
                )
            )


def fetch_again(site: str, path: str) -> None:
    """Replace a rendition that storage lost or altered: fetch its picture anew.

    If fetching is off, the pages that show it are rendered again with the picture's own address.
    """
    with transaction() as session:
        article_ids = pictures.lose(session, site, path)
        if get_settings().fetch_images:
            pictures.order(session, article_ids)
            return
    republish(
        article_ids, who="auditor", why=f"{path} differs from what was uploaded", forced=False
    )


def retire(session: Session, site: str, article_ids: Collection[str]) -> None:
    """Take down pictures that these articles no longer show, unless other articles show them.

    Their rows become 410 answers, which are uploaded with the site's own pages.
    """
    known = pictures.uses(session, article_ids)
    if not known:
        return
    unused = {each: sources - _shown_by(session, each) for each, sources in known.items()}
    removed = pictures.disuse(session, site, {a: gone for a, gone in unused.items() if gone})
    pages.put(
        session,
        [
            Rendered(site, size.path, "error", "text/plain", b"", rev=0, status=410)
            for picture in removed
            for size in pictures.sizes_of(picture)
        ],
    )


def _shown_by(session: Session, article_id: str) -> set[str]:
    found = _published(session, article_id)
    most = get_settings().images_per_article
    return {source_of(each) for each in wanted(found[2], most)} if found else set()
