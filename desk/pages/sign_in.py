"""Signing in and out, and how a reader wants the desk to look."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from desk.access import (
    SESSION_COOKIE,
    Form,
    Role,
    is_open,
    new_session,
    person_of,
    role_of_token,
)
from desk.rendering import LANGUAGE_COOKIE, SCHEME_COOKIE, SCHEMES, page
from desk.translations import LANGUAGES
from matbaa.settings import get_settings

router = APIRouter(include_in_schema=False)
_A_YEAR = 31_536_000


@router.get("/sign-in")
def ask(request: Request, next: str = "/") -> Response:
    """The form."""
    if person_of(request) is not None:
        return RedirectResponse(own_path(next), 303)
    return _form(request, next)


def _form(request: Request, next: str, *, wrong: bool = False) -> Response:
    return page(
        request,
        "sign_in.html",
        None,
        status=401 if wrong else 200,
        next=own_path(next),
        wrong=wrong,
        oidc=bool(get_settings().desk_oidc_issuer),
    )


@router.post("/sign-in")
async def sign_in(request: Request) -> Response:
    """Start a session for who knows a token."""
    form = await request.form(max_part_size=10_000)
    next_path = own_path(str(form.get("next", "/")))
    role = role_of_token(str(form.get("password", "")), get_settings())
    if role is None:
        return _form(request, next_path, wrong=True)
    name = " ".join(str(form.get("name", "")).split())[:80]
    return begin_session(request, name or role.word, role, next_path)


def begin_session(request: Request, name: str, role: Role, next_path: str) -> Response:
    """Answer with a session's cookie, on the way to `next_path`."""
    settings = get_settings()
    answer = RedirectResponse(next_path, 303)
    answer.set_cookie(
        SESSION_COOKIE,
        new_session(name, role, settings),
        max_age=int(settings.desk_session_hours * 3_600),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return answer


@router.post("/sign-out")
def sign_out(_form: Form) -> Response:
    """End the session."""
    answer = RedirectResponse("/" if is_open(get_settings()) else "/sign-in", 303)
    answer.delete_cookie(SESSION_COOKIE)
    return answer


@router.post("/preferences")
async def prefer(request: Request) -> Response:
    """Keep the language and the colours that somebody wants, signed in or not."""
    form = await request.form(max_part_size=10_000)
    answer = RedirectResponse(own_path(str(form.get("next", "/"))), 303)
    wanted = {LANGUAGE_COOKIE: LANGUAGES, SCHEME_COOKIE: SCHEMES}
    for cookie, field in ((LANGUAGE_COOKIE, "language"), (SCHEME_COOKIE, "scheme")):
        value = str(form.get(field, ""))
        if value in wanted[cookie]:
            answer.set_cookie(cookie, value, max_age=_A_YEAR, samesite="lax", httponly=True)
    return answer


def own_path(path: str) -> str:
    r"""The path if it leads to a page of ours: `//host` and `/\host` lead elsewhere."""
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if is_ours and not any(ord(char) < 32 for char in path) else "/"
