"""The page of what runs the pipeline: services, workers, queues, lanes and producers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from fastapi import APIRouter, Request
from starlette.responses import Response

from desk.access import ReaderHere
from desk.figures import Figures
from desk.rendering import page
from matbaa.errors import ServiceUnavailable

Value = TypeVar("Value")
router = APIRouter(include_in_schema=False)


@router.get("/machinery")
def machinery(request: Request, person: ReaderHere) -> Response:
    """What answers, and which producers have gone quiet. Workers are asked in the background."""
    figures: Figures = request.app.state.figures
    return page(
        request,
        "machinery.html",
        person,
        probes=figures.services.soon(),
        machinery=figures.machinery.soon(),
        age=figures.machinery.age,
        sources=_known(figures.sources.now),
        standing=_known(figures.standing.now),
    )


def _known(make: Callable[[], Value]) -> Value | None:
    """The value, or None while the database is unavailable: the page shows the rest anyway."""
    try:
        return make()
    except ServiceUnavailable:
        return None
