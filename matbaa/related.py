"""Chooses related articles that a reader may want to read next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from matbaa.language.normalize import fold
from matbaa.pages import Entry

#: Scores of a common tag, headline word, section and author. People choose tags deliberately, so
#: they count most.
_TAG, _WORD, _SECTION, _AUTHOR = 4, 2, 1, 1
_SHORTEST_WORD = 4


def related(
    entry: Entry, keywords: Iterable[str], candidates: Sequence[Entry], *, count: int = 4
) -> tuple[Entry, ...]:
    """At most `count` of `candidates` in the same language that have most in common with `entry`;
    with equal scores the newer ones come first.
    """
    words = _words(entry.title) | {word for phrase in keywords for word in _words(phrase)}
    scored = [
        (_score(entry, words, other), other)
        for other in candidates
        if other.id != entry.id and other.language == entry.language
    ]
    best = sorted(scored, key=lambda pair: (pair[0], pair[1].published), reverse=True)
    return tuple(other for score, other in best[:count] if score)


def _score(entry: Entry, words: set[str], other: Entry) -> int:
    tags = {fold(tag) for tag in entry.tags} & {fold(tag) for tag in other.tags}
    shared = words & _words(other.title)
    same_section = bool(entry.section) and entry.section == other.section
    authors = set(entry.authors) & set(other.authors)
    return (
        _TAG * len(tags) + _WORD * len(shared) + _SECTION * same_section + _AUTHOR * bool(authors)
    )


def _words(text: str) -> set[str]:
    return {word for word in fold(text).split() if len(word) >= _SHORTEST_WORD}
