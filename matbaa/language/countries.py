"""Names of countries, by the Unicode CLDR."""

from __future__ import annotations

from functools import lru_cache

from matbaa.language.locales import locale_of
from matbaa.language.reading import Word, read

#: Codes of the CLDR that are no places: the euro zone, outlying islands together, tests, unknown.
_NO_PLACES = frozenset(["EZ", "QO", "XA", "XB", "ZZ"])


@lru_cache(maxsize=32)
def countries(language: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The names of the world's countries in a language as folded words, by the words' stems."""
    locale = locale_of(language)
    if locale is None:
        return {}
    territories = locale.territories
    told = [str(territories[code]) for code in territories.keys() - _NO_PLACES if code.isalpha()]
    names = [_words(name, language) for name in told]
    return {tuple(w.stem for w in name): tuple(w.folded for w in name) for name in names if name}


def _words(name: str, language: str) -> list[Word]:
    """Empty for a name that is interrupted by a stop word or punctuation mark."""
    runs = read(name, language).runs
    return list(runs[0].words) if len(runs) == 1 else []
