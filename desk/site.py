"""The published site as a reader gets it, straight from storage, read-only."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from matbaa.errors import PermanentError, ServiceUnavailable
from matbaa.settings import get_settings
from matbaa.storage import Found, Storage, check_path
from tasks.publications import storage_of

_SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


async def livez(_request: Request) -> Response:
    """The process is alive."""
    return PlainTextResponse("ok")


async def page(request: Request) -> Response:
    """The object at this address: directories have an index, moved articles lead on."""
    storage = storage_of(get_settings().site().key)
    path = unquote(request.url.path).lstrip("/")
    try:
        return await run_in_threadpool(_answer, storage, path, request)
    except ServiceUnavailable:
        busy = {"Retry-After": "5"}
        return PlainTextResponse("The storage does not answer; try again.", 503, headers=busy)


def _answer(storage: Storage, path: str, request: Request) -> Response:
    name = f"{path}index.html" if path.endswith("/") or not path else path
    try:
        found = storage.get(check_path(name))
    except PermanentError:
        found = None
    if found is not None:
        return _response(found, request)
    if path and not path.endswith("/") and _is_directory(storage, path):
        return RedirectResponse(f"{request.url.path}/", HTTPStatus.PERMANENT_REDIRECT)
    return _missing(storage)


def _is_directory(storage: Storage, path: str) -> bool:
    try:
        return storage.head(check_path(f"{path}/index.html")) is not None
    except PermanentError:
        return False


def _response(found: Found, request: Request) -> Response:
    blob = found.blob
    status = int(blob.metadata.get("status", "200"))
    headers = {**_SECURITY, "ETag": found.etag}
    if blob.cache_control:
        headers["Cache-Control"] = blob.cache_control
    if location := blob.metadata.get("location"):
        headers["Location"] = location
    if status == 200 and found.etag in request.headers.get("If-None-Match", ""):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return _typed(blob.body, status, headers, blob.content_type)


def _typed(body: bytes, status: int, headers: dict[str, str], content_type: str) -> Response:
    return Response(body, status, {**headers, "Content-Type": content_type})


def _missing(storage: Storage) -> Response:
    found = storage.get("404.html")
    if found is None:
        return PlainTextResponse("Not found", HTTPStatus.NOT_FOUND)
    return _typed(found.blob.body, HTTPStatus.NOT_FOUND, dict(_SECURITY), found.blob.content_type)


app = Starlette(
    routes=[Route("/livez", livez), Route("/{path:path}", page, methods=["GET", "HEAD"])],
    middleware=[Middleware(GZipMiddleware, minimum_size=800, compresslevel=5)],
)
