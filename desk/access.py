"""Who may do what: roles, the tokens that give them, and the session of a browser."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.datastructures import FormData

from desk.problems import ProblemError
from matbaa.settings import Settings, get_settings

SESSION_COOKIE = "matbaa_session"


class Role(IntEnum):
    """What somebody may do; each role may do what those before it may."""

    #: Look at everything.
    READER = 1
    #: Submit, correct, kill, restore, retry.
    EDITOR = 2
    #: Replay and discard in bulk, roll back, rebuild.
    OPERATOR = 3

    @property
    def word(self) -> str:
        """As it is shown and configured: `editor`."""
        return self.name.lower()


class SignInNeeded(Exception):
    """Nobody is signed in; the way back is the address that was asked for."""


class FormTooOld(Exception):
    """A form of a page that another session had opened; it is offered again."""

    def __init__(self, form: FormData, person: Person) -> None:
        super().__init__("the page was too old: go back, load it again, and send it once more")
        self.form, self.person = form, person


@dataclass(frozen=True, slots=True)
class Person:
    """Who makes a request."""

    name: str
    role: Role
    #: Proves that a form was sent from our own page; "" for programs, which have no cookie.
    csrf: str = ""

    def may(self, role: Role) -> bool:
        """Whether what `role` may do is allowed."""
        return self.role >= role


def tokens(settings: Settings) -> dict[Role, str]:
    """The configured token of each role that has one."""
    given = {
        Role.OPERATOR: settings.desk_token,
        Role.EDITOR: settings.desk_editor_token,
        Role.READER: settings.desk_reader_token,
    }
    return {role: it.get_secret_value() for role, it in given.items() if it.get_secret_value()}


def is_open(settings: Settings) -> bool:
    """Nobody needs to sign in: no secret is configured. Only ever so on the loopback interface."""
    return not tokens(settings) and not settings.desk_oidc_issuer


def role_of_token(token: str, settings: Settings) -> Role | None:
    """The role that `token` gives, compared in constant time."""
    given = token.encode()
    found = [
        role
        for role, known in tokens(settings).items()
        if hmac.compare_digest(known.encode(), given)
    ]
    return max(found, default=None)


def is_loopback(host: str) -> bool:
    """Whether a host's name or address is this machine's own."""
    name = host.rsplit("%", 1)[0].strip("[]")
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")


def signing_key(settings: Settings) -> str:
    """What sessions are signed with."""
    # Another set of tokens ends every session: whoever had the old one has to sign in again.
    client_secret = settings.desk_oidc_client_secret.get_secret_value()
    known = ["matbaa desk", *sorted(tokens(settings).values()), client_secret]
    return hashlib.sha256("\0".join(known).encode()).hexdigest()


def _signer(settings: Settings) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(signing_key(settings), salt="session")


def new_session(name: str, role: Role, settings: Settings) -> str:
    """A signed cookie for somebody who has signed in."""
    said = {"name": name, "role": int(role), "csrf": secrets.token_urlsafe(24)}
    return _signer(settings).dumps(said)


def read_session(cookie: str, settings: Settings) -> Person | None:
    """Whose cookie it is; None when it is forged or too old."""
    try:
        said = _signer(settings).loads(cookie, max_age=int(settings.desk_session_hours * 3600))
        return Person(said["name"], Role(said["role"]), said["csrf"])
    except (BadSignature, KeyError, ValueError, TypeError):
        return None


_bearer = HTTPBearer(auto_error=False, description="A token of the desk (`MATBAA_DESK_TOKEN`).")
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


def person_of(request: Request) -> Person | None:
    """Who sends this request: by its session, or the only one there is where nobody signs in."""
    settings = get_settings()
    if is_open(settings):
        return Person("desk", Role.OPERATOR, _csrf_of_this_process())
    return read_session(request.cookies.get(SESSION_COOKIE, ""), settings)


@lru_cache
def _csrf_of_this_process() -> str:
    return secrets.token_urlsafe(24)


class SignedIn:
    """A dependency of pages: lets through who has signed in and has at least `role`."""

    def __init__(self, role: Role) -> None:
        self._role = role

    def __call__(self, request: Request) -> Person:
        """Who it is. Raises SignInNeeded, or 403."""
        person = person_of(request)
        if person is None:
            raise SignInNeeded
        if not person.may(self._role):
            raise ProblemError(403, f"for this the role {self._role.word} is needed")
        return person


async def sent_form(request: Request) -> FormData:
    """The form of a request, sent from a page of ours. Raises SignInNeeded, FormTooOld."""
    most = get_settings().max_submission_bytes
    form = await request.form(max_part_size=most, max_files=20, max_fields=200)
    person = person_of(request)
    if person is None:
        raise SignInNeeded
    if not hmac.compare_digest(str(form.get("csrf", "")).encode(), person.csrf.encode()):
        raise FormTooOld(form, person)
    return form


def own_path(path: str) -> str:
    r"""The path if it leads to a page of ours: `//host` and `/\host` lead elsewhere."""
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if is_ours and not any(ord(char) < 32 for char in path) else "/"


class Needs:
    """A dependency of API operations: lets through who has at least `role`."""

    def __init__(self, role: Role) -> None:
        self._role = role

    def __call__(self, bearer: Bearer, request: Request) -> Person:
        """The caller. Raises 401 or 403."""
        settings = get_settings()
        if is_open(settings):
            return Person("api", Role.OPERATOR)
        role = role_of_token(bearer.credentials, settings) if bearer else None
        if role is None:
            person = person_of(request) if request.method == "GET" else None
            if person is None:
                challenge = {"WWW-Authenticate": 'Bearer realm="matbaa"'}
                raise ProblemError(401, "send `Authorization: Bearer <token>`", headers=challenge)
            return self._checked(person)
        return self._checked(Person(f"api:{role.word}", role))

    def _checked(self, person: Person) -> Person:
        if not person.may(self._role):
            raise ProblemError(
                403,
                f"a token of the role {self._role.word} is needed, this one is {person.role.word}",
            )
        return person


Reader = Annotated[Person, Depends(Needs(Role.READER))]
Editor = Annotated[Person, Depends(Needs(Role.EDITOR))]
ReaderHere = Annotated[Person, Depends(SignedIn(Role.READER))]
EditorHere = Annotated[Person, Depends(SignedIn(Role.EDITOR))]
OperatorHere = Annotated[Person, Depends(SignedIn(Role.OPERATOR))]
Form = Annotated[FormData, Depends(sent_form)]
