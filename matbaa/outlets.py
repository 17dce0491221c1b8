"""Notifies others that pages have changed: CDNs with cached copies, search engines, feed hubs.

Notifications follow the upload; the caller decides when to send and how often to retry them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from matbaa.errors import ServiceUnavailable
from matbaa.pages.paths import href, url
from matbaa.settings import Settings, Site

_PATIENCE_SECONDS = 10.0
#: Files that Cloudflare accepts in one purge on any plan; a reasonable number for other CDNs, too.
_PURGED_AT_ONCE = 30
#: Paths that CloudFront accepts in one invalidation; a page has two.
_INVALIDATED_AT_ONCE = 1_000
#: One request each, so the number limits how many are repeated after a failure.
_PINGED_AT_ONCE = 50
#: URLs that IndexNow accepts in one request (https://www.indexnow.org/documentation).
_INDEXED_AT_ONCE = 10_000
_INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Change:
    """A page that was stored."""

    path: str
    #: `matbaa.pages.PageKind`.
    kind: str
    is_of_an_article: bool
    #: Whether it replaced an object, of which there may be cached copies.
    is_replacement: bool


@dataclass(frozen=True, slots=True)
class Outlet:
    """A service that is notified."""

    name: str
    #: The most paths in one message.
    most: int
    cares_for: Callable[[Change], bool]
    #: Sends paths of the site and a reference; the same paths with the same reference are the same
    #: message. Raises ServiceUnavailable if the service did not accept it.
    tell: Callable[[Sequence[str], str], None]
    #: Whether readers see the old page until this service is notified.
    keeps_copies: bool = False


def outlets_of(site: Site, settings: Settings) -> tuple[Outlet, ...]:
    """All services that the settings of `site` name."""
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
    """Whether it is an article's own page, including one that is gone or has moved."""
    return change.is_of_an_article and change.path.endswith(f"/{_INDEX}") and not _is_lite(change)


def _is_lite(change: Change) -> bool:
    return change.path.endswith(f"/lite/{_INDEX}")


def _addresses(paths: Sequence[str], address: Callable[[str], str]) -> list[str]:
    """The addresses of `paths`; a directory also by the address without `index.html`."""
    both = ((path, path.removesuffix(_INDEX)) for path in paths)
    return list(dict.fromkeys(address(form) for pair in both for form in pair))


def _purge(site: Site, token: str, paths: Sequence[str]) -> None:
    """POST `{"files": [URL, ...]}`, the format of Cloudflare's purge_cache."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    files = _addresses(paths, lambda path: url(site, path))
    _post("purge", site.purge_url, json={"files": files}, headers=headers)


def _invalidate(site: Site, paths: Sequence[str], occasion: str) -> None:
    """Request one invalidation; CloudFront starts and bills the same reference only once."""
    # Imported on use, like `httpx2` below: every worker imports this module, and few send anything.
    import boto3
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError, ClientError

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
    """Ping a hub in the customary form; the recommendation leaves the form to hubs
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
    import httpx2

    try:
        answer = httpx2.post(address, timeout=_PATIENCE_SECONDS, **said)
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise ServiceUnavailable(service, str(error) or type(error).__name__) from error
    if not answer.is_success:
        raise ServiceUnavailable(service, f"answered {answer.status_code}: {answer.text[:200]}")
