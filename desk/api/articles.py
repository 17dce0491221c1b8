"""`/v1/articles`: submit, replace and read articles."""

from __future__ import annotations

import time
import uuid
from functools import lru_cache
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Header, Path, Request, Response
from starlette.concurrency import run_in_threadpool

from desk.access import Editor, Person, Reader
from desk.api import bodies, shapes
from desk.problems import ProblemError, documented, of_rejection
from matbaa.errors import Rejected
from matbaa.settings import get_settings
from models import Lane
from models.backlog import count_open
from models.entry import Answer
from models.receipt import Clash, ReceiptStatus
from models.session import look
from tasks.reception import entry_of, receive

router = APIRouter(prefix="/v1", tags=["articles"])

#: A JSON Schema pattern for texts without control characters.
_NO_CONTROLS = r"^[^\x00-\x1f\x7f]*$"
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        max_length=255,
        json_schema_extra={"pattern": _NO_CONTROLS},
        description="A key of your choice, new for each submission. A submission repeated with its "
        "key changes nothing and is answered `duplicate`, for as long as the receipt is kept.",
    ),
]
ArticleId = Annotated[
    str,
    Path(
        min_length=1,
        max_length=255,
        pattern=_NO_CONTROLS,
        description="Your id of the article, URL-encoded.",
    ),
]
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "An article: our own JSON, a ninjs item, a CloudEvent around either, or a "
        "document of another format.",
        "content": {
            "application/json": {
                "schema": {
                    "anyOf": [
                        {"$ref": "#/components/schemas/Submission"},
                        {"$ref": "#/components/schemas/Envelope"},
                    ]
                }
            },
            "application/cloudevents+json": {"schema": {"type": "object"}},
            # Without a schema, as OpenAPI 3.1 describes bodies that are not JSON: any text will do.
            **{name: {} for name in bodies.DOCUMENTS},
        },
    }
}
_PROBLEMS = documented(400, 401, 403, 409, 413, 415, 422, 429, 503)


@router.post(
    "/articles", status_code=202, responses=_PROBLEMS, openapi_extra=_BODY, summary="Submit"
)
async def submit(
    request: Request,
    response: Response,
    person: Editor,
    key: Key = None,
    lane: Lane = Lane.NEWS,
) -> shapes.Accepted:
    """Submit an article. Once answered, it is safely stored; follow it at `Location`."""
    payload = await bodies.read_payload(request)
    return await _take_in(response, payload, person, key, lane)


@router.put(
    "/articles/{id:path}",
    status_code=202,
    responses=documented(404) | _PROBLEMS,
    openapi_extra=_BODY,
    summary="Submit or replace",
)
async def replace(
    request: Request,
    response: Response,
    person: Editor,
    id: ArticleId,
    key: Key = None,
    lane: Lane = Lane.NEWS,
) -> shapes.Accepted:
    """Submit a version of this article. The same content again changes nothing."""
    payload = await bodies.read_payload(request)
    return await _take_in(response, bodies.with_id(payload, id), person, key, lane)


async def _take_in(
    response: Response, payload: bytes, person: Person, key: str | None, lane: Lane
) -> shapes.Accepted:
    answer = await run_in_threadpool(_received, payload, person, key, lane)
    location = f"/v1/articles/{quote(answer.article_id or '', safe='')}"
    response.headers["Location"] = location
    response.headers["Retry-After"] = "1"
    return shapes.Accepted(
        id=answer.article_id or "",
        revision=answer.rev or 0,
        status=answer.status.value,
        key=answer.key,
        reason=answer.reason,
        links=shapes.Links(self=location, events=f"{location}/events"),
    )


def _received(payload: bytes, person: Person, key: str | None, lane: Lane) -> Answer:
    _check_room(lane)
    entry = entry_of(payload, key=_key(key), source=person.name, lane=lane)
    if isinstance(entry.outcome, Rejected):
        raise of_rejection(entry.outcome)
    (answer,) = receive([entry])
    if answer.status is ReceiptStatus.REJECTED:
        raise ProblemError(
            422 if answer.conflict is Clash.KEY else 409, answer.reason or "rejected"
        )
    return answer


def _key(given: str | None) -> str:
    """The idempotency key without the quotes of a structured header field, or a new one."""
    key = (given or "").strip()
    if len(key) > 1 and key[0] == key[-1] == '"':
        key = key[1:-1]
    if any(ord(char) < 32 or ord(char) == 127 for char in key):
        raise ProblemError(400, "Idempotency-Key: control characters are not allowed")
    return key or uuid.uuid4().hex


def _check_room(lane: Lane) -> None:
    """Raise ProblemError 429 while the backlog is so large that the intake pauses as well."""
    most = get_settings().max_open_revisions * (2 if lane is Lane.NEWS else 1)
    if _open_now(int(time.monotonic() / 2)) >= most:
        raise ProblemError(
            429, "too many articles are in progress; try again later", headers={"Retry-After": "10"}
        )


@lru_cache(maxsize=1)
def _open_now(_two_seconds: int) -> int:
    with look() as session:
        return count_open(session, most=2 * get_settings().max_open_revisions)


@router.get(
    "/articles/{id:path}",
    response_model=shapes.Shown,
    responses=documented(401, 404, 422, 429, 503) | {304: {"description": "Unchanged"}},
    summary="Get the state of an article",
)
def show(
    response: Response,
    _person: Reader,
    id: ArticleId,
    known: Annotated[str, Header(alias="If-None-Match", description="An earlier `ETag`.")] = "",
) -> shapes.Shown | Response:
    """The article, its revisions, and the URL of its page."""
    with look() as session:
        shown = shapes.shown(session, id)
    if shown is None:
        raise ProblemError(404, f"there is no article {id!r}")
    response.headers["ETag"] = f'"{shown.etag}"'
    response.headers["Cache-Control"] = "private, no-cache"
    if shown.etag in known or known.strip() == "*":
        return Response(status_code=304, headers=response.headers)
    return shown
