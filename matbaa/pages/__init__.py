"""Every page that readers see, made from plain values: `Press` renders, `Page` comes out."""

from matbaa.pages.caching import cache_control
from matbaa.pages.paths import key_of, listing_path, page_of, short_id
from matbaa.pages.press import Press
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
