"""Whom a site tells that pages have changed: CDNs that keep copies, search engines, feed hubs.

Each is told after the upload only; when, and how often it is tried, is the caller's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import boto3
import httpx2
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from matbaa.errors import ServiceUnavailable
from matbaa.pages.paths import href, url
from matbaa.settings import Settings, Site

_PATIENCE_SECONDS = 10.0
#: Files that Cloudflare takes in one purge, whatever the plan, and a good number for others.
_PURGED_AT_ONCE = 30
#: Paths that CloudFront takes in one invalidation; a page is two of them.
_INVALIDATED_AT_ONCE = 1_000
#: A request each, so not too many before it is noted that they were taken.
_PINGED_AT_ONCE = 50
#: URLs that IndexNow takes at once (https://www.indexnow.org/documentation).
_INDEXED_AT_ONCE = 10_000
_INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Change:
    """A page that was put on storage."""

    path: str
    #: `matbaa.pages.PageKind`.
    kind: str
    is_of_an_article: bool
    #: Something else stood there before, of which others may have copies.
    is_replacement: bool


@dataclass(frozen=True, slots=True)
class Outlet:
    """Somebody who is told."""

    name: str
    #: Paths that one message may name.
    most: int
    cares_for: Callable[[Change], bool]
    #: Takes paths of the site, and a name of the occasion: told again under the same name, the
    #: same paths are the same message. Raises ServiceUnavailable where they were not taken.
    tell: Callable[[Sequence[str], str], None]
    #: Whether readers see what was there before until this one is told.
    keeps_copies: bool = False


def outlets_of(site: Site, settings: Settings) -> tuple[Outlet, ...]:
    """Everybody whom the settings of `site` name."""
    return tuple(_outlets(site, settings))


def _outlets(site: Site, settings: Settings) -> Iterator[Outlet]:
    if site.cloudfront_distribution:
        yield Outlet(
            "cloudfront",
            _INVALIDATED_AT_ONCE,
            _is_copied,
            lambda paths, occasion: _invalidate(site, paths, occasion),
            keeps_copies=True,
        )
    if site.purge_url:
        token = settings.purge_token.get_secret_value()
        yield Outlet(
            "purge",
            _PURGED_AT_ONCE,
            _is_copied,
            lambda paths, _occasion: _purge(site, token, paths),
            keeps_copies=True,
        )
    if site.websub_hub:
        yield Outlet(
            "websub", _PINGED_AT_ONCE, _is_a_feed, lambda paths, _occasion: _ping(site, paths)
        )
    if site.indexnow_key:
        yield Outlet(
            "indexnow", _INDEXED_AT_ONCE, _is_a_page, lambda paths, _occasion: _index(site, paths)
        )


def _is_copied(change: Change) -> bool:
    return change.is_replacement and change.kind != "asset"


def _is_a_feed(change: Change) -> bool:
    return change.kind == "feed"


def _is_a_page(change: Change) -> bool:
    """An article's own page, also one that is gone or has moved."""
    return change.is_of_an_article and change.path.endswith(f"/{_INDEX}") and not _is_lite(change)


def _is_lite(change: Change) -> bool:
    return change.path.endswith(f"/lite/{_INDEX}")


def _addresses(paths: Sequence[str], address: Callable[[str], str]) -> list[str]:
    """A directory is asked for by its own address, and by that of its index."""
    both = ((path, path.removesuffix(_INDEX)) for path in paths)
    return list(dict.fromkeys(address(form) for pair in both for form in pair))


def _purge(site: Site, token: str, paths: Sequence[str]) -> None:
    """POST `{"files": [URL, ...]}`, which Cloudflare's purge_cache takes as it is."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    files = _addresses(paths, lambda path: url(site, path))
    _post("purge", site.purge_url, json={"files": files}, headers=headers)


def _invalidate(site: Site, paths: Sequence[str], occasion: str) -> None:
    """One invalidation; CloudFront begins, and charges for, one with the same reference once."""
    items = _addresses(paths, lambda path: href(site, path))
    config = Config(connect_timeout=_PATIENCE_SECONDS, read_timeout=_PATIENCE_SECONDS)
    try:
        boto3.client("cloudfront", config=config).create_invalidation(
            DistributionId=site.cloudfront_distribution,
            InvalidationBatch={
                "Paths": {"Quantity": len(items), "Items": items},
                "CallerReference": f"matbaa-{site.key}-{occasion}",
            },
        )
    except (BotoCoreError, ClientError) as error:
        raise ServiceUnavailable("cloudfront", str(error)) from error


def _ping(site: Site, paths: Sequence[str]) -> None:
    """What hubs take by custom, as the recommendation leaves the form to them
    (https://www.w3.org/TR/websub/#publishing).
    """
    for path in paths:
        topic = url(site, path)
        _post("websub", site.websub_hub, data={"hub.mode": "publish", "hub.url": topic})


def _index(site: Site, paths: Sequence[str]) -> None:
    key = site.indexnow_key
    said = {
        "host": urlsplit(site.base_url).netloc,
        "key": key,
        "keyLocation": url(site, f"{key}.txt"),
        "urlList": [url(site, path.removesuffix(_INDEX)) for path in paths],
    }
    _post("indexnow", site.indexnow_url, json=said)


def _post(service: str, address: str, **said: Any) -> None:
    try:
        answer = httpx2.post(address, timeout=_PATIENCE_SECONDS, **said)
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise ServiceUnavailable(service, str(error) or type(error).__name__) from error
    if not answer.is_success:
        raise ServiceUnavailable(service, f"answered {answer.status_code}: {answer.text[:200]}")
