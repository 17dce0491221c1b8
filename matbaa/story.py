"""An article in the pipeline's own form: sanitised, structured, in a known language.

Formats turn a document into a `Submission`, `compose` turns that into a `Story`, and all later
stages read only the story.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from matbaa.errors import Rejected
from matbaa.submission import Author, Image, PubStatus, Submission


@dataclass(frozen=True, slots=True)
class Parsed:
    """One article as a format read it from a document."""

    submission: Submission
    format: str
    #: Names of fields that the format inferred because the document does not state them.
    guessed: frozenset[str] = frozenset()
    #: Hints for the producer, one sentence each.
    warnings: tuple[str, ...] = ()
    #: Why this part of a document with several articles was rejected; None if it was not.
    refused: Rejected | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A composed article. A field is None if it was not supplied and could not be inferred."""

    format: str
    #: BCP 47 tag, e.g. `ar`, `pt-BR`.
    language: str
    #: `rtl` or `ltr`.
    direction: str
    title: str
    subtitle: str | None = None
    authors: tuple[Author, ...] = ()
    #: All times have an offset.
    published: datetime | None = None
    updated: datetime | None = None
    publish_at: datetime | None = None
    expire_at: datetime | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    place: str | None = None
    #: As supplied by the producer or stated in the document; generated later if None.
    description: str | None = None
    summary: tuple[str, ...] | None = None
    slug: str | None = None
    #: Sanitised body, without the title: `p h2 h3 ul ol blockquote figure table ...`.
    html: str
    #: Paragraphs of running text joined by a blank line: no headings, captions or tables.
    text: str
    headings: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    comments: int | None = None
    views: int | None = None
    canonical_url: str | None = None
    #: Addresses of the same article in other languages, by BCP 47 tag.
    translations: dict[str, str] = field(default_factory=dict)
    correction: str | None = None
    source: str | None = None
    status: PubStatus = PubStatus.USABLE
    guessed: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = field(default=())
