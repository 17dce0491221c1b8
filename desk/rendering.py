"""Renders the desk's pages in the viewer's language."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from desk import flash, wording
from desk.access import Person, Role, is_open
from desk.translations import LANGUAGES, catalog, chosen, direction
from matbaa import __version__
from matbaa.settings import get_settings
from models.queries import Row
from models.queries.timeline import Version

LANGUAGE_COOKIE, SCHEME_COOKIE = "matbaa_language", "matbaa_scheme"
#: The colour schemes to choose from; "" follows the system.
SCHEMES = ("", "light", "dark")


def page(
    request: Request, template: str, person: Person | None, *, status: int = 200, **values: Any
) -> Response:
    """Render `template` with `values` as a page of the desk."""
    language = language_of(request)
    scheme = request.cookies.get(SCHEME_COOKIE, "")
    said = flash.read(request)
    html = (
        environment(language)
        .get_template(template)
        .render(
            language=language,
            direction=direction(language),
            scheme=scheme if scheme in SCHEMES else "",
            person=person,
            can_sign_out=person is not None and not is_open(get_settings()),
            here=request.url.path,
            query=request.url.query,
            is_answer=request.method == "POST",
            flash=said,
            sites_count=len(get_settings().sites),
            **values,
        )
    )
    answer = HTMLResponse(html, status, {"Cache-Control": "private, no-store"})
    if said and "X-Partial" not in request.headers:
        answer.delete_cookie(flash.COOKIE)
    return answer


def language_of(request: Request) -> str:
    """The language in which this viewer sees the desk."""
    cookie = request.cookies.get(LANGUAGE_COOKIE, "")
    return chosen(cookie, request.headers.get("Accept-Language", ""))


@lru_cache
def environment(language: str) -> Environment:
    """The Jinja environment for one language; its templates are compiled once per process."""
    made = Environment(
        loader=FileSystemLoader(folder()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(catalog(language), newstyle=True)  # type: ignore[attr-defined]  # added by the extension
    words = wording.Wording(language, get_settings().site().zone)
    made.globals.update(
        Role=Role,
        languages=LANGUAGES,
        asset=asset_url,
        version=__version__,
        with_query=with_query,
        words=words,
    )
    made.filters.update(words.filters, in_path=in_path, waits_for_its_time=waits_for_its_time)
    return made


def waits_for_its_time(version: Row | Version) -> bool:
    """Whether the version is under embargo."""
    due = version.publish_at
    return version.state.is_open and due is not None and due > datetime.now(UTC)


def in_path(article_id: str) -> str:
    """Encode an article's id for a URL path."""
    return quote(article_id, safe=":")


def folder() -> Path:
    """The folder of the desk's templates."""
    return get_settings().templates_dir / "desk"


def with_query(path: str, **values: object) -> str:
    """A link to `path` with `values` as its query, without empty ones."""
    said = {name: value for name, value in values.items() if value not in (None, "", False)}
    return f"{path}?{urlencode(said)}" if said else path


@lru_cache
def assets() -> dict[str, bytes]:
    """The desk's style sheet, script and icon by file name."""
    return {file.name: file.read_bytes() for file in (folder() / "assets").iterdir()}


def asset_url(name: str) -> str:
    """The URL of an asset. It changes with the file's content, so it may be cached for ever."""
    return f"/desk/{fingerprint(name)}/{name}"


@lru_cache
def fingerprint(name: str) -> str:
    """The first ten hexadecimal digits of an asset's SHA-256."""
    return hashlib.sha256(assets()[name]).hexdigest()[:10]
