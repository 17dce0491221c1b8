"""Tells numbered lists from lines that begin with other numbers, such as days of a month."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

_NUMBER = re.compile(r"\s*(?P<number>\d{1,2})[.)-]\s+")


def counts_from_one(rows: Sequence[str]) -> bool:
    """Whether the rows are numbered 1, 2, 3 and so on, as the items of an HTML list are."""
    found = map(_NUMBER.match, rows)
    numbers = [int(each["number"]) if each else 0 for each in found]
    return numbers == list(range(1, len(rows) + 1))


def with_numbered_lists(blocks: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The blocks, with the items of numbered lists without their numbers. Where a list would show
    other numbers than the text has, such as `12. November`, the items become paragraphs.
    """
    for name, run in groupby(blocks, itemgetter(0)):
        rows = [text for _, text in run]
        if name == "ol" and counts_from_one(rows):
            yield from ((name, _NUMBER.sub("", row, count=1)) for row in rows)
        else:
            yield from (("p" if name == "ol" else name, row) for row in rows)
