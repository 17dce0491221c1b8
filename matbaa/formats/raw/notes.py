"""Recognises footnotes in text pasted from a word processor: numbers attached to words, notes
below.
"""

from __future__ import annotations

import re

_NOTE = re.compile(r"\[?(?P<number>\d{1,2})\]?[.)]?\s+(?P<text>\S.*)", re.S)
#: Private-use characters around a number while it is part of the text.
_OPEN, _CLOSE = "\ue001", "\ue002"
_MARKED = re.compile(rf"{_OPEN}(\d{{1,2}}){_CLOSE}")
#: The least number of notes, and the most characters that are searched for their numbers.
_FEWEST, _LONGEST = 2, 200_000


def with_notes(blocks: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The blocks with the notes at their end as a list, if the number of each note is attached to a
    word above; these numbers are marked.
    """
    notes = _notes(blocks)
    if len(notes) < _FEWEST or sum(len(text) for _, text in blocks) > _LONGEST:
        return blocks
    above = blocks[: -len(notes)]
    for number in range(1, len(notes) + 1):
        mark = re.compile(rf"(?<=[^\W\d_]|[.,;:!?»”\"’)؟،]){number}(?!\w|[.,]\d)")
        place = next((at for at, (_, text) in enumerate(above) if mark.search(text)), None)
        if place is None:
            return blocks
        name, text = above[place]
        above[place] = (name, mark.sub(f"{_OPEN}{number}{_CLOSE}", text, count=1))
    return [*above, *(("ol", text) for text in notes)]


def marks_raised(markup: str) -> str:
    """Escaped text with the marked numbers as superscripts."""
    return _MARKED.sub(r"<sup>\1</sup>", markup) if _OPEN in markup else markup


def _notes(blocks: list[tuple[str, str]]) -> list[str]:
    """The texts of the last blocks, if these are numbered consecutively from one; else none."""
    texts: list[str] = []
    for _, text in reversed(blocks):
        note = _NOTE.fullmatch(text)
        if note is None:
            return []
        texts.insert(0, note["text"])
        if note["number"] == "1":
            break
    numbers = [_NOTE.fullmatch(text) for _, text in blocks[-len(texts) :]]
    told = [int(each["number"]) for each in numbers if each]
    return texts if told == list(range(1, len(texts) + 1)) else []
