"""Search on a static site: an index in blocks of articles, numbered from the oldest.

An article has a number on its site that never changes (0, 1, 2, ...). The newest articles stand in
one small open file; a full block is written once, split by the first letters of its terms, and
changes only when one of its articles does. So publishing writes one object, whatever was published
before, and a reader's browser fetches only the parts its words are in, newest block first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from matbaa.pages.values import Entry, Page

#: Articles in a block.
BLOCK = 256
OPEN_PATH = "search/open.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the index keeps of an article; `terms` are folded words with their weights."""

    number: int
    path: str
    title: str
    description: str
    language: str
    direction: str
    published: str
    section: str
    terms: dict[str, int]


def record(entry: Entry, text: str, number: int) -> Record:
    """The record of an article with its number on the site; `text` is its running text."""
    return Record(
        number=number,
        path=entry.path,
        title=entry.title,
        description=entry.description,
        language=entry.language,
        direction=entry.direction,
        published=entry.published.isoformat(timespec="minutes"),
        section=entry.section or "",
        terms={},
    )


def dump(record: Record) -> bytes:
    """A record as JSON, to be kept; `load` reads it."""
    return orjson.dumps(record)


def load(data: bytes) -> Record:
    """The record that `dump` wrote."""
    return Record(**orjson.loads(data))


def block_of(number: int) -> int:
    """The block that the article with this number belongs to."""
    return number // BLOCK


def open_page(records: Sequence[Record], closed: int) -> Page:
    """The newest articles; `closed` is how many full blocks came before them."""
    body = {"closed": closed, "block": BLOCK, "records": list(records)}
    return Page(OPEN_PATH, "search-index", "application/json", orjson.dumps(body))


def block_pages(block: int, records: Sequence[Record]) -> list[Page]:
    """The files of a full block; an article that was taken down is simply not among `records`."""
    return [
        Page(
            f"search/{block}/records.json",
            "search-index",
            "application/json",
            orjson.dumps(list(records)),
        )
    ]
