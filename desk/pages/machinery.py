"""The page of what runs the pipeline: services, workers, queues, lanes and producers."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from desk.access import ReaderHere
from desk.figures import Figures
from desk.rendering import page
from models import Lane
from models.states import states_in_use

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
        sources=figures.sources.now(),
        standing=figures.standing.now(),
        states=states_in_use(),
        lanes=list(Lane),
    )
