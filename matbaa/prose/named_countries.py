"""Tells phrases that name a country from others with the same stems: `مالي` from `المالية`."""

from __future__ import annotations

from matbaa.language.countries import countries
from matbaa.prose.phrases import Phrases

#: Letters that are attached to an Arabic name: `وفرنسا`, `بفرنسا`.
_ATTACHED = ("", "و", "ب", "ل", "ك", "ف")


def named_countries(found: Phrases) -> frozenset[tuple[str, ...]]:
    """The phrases of a text, by their stems, that are the name of a country in most places."""
    known = countries(found.language or "en")
    return frozenset(stems for stems, name in known.items() if _is_named(found, stems, name))


def _is_named(found: Phrases, stems: tuple[str, ...], name: tuple[str, ...]) -> bool:
    size = len(stems)
    places = found.longer.get(stems) if size > 1 else found.words.get(stems[0])
    if not places:
        return False
    written = [tuple(w.folded for w in run.words[at : at + size]) for _, run, at in places]
    forms = {(letter + name[0], *name[1:]) for letter in _ATTACHED}
    return name in written and 2 * sum(each in forms for each in written) >= len(written)
