"""RSS 0.9x to 2.0, RDF Site Summary 1.0 and CDF."""

from __future__ import annotations

from matbaa.formats import feed, xml
from matbaa.formats.base import Context
from matbaa.story import Parsed

NAME = "rss"


def can_parse(content: str, context: Context) -> bool:
    """Whether it is XML with the root element `rss`, `RDF` or (CDF) `channel`, in any case."""
    return xml.root_name(content).lower() in {"rss", "rdf", "channel", "redirect"}


def parse(content: str, context: Context) -> list[Parsed]:
    """The article of each item. Raises Rejected if there is none."""
    return feed.parse(content, NAME, context)
