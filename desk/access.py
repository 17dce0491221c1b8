"""Access control: roles, the tokens that grant them, and browser sessions."""

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
    """What a person may do; each role includes the ones before it."""

    #: Look at everything.
    READER = 1
    #: Submit, correct, kill, restore, retry.
    EDITOR = 2
    #: Replay and discard in bulk, roll back, rebuild.
    OPERATOR = 3

    @property
    def word(self) -> str:
        """The role's name as shown and configured, such as `editor`."""
        return self.name.lower()


class SignInNeeded(Exception):
    """Nobody is signed in. After signing in, the person returns to the requested address."""


class FormTooOld(Exception):
    """A form from a page of another session. It is offered to be sent again; see `desk.unsent`."""

    def __init__(self, form: FormData, person: Person) -> None:
        super().__init__("this page has expired: go back, reload it and submit it again")
        self.form, self.person = form, person


@dataclass(frozen=True, slots=True)
class Person:
    """Who makes a request."""

    name: str
    role: Role
    #: CSRF token, which proves that a form comes from our own page; "" for API clients.
    csrf: str = ""

    def may(self, role: Role) -> bool:
        """Whether the person has at least `role`."""
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
    """Whether nobody needs to sign in, because no secret is configured; only on loopback."""
    return not tokens(settings) and not settings.desk_oidc_issuer


def role_of_token(token: str, settings: Settings) -> Role | None:
    """The role that `token` grants, or None. Tokens are compared in constant time."""
    given = token.encode()
    found = [
        role
        for role, known in tokens(settings).items()
        if hmac.compare_digest(known.encode(), given)
    ]
    return max(found, default=None)


def is_loopback(host: str) -> bool:
    """Whether a host name or address is a loopback one."""
    name = host.rsplit("%", 1)[0].strip("[]")
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")


def signing_key(settings: Settings) -> str:
    """The key with which sessions are signed."""
    # Derived from the tokens, so that changing one ends every session: all must sign in again.
    client_secret = settings.desk_oidc_client_secret.get_secret_value()
    known = ["matbaa desk", *sorted(tokens(settings).values()), client_secret]
    return hashlib.sha256("\0".join(known).encode()).hexdigest()


def _signer(settings: Settings) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(signing_key(settings), salt="session")


def new_session(name: str, role: Role, settings: Settings) -> str:
    """Make the signed session cookie for a person who has signed in."""
    said = {"name": name, "role": int(role), "csrf": secrets.token_urlsafe(24)}
    return _signer(settings).dumps(said)


def read_session(cookie: str, settings: Settings) -> Person | None:
    """The person whose session cookie it is; None if it is forged or expired."""
    try:
        said = _signer(settings).loads(cookie, max_age=int(settings.desk_session_hours * 3600))
        return Person(said["name"], Role(said["role"]), said["csrf"])
    except (BadSignature, KeyError, ValueError, TypeError):
        return None


_bearer = HTTPBearer(auto_error=False, description="A token of the desk (`MATBAA_DESK_TOKEN`).")
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


def person_of(request: Request) -> Person | None:
    """The person who sends this request: by its session or, on an open desk, a fixed operator."""
    settings = get_settings()
    if is_open(settings):
        return Person("desk", Role.OPERATOR, _csrf_of_this_process())
    return read_session(request.cookies.get(SESSION_COOKIE, ""), settings)


@lru_cache
def _csrf_of_this_process() -> str:
    return secrets.token_urlsafe(24)


class SignedIn:
    """A FastAPI dependency of pages: requires a signed-in person with at least `role`."""

    def __init__(self, role: Role) -> None:
        self._role = role

    def __call__(self, request: Request) -> Person:
        """The person. Raises SignInNeeded, or ProblemError 403."""
        person = person_of(request)
        if person is None:
            raise SignInNeeded
        if not person.may(self._role):
            raise ProblemError(403, f"this requires the role {self._role.word}")
        return person


async def sent_form(request: Request) -> FormData:
    """The form of a request, with its CSRF token checked. Raises SignInNeeded, FormTooOld."""
    most = get_settings().max_submission_bytes
    form = await request.form(max_part_size=most, max_files=20, max_fields=200)
    person = person_of(request)
    if person is None:
        raise SignInNeeded
    if not hmac.compare_digest(str(form.get("csrf", "")).encode(), person.csrf.encode()):
        raise FormTooOld(form, person)
    return form


def own_path(path: str) -> str:
    r"""`path` if it leads to our own site, else "/": `//host` and `/\host` lead elsewhere."""
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if is_ours and not any(ord(char) < 32 for char in path) else "/"


class Needs:
    """A FastAPI dependency of API operations: requires a caller with at least `role`."""

    def __init__(self, role: Role) -> None:
        self._role = role

    def __call__(self, bearer: Bearer, request: Request) -> Person:
        """The caller, by bearer token or, for GET, by session. Raises ProblemError 401 or 403."""
        settings = get_settings()
        if is_open(settings):
            return Person("api", Role.OPERATOR)
        role = role_of_token(bearer.credentials, settings) if bearer else None
        if role is None:
            person = person_of(request) if request.method == "GET" else None
            if person is None:
                challenge = {"WWW-Authenticate": 'Bearer realm="matbaa"'}
                wrong = "this token is unknown; " if bearer else ""
                raise ProblemError(
                    401, f"{wrong}send `Authorization: Bearer <token>`", headers=challenge
                )
            return self._checked(person)
        return self._checked(Person(f"api:{role.word}", role))

    def _checked(self, person: Person) -> Person:
        if not person.may(self._role):
            raise ProblemError(
                403,
                f"this requires a token of the role {self._role.word}; "
                f"yours has the role {person.role.word}",
            )
        return person


Reader = Annotated[Person, Depends(Needs(Role.READER))]
Editor = Annotated[Person, Depends(Needs(Role.EDITOR))]
ReaderHere = Annotated[Person, Depends(SignedIn(Role.READER))]
EditorHere = Annotated[Person, Depends(SignedIn(Role.EDITOR))]
OperatorHere = Annotated[Person, Depends(SignedIn(Role.OPERATOR))]
Form = Annotated[FormData, Depends(sent_form)]
