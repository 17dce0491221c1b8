"""Lists articles with filters, newest first, one page at a time."""

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
    """Selects articles; None means any.

    `section`, `language` and `headline` match only articles that have been published.
    """

    state: State | None = None
    #: True for articles that readers see, False for those that were taken down.
    live: bool | None = None
    site: str | None = None
    section: str | None = None
    language: str | None = None
    source: str | None = None
    #: Submitted at or after `since`, and before `until`.
    since: datetime | None = None
    until: datetime | None = None
    #: Words of the headline, in any spelling variant; the last one may be a prefix.
    headline: str = ""
    #: The beginning of the id.
    id_prefix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An article, with the revision that shows its state."""

    id: str
    site: str
    rev: int
    state: State
    lane: Lane
    #: The title of the published revision, else of this one as far as it is known.
    title: str | None
    #: Directory of its page, relative to the site's root.
    path: str | None
    language: str | None
    section: str | None
    source: str | None
    live: bool
    published_rev: int
    attempts: int
    #: The error of the last attempt, if it does not proceed.
    reason: str | None
    #: When it was submitted.
    created: datetime
    #: When it reached its present state.
    updated: datetime
    #: Its embargo.
    publish_at: datetime | None
    next_attempt_at: datetime | None

    @property
    def status(self) -> str:
        """Its state in one word for people; a published takedown is `withdrawn`."""
        if self.state is State.PUBLISHED and self.rev == self.published_rev and not self.live:
            return "withdrawn"
        return self.state.value


class _Order(NamedTuple):
    """The order of a list, descending: by a time, then by a column that breaks ties."""

    moment: InstrumentedAttribute[Any]
    tie: InstrumentedAttribute[Any]


_SUBMITTED = _Order(Revision.created_at, Revision.id)
_CHANGED = _Order(Revision.state_at, Revision.id)
_NAMED = _Order(Article.created_at, Article.id)
_DATED = _Order(Article.dated_at, Article.id)
_FOUND = _Order(HeadlineWord.dated_at, HeadlineWord.article_id)
#: Other filters are applied to only this many of the newest headlines that have all the words.
_MOST_FOUND = 2_000


def list_articles(
    session: Session, filter: Filter, *, after: str | None = None, limit: int = 50
) -> tuple[list[Row], str | None]:
    """Return up to `limit` articles and the cursor of the next page, or None on the last page.

    The order depends on the first part of the filter that is set: headline words order by the
    article's date, an id prefix by its creation, `since` or `until` by submission, a section, a
    language or `live` by the article's date, a state by when it was reached. Without these, the
    order is by submission. Raises Rejected if `after` is not a cursor.
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
    """The SQL statement of `list_articles`; public so that its query plan can be tested."""
    order = _order(filter)
    moment: ColumnElement[Any] = order.moment
    tie: ColumnElement[Any] = order.tie
    source: FromClause = Article.__table__
    further = [beyond(after, order.moment, order.tie)] if after else []
    if order is _FOUND:
        # A subquery, so that only the keys are sorted, before anything else is read.
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
    # Large, and needed only if the article has no title of its own yet.
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
        return _SUBMITTED  # in any other order these times would be checked row by row
    if filter.section or filter.language or filter.live is not None:
        return _DATED
    return _CHANGED if filter.state else _SUBMITTED


def _is_of_published(filter: Filter) -> bool:
    """Whether the filter needs facts that only the published revision has."""
    told = filter.section or filter.language or filter.headline or filter.live is not None
    return bool(told) or filter.state is State.PUBLISHED


def _shown_revision(filter: Filter) -> ColumnElement[bool]:
    """The join condition that picks the revision shown for each article."""
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
        wanted.append(Revision.state != State.SPLIT)  # its parts are listed instead
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
    """Conditions that `column` begins with `prefix`, as a range that can use an index."""
    return [column >= prefix, column < prefix + "\U0010ffff"]


def _row(found: SqlRow[Any]) -> Row:
    said = dict(found._mapping)
    kept = said.pop("kept")
    del said["moment"], said["tie"]
    return Row(**{**said, "title": said["title"] or title_in(kept)})


def title_in(kept: str | None) -> str | None:
    """The title in the JSON of a stored story or submission; None if it has none."""
    try:
        title = orjson.loads(kept or "{}").get("title")
    except (orjson.JSONDecodeError, AttributeError):
        return None
    return title if isinstance(title, str) else None
