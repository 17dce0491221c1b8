"""The JSON models of the API's responses."""

from __future__ import annotations

import hashlib
from datetime import datetime

from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlalchemy.orm import Session, load_only

from matbaa.pages.paths import url
from matbaa.settings import get_settings
from models import Article, Revision


class Links(BaseModel):
    """URLs to follow the article."""

    self: str
    events: str = Field(description="Server-sent events about this article.")


class Accepted(BaseModel):
    """The receipt of a submission."""

    id: str
    revision: int
    status: str = Field(description="`accepted`, `duplicate` or `superseded`.")
    key: str = Field(description="Key of the receipt.")
    reason: str | None = None
    links: Links


class RevisionShown(BaseModel):
    """One version of an article and its state."""

    revision: int
    state: str
    lane: str
    attempts: int
    error: str | None
    received: datetime
    state_at: datetime
    published_at: datetime | None


class Shown(BaseModel):
    """An article."""

    id: str
    site: str
    status: str = Field(description="State of the newest revision.")
    revision: int = Field(description="The newest revision.")
    published_revision: int = Field(description="The revision that readers see; 0 if none yet.")
    live: bool
    title: str | None
    url: str | None = Field(description="URL of the page, once readers can open it.")
    etag: str
    revisions: list[RevisionShown] = Field(description="The newest 50, newest first.")


def shown(session: Session, article_id: str) -> Shown | None:
    """The article with this id, or None."""
    article = session.get(Article, article_id)
    if article is None:
        return None
    revisions = session.scalars(
        select(Revision)
        .where(Revision.article_id == article_id)
        .options(load_only(*_READ))
        .order_by(Revision.rev.desc())
        .limit(50)
    ).all()
    head = next((each for each in revisions if each.rev == article.head_rev), None)
    versions = [(each.rev, each.state, each.attempts) for each in revisions]
    said = f"{article.published_rev} {article.live} {versions}"
    return Shown(
        id=article.id,
        site=article.site,
        status=head.state.value if head else "dead",
        revision=article.head_rev,
        published_revision=article.published_rev,
        live=article.live,
        title=article.title,
        url=_url(article),
        etag=hashlib.sha256(said.encode()).hexdigest()[:20],
        revisions=[_revision(each) for each in revisions],
    )


_READ = (
    Revision.rev,
    Revision.state,
    Revision.lane,
    Revision.attempts,
    Revision.error,
    Revision.created_at,
    Revision.state_at,
    Revision.published_at,
)


def _revision(revision: Revision) -> RevisionShown:
    return RevisionShown(
        revision=revision.rev,
        state=revision.state.value,
        lane=revision.lane.value,
        attempts=revision.attempts,
        error=revision.error,
        received=revision.created_at,
        state_at=revision.state_at,
        published_at=revision.published_at,
    )


def _url(article: Article) -> str | None:
    if not (article.live and article.path):
        return None
    return url(get_settings().site(article.site), article.path)
