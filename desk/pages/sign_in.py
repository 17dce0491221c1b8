"""Signing in and out, and a viewer's preferences: language and colour scheme."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from desk.access import (
    SESSION_COOKIE,
    Form,
    Role,
    is_open,
    new_session,
    own_path,
    person_of,
    read_session,
    role_of_token,
)
from desk.rendering import LANGUAGE_COOKIE, SCHEME_COOKIE, SCHEMES
from desk.translations import LANGUAGES
from desk.unsent import Unsent, ask_to_sign_in, offered, sign_in_form
from matbaa.settings import get_settings

router = APIRouter(include_in_schema=False)
_A_YEAR = 31_536_000


@router.get("/sign-in")
def ask(request: Request, next: str = "/") -> Response:
    """The sign-in form."""
    if person_of(request) is not None:
        return RedirectResponse(own_path(next), 303)
    return ask_to_sign_in(request, next, Unsent())


@router.post("/sign-in")
async def sign_in(request: Request) -> Response:
    """Begin a session if the token is right, and continue with a form that was not sent yet."""
    form = await sign_in_form(request)
    next_path = own_path(str(form.get("next", "/")))
    unsent = Unsent.carried_in(form)
    role = role_of_token(str(form.get("password", "")), get_settings())
    if role is None:
        return ask_to_sign_in(request, next_path, unsent, wrong=True)
    name = " ".join(str(form.get("name", "")).split())[:80]
    return begin_session(request, name or role.word, role, next_path, unsent)


def begin_session(
    request: Request, name: str, role: Role, next_path: str, unsent: Unsent | None = None
) -> Response:
    """Set the session cookie, and redirect to `next_path` or show the form still to be sent."""
    settings = get_settings()
    session = new_session(name, role, settings)
    answer: Response = RedirectResponse(next_path, 303)
    person = read_session(session, settings)
    if unsent and unsent.fields and person:
        answer = offered(request, person, unsent)
    answer.set_cookie(
        SESSION_COOKIE,
        session,
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
    """Store the chosen language and colour scheme in cookies, signed in or not."""
    form = await request.form(max_part_size=10_000)
    answer = RedirectResponse(own_path(str(form.get("next", "/"))), 303)
    wanted = {LANGUAGE_COOKIE: LANGUAGES, SCHEME_COOKIE: SCHEMES}
    for cookie, field in ((LANGUAGE_COOKIE, "language"), (SCHEME_COOKIE, "scheme")):
        value = str(form.get(field, ""))
        if value in wanted[cookie]:
            answer.set_cookie(cookie, value, max_age=_A_YEAR, samesite="lax", httponly=True)
    return answer
