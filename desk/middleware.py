"""Middleware for every request: security headers, rate limits, and host and origin checks."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desk.access import SESSION_COOKIE, is_loopback, is_open
from desk.problems import ProblemError, of_fault, response
from matbaa.settings import get_settings

_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
#: Paths of probes and scrapers, which are not rate-limited.
_UNLIMITED = frozenset({"/livez", "/readyz", "/metrics"})
#: Above this many callers, all buckets are reset, to bound memory.
_MOST_CALLERS = 10_000


@dataclass(slots=True)
class Bucket:
    """A leaky bucket that holds one minute's worth of requests."""

    level: float = 0.0
    at: float = field(default_factory=time.monotonic)

    def take(self, per_minute: int) -> float:
        """Admit one request and return 0.0, or return the seconds until there is room for it."""
        now = time.monotonic()
        self.level = max(0.0, self.level - (now - self.at) * per_minute / 60)
        self.at = now
        if self.level + 1 > per_minute:
            return (self.level + 1 - per_minute) * 60 / per_minute
        self.level += 1
        return 0.0


class Guard:
    """ASGI middleware: refuses forbidden requests, and adds security headers to responses."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._buckets: dict[str, Bucket] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in {**_HEADERS, "Content-Security-Policy": _CSP}.items():
                    headers.setdefault(name, value)
            await send(message)

        request = Request(scope, receive)
        try:
            _check_host(request)
            _check_address(request)
            _check_origin(request)
            self._check_rate(request)
        except ProblemError as error:
            await response(request, error)(scope, receive, protected)
            return
        await self._served(request, scope, receive, protected)

    async def _served(self, request: Request, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer an unexpected exception here, with the headers, and raise it for the log."""
        has_begun = False

        async def begun(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, begun)
        except Exception:
            if not has_begun:
                await of_fault(request)(scope, receive, send)
            raise

    def _check_rate(self, request: Request) -> None:
        settings = get_settings()
        if request.url.path in _UNLIMITED:
            return
        caller = _caller(request)
        limits = {caller: settings.desk_requests_per_minute}
        if request.url.path == "/sign-in" and request.method == "POST":
            limits[f"sign-in {_address(request)}"] = settings.desk_sign_ins_per_minute
        for name, per_minute in limits.items():
            if len(self._buckets) > _MOST_CALLERS:
                self._buckets.clear()
            wait = self._buckets.setdefault(name, Bucket()).take(per_minute) if per_minute else 0.0
            if wait:
                after = {"Retry-After": str(int(wait) + 1)}
                raise ProblemError(
                    429,
                    f"too many requests: at most {per_minute} a minute are allowed",
                    headers=after,
                )


def _caller(request: Request) -> str:
    said = request.headers.get("Authorization") or request.cookies.get(SESSION_COOKIE)
    if said:
        return hashlib.sha256(said.encode()).hexdigest()
    return _address(request)


def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"


def _check_host(request: Request) -> None:
    """Refuse unknown host names. Raises ProblemError 400 or 403.

    Otherwise another site could point a name of its own at this address (DNS rebinding).
    """
    settings = get_settings()
    host = urlsplit(f"//{request.headers.get('Host', '')}").hostname or ""
    if settings.desk_hosts and host not in settings.desk_hosts and not is_loopback(host):
        raise ProblemError(
            400, f"{host!r} is not an accepted host name of this desk (MATBAA_DESK_HOSTS)"
        )
    if is_open(settings):
        server = (request.scope.get("server") or ("", None))[0]
        if not (is_loopback(host) and is_loopback(server) and is_loopback(_address(request))):
            raise ProblemError(
                403, "without MATBAA_DESK_TOKEN the desk only answers on loopback addresses"
            )


def _check_address(request: Request) -> None:
    """Refuse NUL characters, which PostgreSQL's texts cannot have. Raises ProblemError 400.

    The API answers for the ids in its paths itself.
    """
    path = request.scope["path"]
    if b"%00" in request.scope["query_string"] or ("\0" in path and not path.startswith("/v1/")):
        raise ProblemError(400, "the address contains a NUL character (%00); remove it")


def _check_origin(request: Request) -> None:
    """Refuse changing requests that a browser sends from another site. Raises ProblemError 403."""
    if request.method in _SAFE or "Authorization" in request.headers:
        return
    if _is_foreign(request.headers):
        raise ProblemError(403, "the request comes from another site")


def _is_foreign(headers: Headers) -> bool:
    fetch_site = headers.get("Sec-Fetch-Site")
    if fetch_site is not None:
        return fetch_site not in ("same-origin", "none")
    origin = headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("Host")
