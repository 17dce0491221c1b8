"""The paths and URLs of everything on the site."""

from __future__ import annotations

import hashlib
import re
from base64 import b32encode
from datetime import datetime
from functools import lru_cache
from urllib.parse import quote, urlsplit

from matbaa.pages.values import ListingKind
from matbaa.settings import Site
from matbaa.slugs import slugify

#: Characters that RFC 3986 allows unencoded in a path.
_PATH_SAFE = "/~!$&'()*+,;=:@-._"
#: Runs of other characters, each of which is encoded at once: `quote` takes byte after byte.
_NOT_IN_PATH = re.compile(rf"[^A-Za-z0-9{re.escape(_PATH_SAFE)}]+")
_RESERVED = re.compile(r"[^A-Za-z0-9_.~%-]+")


def short_id(article_id: str) -> str:
    """Eight characters that distinguish articles with the same slug on the same day."""
    return b32encode(hashlib.sha256(article_id.encode()).digest()[:5]).decode().lower()


def article_path(site: Site, *, published: datetime, slug: str, article_id: str) -> str:
    """The directory URL of an article: its day in the site's time zone, its slug and short id."""
    day = published.astimezone(site.zone)
    name = f"{slug}-{short_id(article_id)}" if slug else short_id(article_id)
    return f"{day:%Y/%m/%d}/{name}/"


@lru_cache(maxsize=10_000)
def key_of(name: str) -> str:
    """The URL part for a section, tag or author; `Sport` and `sport` have the same."""
    return slugify(name) or short_id(name)


def listing_path(kind: ListingKind, key: str = "", page_number: int = 0) -> str:
    """The directory URL of a listing; `page_number` 0 is its head, with the newest entries."""
    head = f"{kind}/{key}/" if key else f"{kind}/"
    return f"{head}{page_number}/" if page_number else head


def page_of(position: int, page_size: int) -> int:
    """The number of the listing page that has the `position`-th oldest article, counted from 1."""
    return -(-position // page_size)


def base_path(site: Site) -> str:
    """The path of the site's root on its host, ending in `/`."""
    return _base_path(site.base_url)


@lru_cache
def _base_path(base_url: str) -> str:
    return quote(urlsplit(base_url).path, safe=_PATH_SAFE + "%").rstrip("/") + "/"


@lru_cache(maxsize=8_192)
def quoted(path: str) -> str:
    """A path, percent-encoded."""
    return _NOT_IN_PATH.sub(_encoded, path)


def percent_encoded(text: str) -> str:
    """Any text as a part of a URL, percent-encoded."""
    return _RESERVED.sub(_encoded, text.replace("%", "%25"))


def _encoded(match: re.Match[str]) -> str:
    return "%" + match[0].encode().hex("%").upper()


def href(site: Site, path: str) -> str:
    """A link within the site: root-relative, percent-encoded."""
    return base_path(site) + quoted(path)


def url(site: Site, path: str) -> str:
    """The absolute URL of a path of the site, percent-encoded."""
    return f"{site.base_url}/{quoted(path)}"


def local(site: Site, address: str) -> str:
    """A link to an absolute URL: root-relative if it is on this site, otherwise unchanged."""
    own = f"{site.base_url}/"
    return base_path(site) + address.removeprefix(own) if address.startswith(own) else address
