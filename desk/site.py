"""A read-only web server for the published site, straight from storage."""

from __future__ import annotations

import re
from http import HTTPStatus
from urllib.parse import unquote, urlsplit

import brotli
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from matbaa.errors import PermanentError, ServiceUnavailable
from matbaa.pages.paths import base_path
from matbaa.settings import Site, get_settings
from matbaa.storage import Blob, Found, Storage, check_path
from tasks.publications import storage_of

_SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
#: Content types worth compressing; images and fonts are compressed already.
_TEXTS = ("text/", "application/", "image/svg+xml")
#: Smaller bodies are not compressed, as they fit into one packet anyway.
_LEAST_BYTES = 800
#: Denser than gzip at its usual 5 or 6, in the same time (github.com/google/brotli).
_BROTLI_QUALITY = 5


async def livez(_request: Request) -> Response:
    """Answer `ok` while the process is alive."""
    return PlainTextResponse("ok")


async def page(request: Request) -> Response:
    """The object at this address. Directories give their index; moved articles redirect."""
    found = _asked(request.headers.get("Host", ""), unquote(request.url.path))
    if found is None:
        return RedirectResponse(f"{request.url.path}/", HTTPStatus.PERMANENT_REDIRECT)
    storage, path = storage_of(found[0].key), found[1]
    try:
        return await run_in_threadpool(_answer, storage, path, request)
    except ServiceUnavailable:
        busy = {"Retry-After": "5"}
        return PlainTextResponse("The storage does not answer; try again.", 503, headers=busy)


def _asked(host: str, path: str) -> tuple[Site, str] | None:
    """The site that has this address, and the path on it; None if only the final `/` is missing.

    Of the sites on this host, or of all if there is none, it is the one whose base URL has the
    longest path that `path` begins with. If there is none, a proxy has removed that path.
    """
    sites = list(get_settings().sites.values())
    here = [site for site in sites if urlsplit(site.base_url).netloc == host] or sites
    for site in sorted(here, key=lambda site: len(base_path(site)), reverse=True):
        base = unquote(base_path(site))
        if path.startswith(base):
            return site, path.removeprefix(base).lstrip("/")
        if f"{path}/" == base:
            return None
    return here[0], path.lstrip("/")


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
    return _missing(storage, request)


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
    return _packed(blob, status, headers, request)


def _packed(blob: Blob, status: int, headers: dict[str, str], request: Request) -> Response:
    """Compress with brotli if the client accepts it; gzip is left to the middleware."""
    headers |= {"Content-Type": blob.content_type}
    shrinks = len(blob.body) >= _LEAST_BYTES and blob.content_type.startswith(_TEXTS)
    if not shrinks or "br" not in re.split(r"[,\s]+", request.headers.get("Accept-Encoding", "")):
        return Response(blob.body, status, headers)
    headers |= {"Content-Encoding": "br", "Vary": "Accept-Encoding"}
    if etag := headers.get("ETag", ""):
        headers["ETag"] = f"W/{etag.removeprefix('W/')}"  # weak: other bytes, the same page
    return Response(brotli.compress(blob.body, quality=_BROTLI_QUALITY), status, headers)


def _missing(storage: Storage, request: Request) -> Response:
    found = storage.get("404.html")
    if found is None:
        return PlainTextResponse("Not found", HTTPStatus.NOT_FOUND)
    return _packed(found.blob, HTTPStatus.NOT_FOUND, dict(_SECURITY), request)


app = Starlette(
    routes=[Route("/livez", livez), Route("/{path:path}", page, methods=["GET", "HEAD"])],
    middleware=[Middleware(GZipMiddleware, minimum_size=800, compresslevel=5)],
)
