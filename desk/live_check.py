"""Checks whether an article is really live, by asking storage and the site, not the database."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

import httpx2

from matbaa.errors import MatbaaError
from matbaa.pages import key_of, listing_path
from matbaa.pages.paths import url
from matbaa.settings import get_settings
from models.queries import Timeline
from models.queries.timeline import Standing
from tasks.publications import storage_of

_PATIENCE_SECONDS = 4.0
_MISSING = "not there"


@dataclass(frozen=True, slots=True)
class Fetched:
    """The article's page as a reader gets it now."""

    url: str
    status: int | None
    seconds: float
    etag: str = ""
    modified: str = ""
    size: int = 0
    #: Whether it is, byte for byte, what was rendered.
    is_ours: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """A page on storage, compared with its page row."""

    page: Standing
    etag: str | None
    rev: int | None
    problem: str = ""

    @property
    def is_right(self) -> bool:
        """Whether storage has the expected revision, unaltered since its upload."""
        return not self.problem and self.rev == self.page.rev and self.etag == self.page.etag

    @property
    def is_unread(self) -> bool:
        """Whether storage did not say what it has."""
        return self.problem not in ("", _MISSING)


@dataclass(frozen=True, slots=True)
class Listed:
    """A page that lists articles, and how it shows the checked one."""

    path: str
    #: `fresh`, `stale` if it has an old headline, `absent`, or `unknown` without the storage.
    shows: str
    is_live: bool

    @property
    def is_right(self) -> bool:
        """Whether it shows nothing outdated.

        A live article may be absent, since newer articles push it off the page.
        """
        return self.shows in ("fresh", "absent") if self.is_live else self.shows == "absent"


@dataclass(frozen=True, slots=True)
class Found:
    """The result of the check."""

    fetched: Fetched | None
    stored: list[Stored]
    listed: list[Listed]

    @property
    def is_right(self) -> bool:
        """Whether everything is as it should be."""
        fetched = self.fetched is None or self.fetched.is_ours
        stored = all(each.is_right for each in self.stored)
        return fetched and stored and all(each.is_right for each in self.listed)

    @property
    def is_unread(self) -> bool:
        """Whether readers get the right page, but storage did not say what it has."""
        is_ours = self.fetched is not None and self.fetched.is_ours
        return is_ours and any(each.is_unread for each in self.stored)


def check(article: Timeline) -> Found:
    """Fetch the article as a reader, and check its pages on storage and the pages that list it."""
    settings = get_settings()
    at = article.path or ""
    page = next((each for each in article.pages if each.path == f"{at}index.html"), None)
    with ThreadPoolExecutor(8) as pool:
        fetching = pool.submit(_fetch, url(settings.site(article.site), at), page) if at else None
        storing = pool.map(lambda each: _stored(article.site, each), article.pages)
        listing = pool.map(lambda path: _listed(article, path), _listings(article) if at else [])
        return Found(fetching.result() if fetching else None, list(storing), list(listing))


def _fetch(address: str, page: Standing | None) -> Fetched:
    began = time.monotonic()
    try:
        answer = httpx2.get(address, timeout=_PATIENCE_SECONDS, trust_env=False)
    except httpx2.HTTPError as error:
        return Fetched(address, None, time.monotonic() - began, problem=str(error))
    same = page is not None and hashlib.sha256(answer.content).hexdigest() == page.sha256
    wanted = page.status if page else 200
    return Fetched(
        address,
        answer.status_code,
        time.monotonic() - began,
        etag=answer.headers.get("ETag", ""),
        modified=answer.headers.get("Last-Modified", ""),
        size=len(answer.content),
        is_ours=same and answer.status_code == wanted,
    )


def _stored(site: str, page: Standing) -> Stored:
    try:
        found = storage_of(site).head(page.path)
    except MatbaaError as error:
        return Stored(page, None, None, str(error))
    if found is None:
        return Stored(page, None, None, _MISSING)
    return Stored(page, found.etag, found.rev)


def _listings(article: Timeline) -> Sequence[str]:
    """The pages that list the newest articles: front page and feeds, and those of its section."""
    section = listing_path("section", key_of(article.section)) if article.section else None
    places = ["", *([section] if section else [])]
    names = ("index.html", "feed.xml", "atom.xml", "feed.json")
    return [f"{place}{name}" for place in places for name in names]


def _listed(article: Timeline, path: str) -> Listed:
    try:
        found = storage_of(article.site).get(path)
    except MatbaaError:
        return Listed(path, "unknown", article.live)
    body = found.blob.body.decode(errors="replace") if found else ""
    address = article.path or ""
    if not any(name in body for name in (address, quote(address))):
        return Listed(path, "absent", article.live)
    title = article.title or ""
    written = (title, escape(title), escape(title, quote=False), json.dumps(title)[1:-1])
    return Listed(path, "fresh" if any(t in body for t in written) else "stale", article.live)
