"""How long each kind of page may be kept, by browsers and by the CDN in front of the storage."""

from __future__ import annotations

_YEAR = 31_536_000
_FRESH = "public, max-age=60, stale-while-revalidate=300, stale-if-error=86400"
_POLICIES = {
    # Named by their content, or replaced only when rebuilt as a whole.
    "asset": f"public, max-age={_YEAR}, immutable",
    "archive": "public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400",
    "file": "public, max-age=3600, stale-while-revalidate=86400, stale-if-error=86400",
    "redirect": "public, max-age=3600, stale-if-error=86400",
    "error": "public, max-age=60",
    "sitemap": "public, max-age=300, stale-if-error=86400",
    "search-index": "public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400",
}


def cache_control(kind: str) -> str:
    """The `Cache-Control` of a page of this kind (`PageKind`)."""
    return _POLICIES.get(kind, _FRESH)
