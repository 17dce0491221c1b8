"""The board: what is under way, to be read from across the room."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from desk import charts
from desk.access import ReaderHere
from desk.figures import SLOW, STUCK, Figures, Standing
from desk.rendering import page
from models import OPEN, Lane
from models.queries import Filter, list_articles
from models.session import look

router = APIRouter(include_in_schema=False)
_LATELY = 12


@router.get("/")
def board(request: Request, person: ReaderHere) -> Response:
    """How articles move from received to live, and what is in the way."""
    figures: Figures = request.app.state.figures
    standing = figures.standing.now()
    with look() as session:
        lately, _more = list_articles(session, Filter(), limit=_LATELY)
    probes = figures.probes.soon() or {}
    return page(
        request,
        "board.html",
        person,
        standing=standing,
        states=OPEN,
        lanes=list(Lane),
        slow=SLOW,
        stuck=STUCK,
        lately=lately,
        groups=figures.groups.now()[:5],
        quiet=[each for each in figures.sources.soon() or [] if each.is_quiet][:5],
        broken={name: it for name, it in probes.items() if not it.ok},
        **_charts(standing),
    )


def _charts(standing: Standing) -> dict[str, Any]:
    minutes = standing.minutes
    top = max((minute.p95 or 0.0 for minute in minutes), default=0.0)
    return {
        "chart_width": charts.WIDTH,
        "chart_height": charts.HEIGHT,
        "bars": charts.bars([minute.published for minute in minutes]),
        "busiest": max((minute.published for minute in minutes), default=0),
        "p50_line": charts.line([minute.p50 for minute in minutes], top),
        "p95_line": charts.line([minute.p95 for minute in minutes], top),
        "slowest": top,
    }
