"""Keeps the news sitemap current: articles leave it after two days, future-dated ones enter it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from matbaa.settings import get_settings
from matbaa.sitemaps import NEWS_AGE
from models import Article, Dirty
from models.base import db_now
from models.session import transaction
from models.tally import TallyMark

#: Seconds between two checks, and so how late the sitemap may be.
_EVERY_SECONDS = 60.0
_MARK = "news-sitemap"


def age_news() -> None:
    """Have a site built again if the passing of time alone has changed its news sitemap."""
    with transaction() as session:
        now: datetime = session.scalars(select(db_now())).one()
        mark = session.get(TallyMark, _MARK, with_for_update=True)
        if mark is None:
            session.add(TallyMark(name=_MARK, at=now))
            return
        if (now - mark.at).total_seconds() < _EVERY_SECONDS:
            return
        for site in get_settings().sites:
            if _is_outdated(session, site, mark.at, now):
                session.add(Dirty(site=site, article_id="", at=db_now()))
        mark.at = now


def _is_outdated(session: Session, site: str, since: datetime, now: datetime) -> bool:
    """Whether an article's date was reached, or turned two days old, between `since` and `now`."""
    date = Article.dated_at
    passed = [and_(date > since - age, date <= now - age) for age in (NEWS_AGE, NEWS_AGE * 0)]
    return (
        session.scalar(
            select(Article.id).where(Article.site == site, Article.live, or_(*passed)).limit(1)
        )
        is not None
    )
