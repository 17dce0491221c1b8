"""Atom 0.3 and 1.0: a feed or a single entry."""

from __future__ import annotations

from matbaa.formats import feed, xml
from matbaa.formats.base import Context
from matbaa.story import Parsed

NAME = "atom"


def can_parse(content: str, context: Context) -> bool:
    """Whether it is XML with the root element `feed` or `entry`."""
    return xml.root_name(content) in {"feed", "entry"}


def parse(content: str, context: Context) -> list[Parsed]:
    """The article of each entry. Raises Rejected if there is none."""
    return feed.parse(content, NAME, context)
