"""The desk's style sheet, script and icon."""

from __future__ import annotations

import mimetypes

from fastapi import APIRouter
from starlette.responses import Response

from desk.problems import ProblemError
from desk.rendering import assets

router = APIRouter(include_in_schema=False)


@router.get("/desk/{_fingerprint}/{name}")
async def asset(_fingerprint: str, name: str) -> Response:
    """An asset under a URL with its fingerprint, so that it may be cached for ever."""
    body = assets().get(name)
    if body is None:
        raise ProblemError(404, f"there is no {name!r}")
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    media_type = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
    kept = "public, max-age=31536000, immutable"
    return Response(body, media_type=media_type, headers={"Cache-Control": kept})
