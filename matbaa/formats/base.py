"""What every input format is, and what it may lean on."""

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
    """What is parsed at most; over a limit a document is rejected and the reason names it."""

    max_body_bytes: int = 2_000_000
    max_json_depth: int = 40
    #: Elements within elements, in HTML and XML.
    max_nesting: int = 100
    #: In one article's HTML or page; the largest pages of news sites have a quarter of that.
    max_elements: int = 20_000
    #: Of one element.
    max_attributes: int = 250
    #: Of one article, checked between steps that are each linear in its length.
    seconds: float = 5.0
    #: Articles in one document (feed, export).
    max_items: int = 10_000

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """As the installation has them."""
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
    """What a format may lean on beside the document itself."""

    #: Aware; relative dates count from here.
    received: datetime
    #: The site's time zone, for times without an offset.
    zone: ZoneInfo
    #: The site's language, a hint for detection.
    language: str | None = None
    #: File name, a hint for the format.
    name: str | None = None
    limits: Limits = Limits()
    #: Its headline, where it is stated beside the document.
    title: str | None = None


class Format(Protocol):
    """An input format; each is a module of this package."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of the module
        """Its name in envelopes and on the command line."""

    def can_parse(self, content: str, context: Context) -> bool:
        """Whether `content` looks like this format; cheap, never raises."""

    def parse(self, content: str, context: Context) -> list[Parsed]:
        """The articles in `content`, in its order. Raises Rejected naming the field at fault."""
