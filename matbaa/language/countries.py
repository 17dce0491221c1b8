"""Names of countries, by the Unicode CLDR."""

from __future__ import annotations

from functools import lru_cache

from matbaa.language.reading import read


@lru_cache(maxsize=32)
def countries(language: str) -> frozenset[tuple[str, ...]]:
    """The names of the world's countries in a language, each as the stems of its words."""
    from babel import Locale, UnknownLocaleError  # reads its data on first use

    try:
        territories = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return frozenset()
    names = [str(name) for code, name in territories.items() if code.isalpha()]
    return frozenset(stems for name in names if (stems := _stems(name, language)))


def _stems(name: str, language: str) -> tuple[str, ...]:
    """Empty for a name that is interrupted by a stop word or punctuation mark."""
    runs = read(name, language).runs
    return tuple(word.stem for word in runs[0].words) if len(runs) == 1 else ()
