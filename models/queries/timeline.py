"""The timeline of one article: its revisions, the audit log, its dead letters and its pages."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models import near_duplicates, pictures
from models.article import Article
from models.dead_letter import DeadLetter
from models.dirty import Dirty
from models.event import PUT_OFF, Event
from models.near_duplicates import Like
from models.notice import Notice
from models.page import PageRow
from models.picture import Picture, PictureUse
from models.queries.letters import Letter
from models.revision import Revision
from models.states import Lane, State, Takedown

#: The most revisions, events and letters that are shown of one article.
_MOST = 200


@dataclass(frozen=True, slots=True)
class Step:
    """A stage that a revision has passed, `seconds` after the one before.

    A step named `put_off` is a failed attempt that was repeated, and `why` is its error.
    """

    name: str
    at: datetime
    seconds: float
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A revision and the steps it has passed."""

    id: int
    rev: int
    state: State
    lane: Lane
    attempts: int
    error: str | None
    source: str | None
    key: str | None
    created: datetime
    state_at: datetime
    publish_at: datetime | None
    next_attempt_at: datetime | None
    takedown: Takedown | None
    notice: str | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """A line of the audit log."""

    id: int
    at: datetime
    article_id: str | None
    rev: int | None
    who: str
    what: str
    why: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A page, and whether storage has its present content."""

    path: str
    kind: str
    rev: int
    #: The HTTP status with which it is served.
    status: int
    location: str | None
    sha256: str
    size: int
    uploaded_at: datetime | None
    etag: str | None
    is_uploaded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Everything that the desk shows of an article."""

    id: str
    site: str
    title: str | None
    path: str | None
    language: str | None
    section: str | None
    head_rev: int
    published_rev: int
    live: bool
    created: datetime
    dated: datetime | None
    expires: datetime | None
    #: Newest first.
    versions: tuple[Version, ...]
    #: Newest first.
    happenings: tuple[Happening, ...]
    letters: tuple[Letter, ...]
    pages: tuple[Standing, ...]
    #: Whether listings, feeds, sitemaps and search show its present state.
    is_listed: bool
    #: The article that its text nearly repeats, and those that nearly repeat its text.
    repeats: Like | None
    repeated_by: tuple[str, ...]
    #: The outlets that still have to be notified of one of its pages.
    untold: frozenset[str] = frozenset()


def timeline(session: Session, article_id: str) -> Timeline | None:
    """The article's timeline, or None if there is no such article."""
    article = session.get(Article, article_id)
    if article is None:
        return None
    behind = session.scalar(
        select(Dirty.id).where(Dirty.site == article.site, Dirty.article_id == article_id).limit(1)
    )
    done = happenings(session, article_id=article_id, limit=_MOST)
    return Timeline(
        id=article.id,
        site=article.site,
        title=article.title,
        path=article.path,
        language=article.language,
        section=article.section,
        head_rev=article.head_rev,
        published_rev=article.published_rev,
        live=article.live,
        created=article.created_at,
        dated=article.dated_at,
        expires=article.expires_at,
        versions=_versions(session, article_id, done),
        happenings=done,
        letters=_letters(session, article_id),
        pages=_pages(session, article_id),
        is_listed=behind is None,
        repeats=near_duplicates.repeats(session, [article_id]).get(article_id),
        repeated_by=tuple(near_duplicates.repeated_by(session, article_id)),
        untold=_untold(session, article.site, article_id),
    )


def _untold(session: Session, site: str, article_id: str) -> frozenset[str]:
    paths = select(PageRow.path).where(PageRow.article_id == article_id)
    waiting = select(Notice.outlet).where(Notice.site == site, Notice.path.in_(paths))
    return frozenset(session.scalars(waiting))


def _versions(session: Session, article_id: str, done: Sequence[Happening]) -> tuple[Version, ...]:
    rows = session.scalars(
        select(Revision)
        .where(Revision.article_id == article_id)
        .order_by(Revision.rev.desc())
        .limit(_MOST)
    )
    failures = [each for each in done if each.what == PUT_OFF]
    return tuple(_version(row, [each for each in failures if each.rev == row.rev]) for row in rows)


