"""Sign-in with an OpenID Connect provider, through Authlib.

The provider gives a person's identity and, in one claim, their role: `reader`, `editor` or
`operator`, either alone or among others in a list.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from authlib.integrations.base_client import OAuthError  # type: ignore[import-untyped]  # its stubs are apart
from authlib.integrations.starlette_client import OAuth  # type: ignore[import-untyped]  # its stubs are apart
from fastapi import APIRouter, Request
from starlette.responses import Response

from desk.access import Role
from desk.pages.sign_in import begin_session
from desk.problems import ProblemError
from matbaa.settings import get_settings

router = APIRouter(include_in_schema=False)


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
async def leave(request: Request) -> Response:
    """Redirect to the provider."""
    if not get_settings().desk_oidc_issuer:
        raise ProblemError(404, "no identity provider is configured (MATBAA_DESK_OIDC_ISSUER)")
    answer: Response = await _provider().authorize_redirect(request, request.url_for("come_back"))
    return answer


@router.get("/sign-in/oidc/return", name="come_back")
async def come_back(request: Request) -> Response:
    """Handle the return from the provider: begin a session with the role that it gives."""
    if not get_settings().desk_oidc_issuer:
        raise ProblemError(404, "no identity provider is configured (MATBAA_DESK_OIDC_ISSUER)")
    try:
        answer = await _provider().authorize_access_token(request)
    except OAuthError as error:
        raise ProblemError(
            401, f"the identity provider refused the sign-in: {error.description}"
        ) from error
    claims = answer.get("userinfo") or {}
    role = role_of_claims(claims, get_settings().desk_oidc_role_claim)
    if role is None:
        raise ProblemError(403, "your account has no role on this desk; ask your administrator")
    name = claims.get("name") or claims.get("email") or claims.get("sub") or "somebody"
    return begin_session(request, str(name)[:80], role, "/")


def role_of_claims(claims: dict[str, Any], name: str) -> Role | None:
    """The highest role in the claim `name`, or None. Dots in `name` lead into nested objects."""
    value: Any = claims
    for part in name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    said = {str(item).lower() for item in (value if isinstance(value, list) else [value])}
    return max((role for role in Role if role.word in said), default=None)
