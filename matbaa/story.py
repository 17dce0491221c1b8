"""An article as the press understands it: clean, structured, in a known language.

Formats turn whatever was sent into a `Submission`, `compose` turns that into a `Story`; every later
stage reads the story and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from matbaa.errors import Rejected
from matbaa.submission import Author, Image, PubStatus, Submission


@dataclass(frozen=True, slots=True)
class Parsed:
    """One article as a format understood it."""

    submission: Submission
    format: str
    #: Names of the submission's fields that were inferred, not stated by the document.
    guessed: frozenset[str] = frozenset()
    #: What a careful editor would want to know, a sentence each.
    warnings: tuple[str, ...] = ()
    #: Why it can be no article, where it is one of several in a document that can.
    refused: Rejected | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A composed article; what is None was not supplied and could not be found."""

    format: str
    #: BCP 47 tag, e.g. `ar`, `pt-BR`.
    language: str
    #: `rtl` or `ltr`.
    direction: str
    title: str
    subtitle: str | None = None
    authors: tuple[Author, ...] = ()
    #: Both with an offset.
    published: datetime | None = None
    updated: datetime | None = None
    publish_at: datetime | None = None
    expire_at: datetime | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    place: str | None = None
    #: As the producer supplied or the document stated them; written later where None.
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
