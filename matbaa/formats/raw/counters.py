"""Finds the numbers of comments and views in the header of a copied page."""

from __future__ import annotations

import re

from matbaa.formats.raw import words
from matbaa.formats.raw.lines import Kind, Line

_NUMBER = r"(\d{1,3}(?:[.,٬' \u00a0\u202f]\d{3})+|\d{1,9})"


def counters_of(head: list[Line]) -> tuple[int | None, int | None]:
    """The numbers of comments and views: from labels, else from two numbers on a line of their own,
    which are comments and views in that order on the pages that have them.
    """
    short = [line for line in head if line.length <= 80]
    comments = _labelled(short, words.comments())
    views = _labelled(short, words.views())
    if comments is not None or views is not None:
        return comments, views
    for line in head:
        numbers = re.findall(r"\d[\d,.]*", line.text)
        if line.kind is Kind.COUNTERS and len(numbers) == 2:
            first, second = (int(re.sub(r"\D", "", number)) for number in numbers)
            return first, second
    return None, None


def _labelled(lines: list[Line], label: str) -> int | None:
    """The number after a label, or before it if the line begins with a number."""
    after = re.compile(rf"(?<!\w)(?:{label})\s*[:(\[]?\s*{_NUMBER}(?![\d:])")
    before = re.compile(rf"(?<![\d:]){_NUMBER}\s*[)\]]?\s*(?:{label})(?!\w)")
    for line in lines:
        pattern = before if line.folded[:1].isdigit() else after
        if found := pattern.search(line.folded):
            return int(re.sub(r"\D", "", found[1]))
    return None
