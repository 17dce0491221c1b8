"""Lists of articles, newest first, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

import orjson
from sqlalchemy import ColumnElement, FromClause, Select, case, func, select
from sqlalchemy import Row as SqlRow
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from matbaa.settings import get_settings
from models.article import Article
from models.headline import HeadlineWord
from models.queries.cursors import beyond, cursor
from models.queries.headlines import newest
from models.revision import Revision
from models.states import Lane, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which articles; what is None does not matter.

    `section`, `language` and `headline` are known of articles that were published once.
    """

    state: State | None = None
    #: True: readers see it; False: it was taken down.
    live: bool | None = None
    site: str | None = None
    section: str | None = None
    language: str | None = None
    source: str | None = None
    #: Submitted at or after, and before.
    since: datetime | None = None
    until: datetime | None = None
    #: Words of the headline, however they are spelled; the last one may be a beginning.
    headline: str = ""
    #: How the id begins.
    id_prefix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An article with the revision that tells where it stands."""

    id: str
    site: str
    rev: int
    state: State
    lane: Lane
    #: Of the published revision, else of this one as far as it is known.
    title: str | None
    #: Directory of its page, relative to the site's root.
    path: str | None
    language: str | None
    section: str | None
    source: str | None
    live: bool
    published_rev: int
    attempts: int
    #: Why it does not go on, of the last attempt.
    reason: str | None
    #: Submitted at.
    created: datetime
    #: Came to its present state at.
    updated: datetime
    #: Embargo.
    publish_at: datetime | None
    next_attempt_at: datetime | None

    @property
    def status(self) -> str:
        """Its state in a word for people: a published takedown is `withdrawn`."""
        if self.state is State.PUBLISHED and self.rev == self.published_rev and not self.live:
            return "withdrawn"
        return self.state.value


class _Order(NamedTuple):
    """What a list is ordered by, descending: a time, and what tells apart rows of the same."""

    moment: InstrumentedAttribute[Any]
    tie: InstrumentedAttribute[Any]


_SUBMITTED = _Order(Revision.created_at, Revision.id)
_CHANGED = _Order(Revision.state_at, Revision.id)
_NAMED = _Order(Article.created_at, Article.id)
_DATED = _Order(Article.dated_at, Article.id)
_FOUND = _Order(HeadlineWord.dated_at, HeadlineWord.article_id)
#: Headlines that other filters are applied to, the newest ones that have all the words.
_MOST_FOUND = 2_000


def list_articles(
    session: Session, filter: Filter, *, after: str | None = None, limit: int = 50
) -> tuple[list[Row], str | None]:
    """Up to `limit` articles, and the cursor of the next page, None on the last one.

    Ordered by when they came to the state asked for, by their date where a section, a language or
    words of the headline are asked for, by when they were submitted where days are, or nothing.
    Raises Rejected for an `after` that is no cursor.
    """
    is_large = session.get_bind().dialect.name == "postgresql"
    found = session.execute(statement(filter, after=after, limit=limit, is_large=is_large)).all()
    rows = [_row(each) for each in found[:limit]]
    if len(found) <= limit:
        return rows, None
    last = found[limit - 1]
    return rows, cursor(last.moment, last.tie)


def statement(
    filter: Filter, *, after: str | None = None, limit: int = 50, is_large: bool = False
) -> Select[Any]:
    """The statement of `list_articles`, to look at its plan."""
    order = _order(filter)
    moment: ColumnElement[Any] = order.moment
    tie: ColumnElement[Any] = order.tie
    source: FromClause = Article.__table__
    further = [beyond(after, order.moment, order.tie)] if after else []
    if order is _FOUND:
        # The keys are sorted before anything else is read.
        is_all = replace(filter, site=None) == Filter(headline=filter.headline)
        most = limit + 1 if is_all else _MOST_FOUND
        least = limit + 1 if is_large else None
        keys = newest(filter.headline, *further, limit=most, least=least).subquery()
        moment, tie, further = keys.c.dated_at, keys.c.article_id, []
        source = keys.join(Article, Article.id == keys.c.article_id)
    return (
        select(*_COLUMNS, moment.label("moment"), tie.label("tie"))
        .select_from(source)
        .join(Revision, _shown_revision(filter))
        .where(*_conditions(filter, order), *further)
        .order_by(moment.desc(), tie.desc())
        .limit(limit + 1)
    )


_COLUMNS = (
    Article.id,
    Article.site,
    Revision.rev,
    Revision.state,
    Revision.lane,
    Article.title,
    func.coalesce(Article.path, Revision.path).label("path"),
    Article.language,
    Article.section,
    Revision.source,
    Article.live,
    Article.published_rev,
    Revision.attempts,
    Revision.error.label("reason"),
    Revision.created_at.label("created"),
    Revision.state_at.label("updated"),
    Revision.publish_at,
    Revision.next_attempt_at,
    # Large, and needed only where the article has no title of its own yet.
    case((Article.title.is_(None), func.coalesce(Revision.story, Revision.submission))).label(
        "kept"
    ),
)


def _order(filter: Filter) -> _Order:
    if filter.headline:
        return _FOUND
    if filter.id_prefix:
        return _NAMED
    if filter.since or filter.until:
        return _SUBMITTED  # in any other order these times would be looked for row by row
    if filter.section or filter.language or filter.live is not None:
        return _DATED
    return _CHANGED if filter.state else _SUBMITTED


def _is_of_published(filter: Filter) -> bool:
    """Something is asked for that only the published revision tells."""
    told = filter.section or filter.language or filter.headline or filter.live is not None
    return bool(told) or filter.state is State.PUBLISHED


def _shown_revision(filter: Filter) -> ColumnElement[bool]:
    """Which revision stands for its article."""
    own = Revision.article_id == Article.id
    if _is_of_published(filter):
        return own & (Revision.rev == Article.published_rev)
    if filter.state is State.SUPERSEDED:
        return own
    newer = aliased(Revision)
    is_older = (
        select(newer.id)
        .where(newer.article_id == Revision.article_id, newer.rev > Revision.rev)
        .exists()
    )
    return own & ~is_older


def _conditions(filter: Filter, order: _Order) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    for column, value in (
        (Revision.state, filter.state),
        (Revision.source, filter.source),
        (Article.site, filter.site),
        (Article.section, filter.section),
        (Article.language, filter.language),
        (Article.live, filter.live),
    ):
        if value is not None:
            wanted.append(column == value)
    if order is _DATED and filter.site is None:
        wanted.append(Article.site.in_(get_settings().sites))  # its indexes begin with the site
    if filter.state is None:
        wanted.append(Revision.state != State.SPLIT)  # its parts are the articles
    if filter.since:
        wanted.append(Revision.created_at >= filter.since)
    if filter.until:
        wanted.append(Revision.created_at < filter.until)
    if filter.id_prefix:
        wanted += starts_with(Article.id, filter.id_prefix)
    if filter.live is False:
        wanted.append(Article.published_rev > 0)
    return wanted


def starts_with(column: InstrumentedAttribute[str], prefix: str) -> list[ColumnElement[bool]]:
    """`column` begins with `prefix`, as a range that an index can answer."""
    return [column >= prefix, column < prefix + "\U0010ffff"]


def _row(found: SqlRow[Any]) -> Row:
    said = dict(found._mapping)
    kept = said.pop("kept")
    del said["moment"], said["tie"]
    return Row(**{**said, "title": said["title"] or title_in(kept)})


def title_in(kept: str | None) -> str | None:
    """The headline in a story or a submission as they are kept; None where there is none."""
    try:
        title = orjson.loads(kept or "{}").get("title")
    except (orjson.JSONDecodeError, AttributeError):
        return None
    return title if isinstance(title, str) else None
