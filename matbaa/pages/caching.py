"""How long browsers and the CDN in front of the storage may cache each kind of page."""

from __future__ import annotations

from datetime import timedelta

_DAY, _YEAR = 86_400, 31_536_000
_POLICIES = {
    # Named by their hash, so they never change.
    "asset": f"public, max-age={_YEAR}, immutable",
    # The same, but a picture may have to be taken down with its article.
    "picture": f"public, max-age={_DAY}, stale-while-revalidate={30 * _DAY}",
    "file": "public, max-age=3600, stale-while-revalidate=86400, stale-if-error=86400",
    "redirect": "public, max-age=3600, stale-if-error=86400",
    "error": "public, max-age=60",
    "archive": "public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400",
    "sitemap": "public, max-age=300, stale-if-error=86400",
    "search-index": "public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400",
}
_FRESH = "public, max-age=60, stale-while-revalidate=300, stale-if-error=86400"
#: Corrections are made in the first days; older pages are revalidated after ten minutes.
_SETTLED = "public, max-age=600, stale-while-revalidate=86400, stale-if-error=604800"
_SETTLED_AFTER = timedelta(days=7)
_OF_AN_ARTICLE = frozenset({"article", "lite", "ninjs"})


def cache_control(kind: str, age: timedelta | None = None) -> str:
    """The `Cache-Control` header for a `PageKind`; `age` is that of the article, if known."""
    if kind in _OF_AN_ARTICLE and age is not None and age > _SETTLED_AFTER:
        return _SETTLED
    return _POLICIES.get(kind, _FRESH)
