"""A changed theme, catalog or setting of a site reaches every page that shows it."""

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

#: Articles that one round sends back, and how many may be on the bulk lane already: what is
#: printed again for its looks waits for everything else.
_AT_ONCE, _CROWDED = 200, 200


def note_designs() -> None:
    """Compare how each site looks with how its pages were printed, once per start of a process:
    while an upgrade goes from host to host, the last one to start is the one that counts.
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
    """Whether anything was printed before anybody noted how: by a former version."""
    printed = select(Article.id).where(Article.site == site, Article.published_rev > 0).limit(1)
    return session.scalar(printed) is not None


def print_on() -> int:
    """Send the next articles of every site whose looks have changed to be printed again, on the
    bulk lane; their number. Listings follow each of them, as after any change, and what comes out
    the same, byte for byte, is not uploaded.
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
    """Told again after a crash, it sends the same articles once more, which changes nothing."""
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
        # Behind the last one what no article stands on: the directory, empty sections, fixed pages.
        changed = [*ids, *([""] if is_over else [])]
        rows = [{"site": design.site, "article_id": each} for each in changed]
        add(session, Dirty, rows, stamp="at")
    return len(ids)
