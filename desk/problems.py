"""Error responses as RFC 9457 problems, `application/problem+json`; for people, as pages."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Match

from matbaa.errors import Conflict, PermanentError, Rejected, ServiceUnavailable
from matbaa.remedies import said

log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"

#: The name of each kind of problem, which follows `#` in its `type`; docs/api.md lists them.
_KINDS = {
    400: "bad-request",
    401: "not-signed-in",
    403: "not-allowed",
    404: "not-found",
    405: "method-not-allowed",
    409: "conflict",
    413: "too-large",
    415: "unsupported-media-type",
    422: "invalid",
    429: "too-many",
    503: "unavailable",
}
#: Explanations for people, by kind of problem.
MEANINGS = {
    "bad-request": "The request cannot be understood; `detail` says what is wrong with it.",
    "not-signed-in": "Send `Authorization: Bearer <token>` with a token of this desk.",
    "not-allowed": "The token's role does not allow it, or the request was sent by another site.",
    "not-found": "There is no such article, revision, failure or page.",
    "method-not-allowed": "The address exists, but does not allow this HTTP method.",
    "conflict": "This id and revision were already sent with different content, or the "
    "article belongs to another site. Give the change a higher revision number, or leave it out.",
    "too-large": "The body is larger than MATBAA_MAX_SUBMISSION_BYTES.",
    "unsupported-media-type": "Send JSON, or a document in a supported format.",
    "invalid": "The article cannot be accepted: `errors` has a JSON Pointer to each invalid field. "
    "Or the Idempotency-Key was already used for another submission.",
    "too-many": "Too many requests, or too many articles in progress: "
    "wait for the time in `Retry-After`.",
    "unavailable": "A service does not answer and nothing was stored. Send the request again.",
    "unexpected": "An internal error. The server log has the details, with the number in `detail`. "
    "A submission may be sent again with its Idempotency-Key.",
}


class FieldProblem(BaseModel):
    """What is wrong with one field."""

    pointer: str = Field(description="JSON Pointer to the field, e.g. `/authors/0/name`.")
    detail: str


class Problem(BaseModel):
    """What went wrong, for programs and for people."""

    type: str = Field(description="Stable name of the kind of problem.")
    title: str
    status: int
    detail: str = Field("", description="What happened, and what to do about it.")
    instance: str = ""
    errors: list[FieldProblem] = []


class ProblemError(Exception):
    """Raised to end a request with a problem."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        errors: tuple[FieldProblem, ...] = (),
        headers: Mapping[str, str] | None = None,
        away: str = "",
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors = status, detail, errors
        self.headers = dict(headers or {})
        #: The service that does not answer, if that is the problem.
        self.away = away


def response(request: Request, error: ProblemError) -> Response:
    """The response for `error`: a page for people, else problem JSON."""
    if is_for_people(request):
        return _page(request, error)
    problem = Problem(
        type=f"/problems#{_KINDS.get(error.status, 'unexpected')}",
        title=HTTPStatus(error.status).phrase,
        status=error.status,
        detail=error.detail,
        instance=request.url.path,
        errors=list(error.errors),
    )
    content = problem.model_dump(exclude_defaults=True) | {"status": error.status}
    return JSONResponse(content, error.status, error.headers, MEDIA_TYPE)


def is_for_people(request: Request) -> bool:
    """Whether the client wants an HTML page rather than JSON."""
    wants_page = "text/html" in request.headers.get("Accept", "")
    return wants_page and not request.url.path.startswith("/v1/")


def _page(request: Request, error: ProblemError) -> Response:
    from desk.access import person_of
    from desk.rendering import page

    answer = page(
        request,
        "problem.html",
        person_of(request),
        status=error.status,
        phrase=HTTPStatus(error.status).phrase,
        detail=error.detail,
        away=error.away,
    )
    answer.headers.update(error.headers)
    return answer


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of an operation in OpenAPI, for problems with these statuses."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": schema}},
        }
        for status in statuses
    }


def of_rejection(error: Rejected) -> ProblemError:
    """The problem for a rejected submission: 413 if it is too large, else 422, with its field."""
    too_large = "larger than" in error.reason or "bytes; at most" in error.reason
    at_fault = FieldProblem(pointer=pointer(error.field), detail=error.reason)
    return ProblemError(413 if too_large else 422, str(error), errors=(at_fault,))


def pointer(field: str) -> str:
    """Convert a field's name to a JSON Pointer: `authors[0].name` to `/authors/0/name`."""
    parts = re.findall(r"[^.\[\]]+", field)
    return "".join(f"/{part.replace('~', '~0').replace('/', '~1')}" for part in parts)


def install(app: FastAPI) -> None:
    """Install exception handlers that answer every error of `app` with a problem."""
    app.add_exception_handler(ProblemError, _on_problem)
    app.add_exception_handler(HTTPException, _on_http_error)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(PermanentError, _on_refusal)


async def _on_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)  # noqa: S101 -- what it is installed for
    return response(request, error)


async def _on_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 -- what it is installed for
    detail, headers = error.detail, error.headers
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = _allowed(request)
        detail, headers = f"this address only accepts {allowed}", {"Allow": allowed}
    elif detail == HTTPStatus.NOT_FOUND.phrase:
        detail = "there is nothing at this address; /openapi.json lists the addresses of the API"
    return response(request, ProblemError(error.status_code, detail, headers=headers))


def _allowed(request: Request) -> str:
    """The methods of all routes at this address; the router names only those of the first."""
    known: list[BaseRoute] = request.app.state.routes
    there = [route for route in known if route.matches(request.scope)[0] != Match.NONE]
    methods = {method for route in there for method in getattr(route, "methods", None) or ()}
    methods |= {"HEAD"} if "GET" in methods else set()
    return ", ".join(sorted(methods))


async def _on_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 -- what it is installed for
    errors = tuple(
        FieldProblem(pointer="".join(f"/{part}" for part in each["loc"]), detail=said(each))
        for each in error.errors()
    )
    return response(request, ProblemError(422, "the request is not valid", errors=errors))


def of_outage(request: Request, error: ServiceUnavailable) -> Response:
    """A 503 that names the service which does not answer."""
    after = {"Retry-After": "5"}
    return response(request, ProblemError(503, str(error), headers=after, away=error.service))


async def _on_refusal(request: Request, error: Exception) -> Response:
    if isinstance(error, Rejected):
        return response(request, of_rejection(error))
    return response(request, ProblemError(409 if isinstance(error, Conflict) else 422, str(error)))


def of_fault(request: Request) -> Response:
    """A 500 without details. The log has the same number; the server logs the exception."""
    number = secrets.token_hex(4)
    log.error("fault", number=number, method=request.method, path=request.url.path)
    return response(
        request, ProblemError(500, f"internal error {number}; the server log has the details")
    )
