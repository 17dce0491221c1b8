"""The interface of input formats, the context they get, and the limits they enforce."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from matbaa.story import Parsed

if TYPE_CHECKING:
    from matbaa.settings import Settings


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of parsing. A document over one of them is rejected with a reason that names it."""

    max_body_bytes: int = 2_000_000
    max_json_depth: int = 40
    #: Depth of nested elements in HTML and XML.
    max_nesting: int = 100
    #: Elements in one article's HTML or page; the largest pages of news sites have a quarter of it.
    max_elements: int = 20_000
    #: Attributes of one element.
    max_attributes: int = 250
    #: Time per article, checked between steps that are each linear in its length.
    seconds: float = 5.0
    #: Articles in one document, such as a feed or an export.
    max_items: int = 10_000

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """The limits that an installation's settings define."""
        return cls(
            max_body_bytes=settings.max_body_bytes,
            max_json_depth=settings.max_json_depth,
            max_nesting=settings.max_nesting,
            max_elements=settings.max_elements,
            max_attributes=settings.max_attributes,
            seconds=settings.parse_seconds,
        )


@dataclass(frozen=True, slots=True)
class Context:
    """What a format knows besides the document itself."""

    #: When the document was received, with a time zone; relative dates count from here.
    received: datetime
    #: The site's time zone, for times without an offset.
    zone: ZoneInfo
    #: The site's language, a hint for detection.
    language: str | None = None
    #: File name, a hint for the format.
    name: str | None = None
    limits: Limits = Limits()
    #: The article's headline, if it is stated outside the document.
    title: str | None = None


class Format(Protocol):
    """An input format; each is a module of this package."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of the module
        """The name of the format in envelopes and on the command line."""

    def can_parse(self, content: str, context: Context) -> bool:
        """Whether `content` looks like this format; cheap, never raises."""

    def parse(self, content: str, context: Context) -> list[Parsed]:
        """The articles in `content`, in order. Raises Rejected naming the field at fault."""
