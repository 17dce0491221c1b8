"""The board: an overview of the pipeline that can be read from across the room."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from desk import charts
from desk.access import ReaderHere
from desk.figures import Figures, Standing
from desk.rendering import page
from models import Lane, outage
from models.queries import Filter, list_articles
from models.session import look
from models.states import states_in_use

router = APIRouter(include_in_schema=False)
_LATELY = 12


@router.get("/")
def board(request: Request, person: ReaderHere) -> Response:
    """The progress of articles from received to live, and what is in the way."""
    figures: Figures = request.app.state.figures
    standing = figures.standing.now()
    with look() as session:
        lately, _more = list_articles(session, Filter(), limit=_LATELY)
        away = outage.away(session)
    silent = (name for name, it in (figures.services.soon() or {}).items() if not it.ok)
    return page(
        request,
        "board.html",
        person,
        standing=standing,
        states=states_in_use(),
        lanes=list(Lane),
        lately=lately,
        groups=figures.groups.now()[:5],
        quiet=[each for each in figures.sources.soon() or [] if each.is_quiet][:5],
        broken=sorted({*silent, *away}),
        **_charts(standing),
    )


def _charts(standing: Standing) -> dict[str, Any]:
    minutes = standing.minutes
    slowest = charts.top_of_seconds(max((each.longest or 0.0 for each in minutes), default=0.0))
    busiest = max((each.published for each in minutes), default=0)
    most = charts.top_of_counts(busiest)
    return {
        "chart_width": charts.WIDTH,
        "chart_height": charts.HEIGHT,
        "rate": charts.bars([each.published for each in minutes], most),
        "busiest": busiest,
        "most": most,
        "times": [
            (name, charts.bars([getattr(each, name) for each in minutes], slowest))
            for name in ("longest", "p95", "p50")
        ],
        "slowest": slowest,
    }
