"""Names of months and weekdays, by the Unicode CLDR."""

from __future__ import annotations

from functools import lru_cache

from matbaa.language.locales import locale_of
from matbaa.language.normalize import fold


@lru_cache(maxsize=32)
def calendar_words(language: str) -> frozenset[str]:
    """The names of months and weekdays in a language, folded."""
    locale = locale_of(language)
    if locale is None:
        return frozenset()
    names = [*locale.months["format"]["wide"].values(), *locale.days["format"]["wide"].values()]
    return frozenset(fold(str(name)) for name in names)
