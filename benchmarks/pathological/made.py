"""The class of a pathological document, and the usual way to make one: repeat a unit."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_TAG = re.compile(r"<[a-zA-Z]")
#: Just below what is refused at once for its number of elements.
_MOST_TAGS = 19_800


@dataclass(frozen=True, slots=True)
class Made:
    """A document, with its stated format and file name."""

    content: str | bytes
    format: str | None = None
    name: str = ""


def times(unit: str, size: int, format: str | None = None, head: str = "", tail: str = "") -> Made:
    return Made(head + unit * ((size - len(head) - len(tail)) // len(unit.encode())) + tail, format)


def numbered(
    unit: str, size: int, format: str | None = None, head: str = "", tail: str = ""
) -> Made:
    """Repeat `unit` with a number in it, so that no two are the same."""
    room = size - len((head + tail).encode())
    count = room // len(unit.format(99_999).encode())
    if tags := len(_TAG.findall(unit)):
        count = min(count, _MOST_TAGS * size // 2_000_000 // tags)
    return Made(head + "".join(unit.format(number) for number in range(count)) + tail, format)


SAID = "The council of town {0} met on Monday and voted on the budget of {0} million, it said. "
ARABIC = "قال وزير الاقتصاد رقم {0} اليوم الاثنين إن الموازنة بلغت {0} مليون دينار هذا العام. "
P = "<p>On day {0} the talks with the visiting delegation {0} were constructive, he said again.</p>"


def of(unit: str, format: str | None) -> Callable[[int], Made]:
    return lambda n: numbered(unit, n, format)


def run(unit: str, format: str | None) -> Callable[[int], Made]:
    return lambda n: times(unit, n, format, "A first line\n\n", "\nThe end of a text, it said.")
