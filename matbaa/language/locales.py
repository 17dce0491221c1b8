"""Locales of languages, by the Unicode CLDR."""

from __future__ import annotations

import contextlib
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale


@cache
def locale_of(language: str) -> Locale | None:
    """The locale of a language, or that of its primary subtag; None if the CLDR has neither."""
    from babel import Locale, UnknownLocaleError  # reads its data on first use

    for tag in (language, language.replace("_", "-").split("-")[0]):
        with contextlib.suppress(UnknownLocaleError, ValueError):
            return Locale.parse(tag.replace("-", "_"))
    return None
