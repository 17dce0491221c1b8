"""The page of the audit log: who did what, when and why."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from desk.access import ReaderHere
from desk.rendering import page
from models.queries.timeline import happenings
from models.session import look

router = APIRouter(include_in_schema=False)
_A_PAGE = 50
#: The acts and incidents by which the log can be filtered.
ACTS = (
    "correct",
    "discard",
    "edit",
    "expire",
    "failed",
    "kill",
    "near_duplicate",
    "picture",
    "put_off",
    "rename",
    "republish",
    "restore",
    "retract",
    "retry",
    "roll_back",
    "schedule",
    "withhold",
)


@router.get("/log")
def log(
    request: Request, person: ReaderHere, who: str = "", what: str = "", after: int | None = None
) -> Response:
    """A page of the log, newest first."""
    with look() as session:
        found = happenings(
            session,
            who=who.strip() or None,
            what=what.strip() or None,
            after=after,
            limit=_A_PAGE + 1,
        )
    events = found[:_A_PAGE]
    return page(
        request,
        "log.html",
        person,
        events=events,
        acts=ACTS,
        more=events[-1].id if len(found) > _A_PAGE else None,
        asked={"who": who, "what": what},
        after=after,
    )
