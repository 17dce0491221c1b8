"""Renders a site's pages again when its theme, message catalog or settings have changed."""

from __future__ import annotations

import structlog
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from matbaa.settings import get_settings
from models import OPEN, Article, Design, Dirty, Lane, Revision
from models.base import db_now
from models.rows import add
from models.session import look, transaction
from tasks.acts.printing import print_again
from tasks.publications import press_of

log = structlog.get_logger(__name__)

#: How many articles one round sends back to be rendered, and the number of revisions on the bulk
#: lane at which no round is started: a new design waits for all other work.
_AT_ONCE, _CROWDED = 200, 200


def note_designs() -> None:
    """Compare each site's present design with the one its pages were rendered in.

    Called once at the start of a process. During a rolling upgrade, the host that starts last
    decides.
    """
    for site in get_settings().sites:
        fingerprint = press_of(site).fingerprint
        with transaction() as session:
            known = session.get(Design, site, with_for_update=True)
            if known is None:
                after = "" if _has_pages(session, site) else None
                session.add(Design(site=site, fingerprint=fingerprint, at=db_now(), after=after))
            elif known.fingerprint != fingerprint:
                known.fingerprint, known.at, known.after = fingerprint, db_now(), ""
                log.info("design_changed", site=site)


def _has_pages(session: Session, site: str) -> bool:
    """Whether pages exist that an earlier version rendered without recording the design."""
    printed = select(Article.id).where(Article.site == site, Article.published_rev > 0).limit(1)
    return session.scalar(printed) is not None


def print_on() -> int:
    """Send the next articles of sites with a changed design to be rendered again; return how many.

    They use the bulk lane. Their listings follow, as after any change. Pages whose bytes stay the
    same are not uploaded.
    """
    with look() as session:
        unfinished = session.scalars(select(Design).where(Design.after.is_not(None))).all()
        if not unfinished or _bulk(session) >= _CROWDED:
            return 0
    return sum(_print_on(design) for design in unfinished)


def _bulk(session: Session) -> int:
    waiting = select(Revision.id).where(Revision.state.in_(OPEN), Revision.lane == Lane.BULK)
    return session.scalar(select(func.count()).select_from(waiting.limit(_CROWDED).subquery())) or 0


def _print_on(design: Design) -> int:
    """Send the next articles of one site. Repeating it after a crash changes nothing."""
    with look() as session:
        ids = session.scalars(
            select(Article.id)
            .where(
                Article.site == design.site, Article.published_rev > 0, Article.id > design.after
            )
            .order_by(Article.id)
            .limit(_AT_ONCE)
        ).all()
    print_again(ids)
    is_over = len(ids) < _AT_ONCE
    with transaction() as session:
        session.execute(
            update(Design)
            .where(Design.site == design.site, Design.fingerprint == design.fingerprint)
            .values(after=None if is_over else ids[-1])
        )
        # "" marks pages without articles, due after the last one: the directory, fixed pages etc.
        changed = [*ids, *([""] if is_over else [])]
        rows = [{"site": design.site, "article_id": each} for each in changed]
        add(session, Dirty, rows, stamp="at")
    return len(ids)
