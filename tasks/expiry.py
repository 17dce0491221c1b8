"""Takes articles down at the expiry time that their producer gave."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from sqlalchemy import insert, select, update

from models import Article, Dirty, Event, Revision, pages
from models.base import db_now
from models.session import look, transaction
from tasks import notices
from tasks.pipeline import Failure
from tasks.queues import Queue, send
from tasks.remains import Standing, standing
from tasks.render import entry_as_printed, print_revision
from tasks.shipping import Overtaken, ship_all

log = structlog.get_logger(__name__)

#: The most articles that one call takes down; the next call takes the others.
_MOST = 200


def expire() -> int:
    """Take down the articles that have expired, and return how many.

    Their pages are replaced under the revision that readers see, so that a newer revision in the
    pipeline is not affected. Repeating it changes nothing. A page that storage does not accept now
    is taken down by the next call.
    """
    with look() as session:
        due = session.execute(
            select(Article, Revision)
            .join(
                Revision,
                (Revision.article_id == Article.id) & (Revision.rev == Article.published_rev),
            )
            .where(Article.expires_at <= db_now())
            .order_by(Article.expires_at)
            .limit(_MOST)
        ).all()
        found = standing(session, [row.Article.id for row in due])
    done = [_take_down(article, revision, found[article.id]) for article, revision in due]
    for site in {article.site for (article, _), is_down in zip(due, done, strict=True) if is_down}:
        send("matbaa.site", site, queue=Queue.SITE)
    return sum(done)


def _take_down(article: Article, revision: Revision, before: Sequence[Standing]) -> bool:
    entry = entry_as_printed(article, revision)
    printed = print_revision(article, revision, entry, before, for_readers=False)
    with transaction() as session:
        pages.put(session, printed.pages)
        rows = pages.waiting_for(session, [(article.id, revision.rev)])
    answers = ship_all(rows)
    failures = [each for each in answers if isinstance(each, Failure)]
    if any(not isinstance(failure.error, Overtaken) for failure in failures):
        log.warning("expiry_waits", article=article.id, reason=str(failures[0].error))
        return False
    shipped = zip(rows, answers, strict=True)
    with transaction() as session:
        there = [(row, etag) for row, etag in shipped if isinstance(etag, str)]
        pages.uploaded(session, there)
        notices.note(session, (row for row, _etag in there))
        taken = session.scalar(
            update(Article)
            .where(
                Article.id == article.id,
                Article.published_rev == revision.rev,
                Article.expires_at <= db_now(),
            )
            .values(live=False, expires_at=None)
            .returning(Article.id)
            .execution_options(synchronize_session=False)
        )
        if taken is None:
            return False
        about = {"article_id": article.id}
        session.execute(insert(Dirty).values(site=article.site, at=db_now(), **about))
        said = {"who": "pipeline", "what": "expire", "why": "expired (expire_at has passed)"}
        session.execute(insert(Event).values(at=db_now(), rev=revision.rev, **about, **said))
    return True
