"""The list of articles, with search and filters, which are all part of the URL."""

from __future__ import annotations

from datetime import datetime, timedelta

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from desk.access import ReaderHere
from desk.rendering import page
from matbaa.settings import get_settings
from models import State
from models.articles import exists
from models.queries import Filter, Row, list_articles
from models.session import look

router = APIRouter(include_in_schema=False)
_A_PAGE = 50


@router.get("/articles")
def articles(
    request: Request,
    person: ReaderHere,
    q: str = "",
    state: str = "",
    section: str = "",
    language: str = "",
    source: str = "",
    since: str = "",
    until: str = "",
    site: str = "",
    after: str = "",
) -> Response:
    """A page of the list. `q` is an id, the beginning of one, or words of a headline."""
    q = q.strip()
    if q and exists(q):
        return RedirectResponse(str(request.url_for("article", id=q).path), 303)
    asked = {
        "q": q,
        "state": state,
        "section": section,
        "language": language,
        "source": source,
        "since": since,
        "until": until,
        "site": site,
    }
    rows, more = _found(_wanted(**asked), q, after)
    return page(
        request,
        "articles.html",
        person,
        rows=rows,
        more=more,
        asked=asked,
        after=after,
        sites=get_settings().sites,
        states=[*(each.value for each in State), "live", "withdrawn"],
    )


def _wanted(
    *,
    q: str,
    state: str,
    section: str,
    language: str,
    source: str,
    since: str,
    until: str,
    site: str,
) -> Filter:
    return Filter(
        headline=q,
        state=State(state) if state in list(State) else None,
        live={"live": True, "withdrawn": False}.get(state),
        section=section.strip() or None,
        language=language.strip() or None,
        source=source.strip() or None,
        site=_site(site),
        since=_day(since),
        until=_day(until, days=1),
    )


def _site(asked: str) -> str | None:
    """The site to filter by; if there is only one, that one, so that its indexes can be used."""
    sites = get_settings().sites
    return next(iter(sites)) if len(sites) == 1 else asked if asked in sites else None


def _found(wanted: Filter, q: str, after: str) -> tuple[list[Row], str | None]:
    """Search by headline; if no headline has the words, by the beginning of the id."""
    with look() as session:
        rows, more = list_articles(session, wanted, after=after or None, limit=_A_PAGE)
        if q and not rows and not after:
            by_id = Filter(id_prefix=q)
            return list_articles(session, by_id, limit=_A_PAGE)[0], None
    return rows, more


def _day(text: str, days: int = 0) -> datetime | None:
    """The start of a day, `days` later, in the site's time zone; None if it is not a date."""
    try:
        day = datetime.fromisoformat(text)
    except ValueError:
        return None
    return day.replace(tzinfo=day.tzinfo or get_settings().site().zone) + timedelta(days=days)
