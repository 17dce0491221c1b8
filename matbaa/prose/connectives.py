"""Words that link a sentence to the one before it, and words that start a clause within it.

The words are in `connectives.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from matbaa.language.normalize import fold
from matbaa.language.words import primary

Opening = tuple[str, ...]


class Beginnings(frozenset[Opening]):
    """Folded beginnings, word by word."""

    #: Most words are not among these, so that nothing longer has to be looked up.
    first_words: frozenset[str]

    def __new__(cls, beginnings: Iterable[Opening]) -> Beginnings:
        """The beginnings, and their first words."""
        made = super().__new__(cls, beginnings)
        made.first_words = frozenset(first for first, *_ in made)
        return made


@dataclass(frozen=True, slots=True)
class Openings:
    """Folded openings of clauses in one language, as tuples of words; empty if none are known."""

    clauses: Beginnings
    adjuncts: Beginnings
    trailing: Beginnings
    prepositions: Beginnings
    unending: frozenset[str]
    reporting: frozenset[str]


@lru_cache(maxsize=64)
def dangling(language: str | None) -> Beginnings:
    """Folded sentence beginnings that depend on the sentence before."""
    return _split("dangling", language)


@lru_cache(maxsize=64)
def pointing(language: str | None) -> frozenset[str]:
    """Folded words that refer to an earlier sentence wherever they occur."""
    return frozenset(_listed("pointing", language))


@lru_cache(maxsize=64)
def early_pointers(language: str | None) -> frozenset[str]:
    """Folded words that refer to an earlier sentence if they occur near the start."""
    return pointing(language).union(_listed("adding", language))


@lru_cache(maxsize=64)
def own_letters(language: str | None) -> list[str]:
    """Folded beginnings of nouns and names whose first letter looks like a prefixed preposition."""
    return sorted(_listed("own_letters", language))


@lru_cache(maxsize=64)
def verbs(language: str | None) -> frozenset[str]:
    """Folded forms of the commonest verbs, except those that are also nouns."""
    return frozenset(_listed("verbs", language))


@lru_cache(maxsize=64)
def listed(kind: str, language: str | None) -> frozenset[str]:
    """The folded words of the table `kind`: `titles`, `vague`, `numerals`, `empty`, ..."""
    return frozenset(_listed(kind, language))


@lru_cache(maxsize=64)
def openings(language: str | None) -> Openings:
    """The openings of clauses in a language (BCP 47 tag)."""
    return Openings(
        _split("clauses", language),
        _split("adjuncts", language),
        _split("trailing", language),
        _split("prepositions", language),
        frozenset(_listed("unending", language)),
        frozenset(_listed("reporting", language)),
    )


def _split(kind: str, language: str | None) -> Beginnings:
    return Beginnings(tuple(opening.split("_")) for opening in _listed(kind, language))


def _listed(kind: str, language: str | None) -> list[str]:
    return fold(_tables()[kind].get(primary(language), "")).split()


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("matbaa.prose") / "connectives.toml").read_text("utf-8"))
