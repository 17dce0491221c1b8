"""Previews: pages as readers see them, shown in a frame within the desk."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from fastapi import APIRouter
from jinja2 import TemplateError
from starlette.responses import Response

from desk import versions
from desk.access import ReaderHere
from desk.problems import ProblemError
from matbaa.errors import PermanentError
from matbaa.pages.paths import base_path
from matbaa.settings import Site, get_settings
from models import Article
from models.session import look
from tasks.publications import press_of

router = APIRouter(include_in_schema=False)
#: The content security policy of a preview: it is sandboxed and may load only styles and images.
CSP = "sandbox; default-src 'none'; style-src 'self' 'unsafe-inline'; img-src * data:; font-src *"


def for_desk(make: Callable[[], bytes], site: Site) -> str:
    """The page from `make`, with its style sheets and icons served by the desk.

    They may not be on storage yet. Raises PermanentError if the site's theme cannot render it.
    """
    try:
        body = make()
    except TemplateError as error:
        raise PermanentError(f"theme: cannot print this: {error}") from error
    root = re.escape(base_path(site))
    return re.sub(
        rf'(href|src)="{root}assets/', rf'\1="/site-files/{site.key}/assets/', body.decode()
    )


@router.get("/site-files/{site}/{path:path}")
def site_file(site: str, path: str) -> Response:
    """A file of a site's theme, without sign-in, as it is public on the site anyway.

    A sandboxed preview has no origin, so the browser sends no session cookie with its requests.
    """
    if site not in get_settings().sites:
        raise ProblemError(404, f"there is no site {site!r}")
    found = next((p for p in press_of(site).theme.assets.values() if p.path == path), None)
    if found is None:
        raise ProblemError(404, f"there is no {path!r}")
    headers = {"Cache-Control": "public, max-age=3600"}
    return Response(found.body, media_type=found.content_type, headers=headers)


@router.get("/preview/{id:path}")
def preview(id: str, _person: ReaderHere, rev: int) -> Response:
    """A version of an article as readers see it, or would see it."""
    with look() as session:
        article = session.get(Article, id)
        version = versions.read(session, id, rev)
    if article is None or version is None:
        raise ProblemError(404, f"there is no revision {rev} of {id!r}")
    if version.story is None or version.texts is None:
        raise ProblemError(404, "there is no preview yet")
    make = partial(versions.print_page, article, version, version.story, version.texts)
    headers = {"Content-Security-Policy": CSP, "Cache-Control": "private, no-store"}
    try:
        page = for_desk(make, get_settings().site(article.site))
    except PermanentError as error:  # as text, since pages of the desk may not be framed
        return Response(str(error), 422, headers, "text/plain")
    return Response(page, media_type="text/html", headers=headers)
