"""Flash messages: a sentence in a cookie that the next page shows once."""

from __future__ import annotations

from urllib.parse import quote, unquote

from fastapi import Request
from starlette.responses import RedirectResponse, Response

COOKIE = "matbaa_flash"
KINDS = ("good", "warn", "bad")


def redirect(path: str, text: str, kind: str = "good") -> Response:
    """Redirect to `path`, where `text` is shown once. `kind` is one of KINDS."""
    answer = RedirectResponse(path, 303)
    value = f"{kind}:{quote(text[:600])}"
    answer.set_cookie(COOKIE, value, max_age=60, httponly=True, samesite="lax")
    return answer


def read(request: Request) -> tuple[str, str] | None:
    """The message and its kind, if there is one."""
    kind, _colon, text = request.cookies.get(COOKIE, "").partition(":")
    return (unquote(text), kind) if kind in KINDS and text else None
