"""Renders all pages of a site from plain values: `Press` turns them into `Page` objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matbaa.pages.caching import cache_control
from matbaa.pages.paths import key_of, listing_path, page_of, short_id
from matbaa.pages.values import (
    ArticleView,
    Entry,
    Listing,
    ListingKind,
    Page,
    PageKind,
    Provenance,
    Rendition,
)

if TYPE_CHECKING:
    from matbaa.pages.press import Press

__all__ = [
    "ArticleView",
    "Entry",
    "Listing",
    "ListingKind",
    "Page",
    "PageKind",
    "Press",
    "Provenance",
    "Rendition",
    "cache_control",
    "key_of",
    "listing_path",
    "page_of",
    "short_id",
]


def __getattr__(name: str) -> Any:
    """Import `Press` lazily: templates, dates and feeds are not needed to compute a path."""
    if name == "Press":
        from matbaa.pages.press import Press

        return Press
    raise AttributeError(name)
