"""The plain values from which pages are rendered, and the rendered page itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from matbaa.story import Story
from matbaa.submission import Image

PageKind = Literal[
    "article",
    "lite",
    "ninjs",
    "front",
    "section",
    "tag",
    "author",
    "archive",
    "directory",
    "feed",
    "sitemap",
    "news-sitemap",
    "asset",
    "picture",
    "file",
    "error",
    "redirect",
    "search",
    "search-index",
]
ListingKind = Literal["section", "tag", "author", "archive"]
#: The part of an article's text up to which sentences picked from it are shown above it.
_MOST_TAKEN = 0.6


@dataclass(frozen=True, slots=True)
class Page:
    """One rendered object, ready to be stored."""

    #: Relative to the site's root, Unicode, e.g. `2025/04/10/slug-ab12cd34/index.html`.
    path: str
    kind: PageKind
    content_type: str
    #: Uncompressed.
    body: bytes
    #: Path of the page that replaced it and to which it redirects; empty if none.
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class Rendition:
    """One size of an image, for `srcset`: `type` is its media type, sizes are in pixels."""

    url: str
    width: int
    height: int
    type: str = "image/jpeg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The part of an article that listings, feeds, sitemaps and related lists need."""

    id: str
    revision: int
    #: Directory URL relative to the site's root: ends in `/`, Unicode.
    path: str
    title: str
    description: str
    language: str
    direction: str
    #: Both times have an offset.
    published: datetime
    updated: datetime
    authors: tuple[str, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    image: Image | None = None
    #: The renditions of its image for cards, chosen by `matbaa.pictures.for_cards`.
    card_sizes: tuple[Rendition, ...] = ()
    reading_minutes: int | None = None
    #: Body for full-content feeds, sanitised.
    html: str | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """How one of an article's texts was made."""

    #: `supplied`, `extractive` or `llm`.
    method: str
    #: The version of the method, or the name of the model.
    version: str = ""
    #: Indexes, from 0, of the article's sentences that it consists of.
    sentences: tuple[int, ...] = ()

    @property
    def label(self) -> str:
        """A label with the method, the version, and the sentences counted from 1."""
        numbers = ", ".join(f"#{number + 1}" for number in self.sentences)
        return " ".join(filter(None, (self.method, self.version, numbers)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """An article with everything that its pages show."""

    entry: Entry
    story: Story
    summary: tuple[str, ...] | list[str] = ()
    keywords: tuple[str, ...] | list[str] = ()
    #: `supplied`, `extractive` or `llm`.
    summary_method: str = "extractive"
    description_source: str = "generated"
    word_count: int = 0
    reading_minutes: int = 1
    related: tuple[Entry, ...] | list[Entry] = ()
    previous: Entry | None = None
    next: Entry | None = None
    #: How its `summary` and `description` were made.
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    #: Renditions of the article's images by the URL under which they were submitted.
    renditions: Mapping[str, tuple[Rendition, ...]] = field(default_factory=dict)
    #: Absolute URLs of the same article in other languages, by BCP 47 tag.
    translations: Mapping[str, str] = field(default_factory=dict)

    @property
    def points(self) -> Sequence[str]:
        """What its summary box shows: nothing if that would print most of a short text twice."""
        taken = sum(map(len, self.summary)) if self.summary_method == "extractive" else 0
        return () if taken > _MOST_TAKEN * len(self.story.text) else self.summary


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a section, a tag, an author or the archive.

    Numbered pages count from the oldest, so that a full page never changes again. `page_number` 0
    is the head of the listing, with the newest entries. `page_count` is the number of the newest
    numbered page; the page only shows whether `page_number` is below it.
    """

    kind: ListingKind
    #: See `key_of`; empty for the archive.
    key: str
    title: str
    #: Newest first.
    entries: tuple[Entry, ...] | list[Entry]
    page_number: int = 0
    page_count: int = 0
    #: On the head: the number of the page with the next older entry; 0 if there is none.
    older: int = 0
