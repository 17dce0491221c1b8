"""`/v1/events`: live events about articles, as server-sent events."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from desk.access import Reader
from desk.api.articles import ArticleId
from desk.changes import Changes
from desk.problems import ProblemError, documented
from models import articles

router = APIRouter(prefix="/v1", tags=["events"])

LastId = Annotated[
    str, Header(alias="Last-Event-ID", max_length=255, description="Continue after this event.")
]
_STREAM = {
    200: {
        "description": "Events `article` (a new state) and `act` (audit log); see asyncapi.json",
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    },
    **documented(401, 403, 422, 429),
}


@router.get("/events", responses=_STREAM, response_class=StreamingResponse, summary="All articles")
async def follow_all(request: Request, _person: Reader, last_id: LastId = "") -> StreamingResponse:
    """Live events about all articles, for as long as the connection is open."""
    return _stream(request, last_id)


@router.get(
    "/articles/{id:path}/events",
    responses=_STREAM | documented(404, 503),
    response_class=StreamingResponse,
    summary="One article",
)
async def follow(
    request: Request, _person: Reader, id: ArticleId, last_id: LastId = ""
) -> StreamingResponse:
    """Live events about one article, for as long as the connection is open."""
    if not await run_in_threadpool(articles.exists, id):
        raise ProblemError(404, f"there is no article {id!r}; follow it once it is submitted")
    return _stream(request, last_id, id)


def _stream(request: Request, last_id: str, article_id: str | None = None) -> StreamingResponse:
    changes: Changes = request.app.state.changes
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(
        changes.listen(last_id, article_id), media_type="text/event-stream", headers=headers
    )
