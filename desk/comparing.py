"""What is different between two versions of an article, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from matbaa.story import Story
from matbaa.texts import Texts

Kind = Literal["same", "added", "removed"]
_PIECE = re.compile(r"\w+|\s+|[^\w\s]")
#: Longer paragraphs are compared as wholes: the time is quadratic.
_MOST_PIECES = 4_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field that differs, its paragraphs as pieces."""

    name: str
    paragraphs: list[list[Piece]]


def differences(old: tuple[Story, Texts | None], new: tuple[Story, Texts | None]) -> list[Field]:
    """The fields in which two versions differ, in the order in which readers meet them."""
    before, after = _fields(*old), _fields(*new)
    return [
        Field(name, list(compare(before[name], after[name])))
        for name in before
        if before[name] != after[name]
    ]


def _fields(story: Story, texts: Texts | None) -> dict[str, list[str]]:
    """Every field as paragraphs."""
    return {
        "title": [story.title],
        "subtitle": [story.subtitle or ""],
        "authors": [", ".join(author.name for author in story.authors)],
        "section": [story.section or ""],
        "tags": [", ".join(story.tags)],
        "summary": list(texts.summary) if texts else list(story.summary or ()),
        "description": [(texts.description if texts else story.description) or ""],
        "text": story.text.split("\n\n"),
        "images": [image.url for image in story.images],
        "correction": [story.correction or ""],
        "published": [story.published.isoformat() if story.published else ""],
        "status": [story.status.value],
    }


def compare(old: Sequence[str], new: Sequence[str]) -> Iterator[list[Piece]]:
    """Paragraphs side by side: those that stayed are left out but for a neighbour."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            continue
        before, after = list(old[old_from:old_to]), list(new[new_from:new_to])
        for number in range(max(len(before), len(after))):
            left = before[number] if number < len(before) else ""
            right = after[number] if number < len(after) else ""
            if left or right:
                yield words(left, right)


def words(old: str, new: str) -> list[Piece]:
    """The words of two paragraphs, in one."""
    left, right = _PIECE.findall(old), _PIECE.findall(new)
    if len(left) + len(right) > _MOST_PIECES or not (left and right):
        return [*_piece("removed", [old]), *_piece("added", [new])]
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    pieces: list[Piece] = []
    for tag, left_from, left_to, right_from, right_to in matcher.get_opcodes():
        if tag == "equal":
            pieces += _piece("same", left[left_from:left_to])
        else:
            pieces += _piece("removed", left[left_from:left_to])
            pieces += _piece("added", right[right_from:right_to])
    return pieces


def _piece(kind: Kind, parts: Sequence[str]) -> list[Piece]:
    text = "".join(parts)
    return [Piece(kind, text)] if text else []
