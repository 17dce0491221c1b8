"""`/problems`: explains each kind of problem; the `type` of a problem leads here."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from desk.access import person_of
from desk.problems import MEANINGS
from desk.rendering import page

router = APIRouter(include_in_schema=False)


@router.get("/problems")
def problems(request: Request) -> Response:
    """The page that explains every kind of problem."""
    return page(request, "problems.html", person_of(request), meanings=MEANINGS)
