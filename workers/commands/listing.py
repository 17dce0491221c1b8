"""`matbaa list`: articles, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from matbaa.commands import console
from workers.commands import options, press, tables

if TYPE_CHECKING:
    from models.queries import Filter, Row

_PAGE = 200


def list_articles(
    state: options.State = None,
    site: options.Site = None,
    section: options.Section = None,
    language: options.Language = None,
    source: options.Source = None,
    since: options.Since = None,
    until: options.Until = None,
    search: options.Search = "",
    limit: Annotated[int, typer.Option(min=1, help="Greatest number to list.")] = 50,
    as_json: options.Lines = False,
) -> None:
    """List articles, newest first."""
    wanted = options.article_filter(
        state,
        site=site,
        section=section,
        language=language,
        source=source,
        since=since,
        until=until,
        search=search,
    )
    rows = found(wanted, most=limit)
    if as_json:
        for row in rows:
            console.fact_json(as_line(row))
        return
    headers = ("id", "rev", "status", "updated", "title", "reason")
    tables.show(headers, (_cells(row) for row in rows))


def found(filter: Filter, *, most: int) -> Iterator[Row]:
    """Up to `most` articles, fetched a page at a time."""
    from models.queries import list_articles as query
    from models.session import look

    after: str | None = None
    while most > 0:
        with look() as session:
            rows, after = query(session, filter, after=after, limit=min(most, _PAGE))
        yield from rows
        most -= len(rows)
        if after is None:
            return


def as_line(row: Row) -> dict[str, Any]:
    """An article as an object of the JSON output."""
    return {
        "id": row.id,
        "revision": row.rev,
        "status": row.status,
        "title": row.title,
        "url": press.page_url(row.site, row.path) if row.live else None,
        "updated": tables.iso(row.updated),
        "reason": row.reason,
    }


def _cells(row: Row) -> tuple[object, ...]:
    return row.id, row.rev, row.status, row.updated, row.title, row.reason
