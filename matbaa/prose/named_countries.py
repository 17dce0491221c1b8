"""Tells phrases that name a country from others with the same stems: `مالي` from `المالية`."""

from __future__ import annotations

from collections.abc import Iterable

from matbaa.language.countries import countries
from matbaa.prose.phrases import Phrases

#: Letters that are attached to an Arabic name: `وفرنسا`, `بفرنسا`.
_ATTACHED = ("", "و", "ب", "ل", "ك", "ف")


def named_countries(found: Phrases, among: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Those phrases, given by their stems, that are the name of a country in most places."""
    known = countries(found.language or "en")
    return [stems for stems in known.keys() & among if _is_name(found, stems, known[stems])]


def _is_name(found: Phrases, stems: tuple[str, ...], name: tuple[str, ...]) -> bool:
    places = found.longer[stems] if len(stems) > 1 else found.words[stems[0]]
    size = len(stems)
    written = [tuple(w.folded for w in run.words[at : at + size]) for _, run, at in places]
    forms = {(letter + name[0], *name[1:]) for letter in _ATTACHED}
    return name in written and 2 * sum(each in forms for each in written) >= len(written)
