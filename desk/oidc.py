"""Sign-in with an OpenID Connect provider, through Authlib.

The provider gives a person's identity and, in one claim, their role: `reader`, `editor` or
`operator`, either alone or among others in a list.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import httpx2
from authlib.integrations.base_client import OAuthError  # type: ignore[import-untyped]  # its stubs are apart
from authlib.integrations.starlette_client import OAuth  # type: ignore[import-untyped]  # its stubs are apart
from fastapi import APIRouter, Request
from joserfc.errors import JoseError
from starlette.responses import Response

from desk.access import Role, own_path
from desk.pages.sign_in import begin_session
from desk.problems import ProblemError
from matbaa.errors import ServiceUnavailable
from matbaa.settings import get_settings

router = APIRouter(include_in_schema=False)
#: The key of the session cookie that holds the page to open afterwards.
_NEXT = "next"


@lru_cache(maxsize=1)
def _provider() -> Any:
    settings = get_settings()
    oauth = OAuth()
    oauth.register(
        "desk",
        client_id=settings.desk_oidc_client_id,
        client_secret=settings.desk_oidc_client_secret.get_secret_value(),
        server_metadata_url=f"{settings.desk_oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256"},
    )
    return oauth.desk


@router.get("/sign-in/oidc")
async def leave(request: Request, next: str = "/") -> Response:
    """Redirect to the provider; `next` is the page to open afterwards."""
    _check_configured()
    request.session[_NEXT] = own_path(next)
    try:
        answer: Response = await _provider().authorize_redirect(
            request, request.url_for("come_back")
        )
    except (httpx2.HTTPError, ValueError) as error:  # unavailable, or no JSON
        raise ServiceUnavailable("provider", str(error) or type(error).__name__) from error
    return answer


@router.get("/sign-in/oidc/return", name="come_back")
async def come_back(request: Request) -> Response:
    """Handle the return from the provider: begin a session with the role that it gives."""
    _check_configured()
    claims = await _claims(request)
    role = role_of_claims(claims, get_settings().desk_oidc_role_claim)
    if role is None:
        raise ProblemError(403, "your account has no role on this desk; ask your administrator")
    name = claims.get("name") or claims.get("email") or claims.get("sub") or "somebody"
    next_path = own_path(str(request.session.pop(_NEXT, "/")))
    return begin_session(request, str(name)[:80], role, next_path)


def _check_configured() -> None:
    if not get_settings().desk_oidc_issuer:
        raise ProblemError(404, "no identity provider is configured (MATBAA_DESK_OIDC_ISSUER)")


async def _claims(request: Request) -> dict[str, Any]:
    """The claims of the provider's token. Raises a 401 problem if it refuses or the token cannot be
    verified, and 503 if it is unavailable: a code is used only once, so signing in starts over.
    """
    try:
        answer = await _provider().authorize_access_token(request)
    except OAuthError as error:
        said = error.description or error.error
        raise ProblemError(401, f"the identity provider refused the sign-in: {said}") from error
    except JoseError as error:
        raise ProblemError(401, f"the identity provider's token is not valid: {error}") from error
    except (httpx2.HTTPError, ValueError) as error:
        said = str(error) or type(error).__name__
        raise ProblemError(503, f"the identity provider does not respond: {said}") from error
    return answer.get("userinfo") or {}


def role_of_claims(claims: dict[str, Any], name: str) -> Role | None:
    """The highest role in the claim `name`, or None. Dots in `name` lead into nested objects."""
    value: Any = claims
    for part in name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    said = {str(item).lower() for item in (value if isinstance(value, list) else [value])}
    return max((role for role in Role if role.word in said), default=None)