def _version(row: Revision, failures: Sequence[Happening]) -> Version:
    return Version(
        id=row.id,
        rev=row.rev,
        state=row.state,
        lane=row.lane,
        attempts=row.attempts,
        error=row.error,
        source=row.source,
        key=row.receipt,
        created=row.created_at,
        state_at=row.state_at,
        publish_at=row.publish_at,
        next_attempt_at=row.next_attempt_at,
        takedown=row.takedown,
        notice=row.notice,
        steps=tuple(_steps(row, failures)),
    )


def _steps(row: Revision, failures: Sequence[Happening]) -> list[Step]:
    stamps = [("accepted", row.created_at)]
    for name in ("ingested", "summarized", "rendered", "published"):
        at = getattr(row, f"{name}_at")
        if at is not None:
            stamps.append((name, at))
    if not row.state.is_open and row.state is not State.PUBLISHED:
        stamps.append((row.state.value, row.state_at))
    before = [stamps[0], *stamps]
    steps = [
        Step(name, at, (at - last[1]).total_seconds())
        for (name, at), last in zip(stamps, before, strict=False)
    ]
    steps += [Step(PUT_OFF, each.at, 0.0, each.why) for each in failures]
    return sorted(steps, key=lambda step: step.at)


def happenings(
    session: Session,
    *,
    article_id: str | None = None,
    who: str | None = None,
    what: str | None = None,
    after: int | None = None,
    limit: int = 50,
) -> tuple[Happening, ...]:
    """Up to `limit` lines of the audit log, newest first, with ids below `after`."""
    query = select(*(getattr(Event, name) for name in Happening.__dataclass_fields__))
    for column, value in ((Event.article_id, article_id), (Event.who, who), (Event.what, what)):
        if value is not None:
            query = query.where(column == value)
    if after is not None:
        query = query.where(Event.id < after)
    rows = session.execute(query.order_by(Event.id.desc()).limit(limit))
    return tuple(Happening(**row._mapping) for row in rows)


def _letters(session: Session, article_id: str) -> tuple[Letter, ...]:
    columns = [getattr(DeadLetter, name) for name in Letter.__dataclass_fields__]
    rows = session.execute(
        select(*columns)
        .where(DeadLetter.article_id == article_id)
        .order_by(DeadLetter.id.desc())
        .limit(_MOST)
    )
    return tuple(Letter(**row._mapping) for row in rows)


def _pages(session: Session, article_id: str) -> tuple[Standing, ...]:
    return _standings(session, PageRow.article_id == article_id)


def pictures_of(session: Session, article_id: str) -> list[str]:
    """The paths on storage of the renditions of all pictures that an article shows."""
    rows = session.scalars(
        select(Picture)
        .join(PictureUse, (PictureUse.site == Picture.site) & (PictureUse.source == Picture.source))
        .where(PictureUse.article_id == article_id)
    )
    return sorted(size.path for row in rows for size in pictures.sizes_of(row))


def pages_at(session: Session, site: str, paths: Collection[str]) -> tuple[Standing, ...]:
    """The pages of a site at these paths."""
    return _standings(session, PageRow.site == site, PageRow.path.in_(paths)) if paths else ()


def _standings(session: Session, *conditions: ColumnElement[bool]) -> tuple[Standing, ...]:
    rows = session.scalars(select(PageRow).where(*conditions).order_by(PageRow.path))
    return tuple(
        Standing(
            path=row.path,
            kind=row.kind,
            rev=row.rev,
            status=row.status,
            location=row.location,
            sha256=row.sha256,
            size=row.size,
            uploaded_at=row.uploaded_at,
            etag=row.etag,
            is_uploaded=row.uploaded_sha256 == row.sha256,
        )
        for row in rows
    )
