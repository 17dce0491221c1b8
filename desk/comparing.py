"""Compares two versions of an article word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product, zip_longest
from typing import Literal

from matbaa.story import Story
from matbaa.texts import Texts

Kind = Literal["same", "added", "removed"]
#: Tokens: numbers with their separators, words with their Arabic vowel signs, white space, and
#: single other characters.
_PIECE = re.compile(r"\d+(?:[.,:٫٬]\d+)+|[\w\u064b-\u065f\u0670\u200c]+|\s+|[^\w\s]")
_WORD = re.compile(r"\w+")
#: Paragraphs that share a smaller part of their words count as one removed and one added.
_ALIKE = 0.25
#: Above this many pairs, changed paragraphs are paired in order: alignment takes quadratic time.
_MOST_PAIRS = 10_000
#: Paragraphs with more tokens are compared as wholes: comparing words takes quadratic time.
_MOST_PIECES = 4_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stayed, was added or was removed."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field that differs, with its changed paragraphs as pieces."""

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
    """Every field as a list of paragraphs."""
    between = "، " if story.direction == "rtl" else ", "
    return {
        "title": [story.title],
        "subtitle": [story.subtitle or ""],
        "authors": [between.join(author.name for author in story.authors)],
        "section": [story.section or ""],
        "tags": [between.join(story.tags)],
        "summary": list(texts.summary) if texts else list(story.summary or ()),
        "description": [(texts.description if texts else story.description) or ""],
        "text": story.text.split("\n\n"),
        "images": [image.url for image in story.images],
        "correction": [story.correction or ""],
        "published": [story.published.isoformat() if story.published else ""],
        "status": [story.status.value],
    }


def compare(old: Sequence[str], new: Sequence[str]) -> Iterator[list[Piece]]:
    """Yield the changed paragraphs as pieces. Unchanged paragraphs are left out."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            continue
        for left, right in _paired(old[old_from:old_to], new[new_from:new_to]):
            if left or right:
                yield words(left, right)


def _paired(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str]]:
    """Pair each old paragraph with its new version, in order; "" for one without counterpart.

    The pairing maximizes the total similarity: the alignment of Needleman and Wunsch (1970), scored
    by the words that two paragraphs share.
    """
    if len(old) * len(new) > _MOST_PAIRS or len(old) == len(new) == 1:
        return list(zip_longest(old, new, fillvalue=""))
    left, right = ([set(_WORD.findall(text)) for text in texts] for texts in (old, new))
    best = [[0.0] * (len(new) + 1) for _row in range(len(old) + 1)]
    for i, j in product(reversed(range(len(old))), reversed(range(len(new)))):
        together = best[i + 1][j + 1] + _likeness(left[i], right[j])
        best[i][j] = max(best[i + 1][j], best[i][j + 1], together)
    return list(_walk(old, new, best))


def _walk(
    old: Sequence[str], new: Sequence[str], best: Sequence[Sequence[float]]
) -> Iterator[tuple[str, str]]:
    i = j = 0
    while i < len(old) and j < len(new):
        if best[i][j] == best[i + 1][j]:
            yield old[i], ""
            i += 1
        elif best[i][j] == best[i][j + 1]:
            yield "", new[j]
            j += 1
        else:
            yield old[i], new[j]
            i, j = i + 1, j + 1
    yield from ((text, "") for text in old[i:])
    yield from (("", text) for text in new[j:])


def _likeness(left: set[str], right: set[str]) -> float:
    """The share of common words among all words (Jaccard index); 0.0 if below `_ALIKE`."""
    share = len(left & right) / max(1, len(left | right))
    return share if share >= _ALIKE else 0.0


def words(old: str, new: str) -> list[Piece]:
    """Merge two paragraphs into one list of pieces, compared word by word."""
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
