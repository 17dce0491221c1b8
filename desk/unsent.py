"""Preserves what a person typed into a form that could not be accepted, across a new sign-in.

A session may end, or be replaced in another tab, while somebody writes. The response then carries
the form's fields, so that they can be sent again with a click instead of being typed again.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from fastapi import Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from desk.access import FormTooOld, Person, own_path, person_of
from desk.problems import ProblemError, is_for_people, of_outage, response
from desk.rendering import page
from matbaa.errors import ServiceUnavailable
from matbaa.settings import get_settings

_PATH = "kept_path"
_FIELD = "kept."
#: Bytes allowed for the sign-in form itself, besides the fields that it carries.
_OF_ITS_OWN = 65_536


@dataclass(frozen=True, slots=True)
class Unsent:
    """A form that still has to be sent to `path`."""

    path: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def carried(self) -> dict[str, str]:
        """The fields under the names by which another form carries them."""
        if not self.fields:
            return {}
        return {_PATH: self.path, **{f"{_FIELD}{name}": it for name, it in self.fields.items()}}

    @classmethod
    def of(cls, path: str, form: FormData) -> Unsent:
        """The text fields of a form, without its CSRF token and its files."""
        said = {name: value for name, value in form.items() if isinstance(value, str)}
        said.pop("csrf", None)
        return cls(path, said if any(said.values()) else {})

    @classmethod
    def carried_in(cls, form: FormData) -> Unsent:
        """The fields that another form carries."""
        said = {
            name.removeprefix(_FIELD): value
            for name, value in form.items()
            if name.startswith(_FIELD) and isinstance(value, str)
        }
        return cls(own_path(str(form.get(_PATH, "/"))), said)


async def to_sign_in(request: Request, _error: Exception) -> Response:
    """Redirect to the sign-in form; afterwards, to the page or with what was sent."""
    if request.method == "GET":
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/sign-in?{urlencode({'next': request.url.path + query})}", 303)
    unsent = await _sent(request)
    if not unsent.fields or not is_for_people(request):
        return RedirectResponse(f"/sign-in?{urlencode({'next': '/'})}", 303)
    return ask_to_sign_in(request, "/", unsent, status=401)


async def _sent(request: Request) -> Unsent:
    most = get_settings().max_submission_bytes
    if _length(request) > most:
        return Unsent()
    return Unsent.of(request.url.path, await request.form(max_part_size=most))


def _length(request: Request) -> float:
    """The length of the body in bytes; infinite if the request does not state it."""
    said = request.headers.get("Content-Length", "")
    return int(said) if said.isdecimal() else math.inf


async def sign_in_form(request: Request) -> FormData:
    """The sent sign-in form, with the fields it carries.

    Raises ProblemError 413 if it is too large, before it is read: its sender is not known yet.
    """
    most = get_settings().max_submission_bytes
    if _length(request) > most + _OF_ITS_OWN:
        raise ProblemError(413, f"larger than {most:,} bytes")
    return await request.form(max_part_size=most)


def ask_to_sign_in(
    request: Request, next_path: str, unsent: Unsent, *, wrong: bool = False, status: int = 200
) -> Response:
    """The sign-in page, carrying a form that still has to be sent."""
    return page(
        request,
        "sign_in.html",
        None,
        status=401 if wrong else status,
        next=own_path(next_path),
        wrong=wrong,
        unsent=unsent,
        oidc=bool(get_settings().desk_oidc_issuer),
    )


def offered(
    request: Request, person: Person, unsent: Unsent, *, status: int = 200, away: str = ""
) -> Response:
    """A page that shows a form that still has to be sent, to send it with a click; `away` names a
    service that did not answer.
    """
    return page(request, "unsent.html", person, status=status, unsent=unsent, away=away)


async def on_form_too_old(request: Request, error: Exception) -> Response:
    """Offer a form again that was sent from a page of another session."""
    assert isinstance(error, FormTooOld)  # noqa: S101 -- what it is installed for
    unsent = Unsent.of(request.url.path, error.form)
    if unsent.fields and is_for_people(request):
        return offered(request, error.person, unsent, status=403)
    return response(request, ProblemError(403, str(error)))


async def on_outage(request: Request, error: Exception) -> Response:
    """Offer a form again that was sent while a service is unavailable; otherwise report that."""
    assert isinstance(error, ServiceUnavailable)  # noqa: S101 -- what it is installed for
    person = person_of(request)
    if request.method == "POST" and person is not None and is_for_people(request):
        unsent = await _sent(request)
        if unsent.fields:
            return offered(request, person, unsent, status=503, away=error.service)
    return of_outage(request, error)
