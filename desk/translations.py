"""The languages of the desk, and their message catalogs in `desk/locale`."""

from __future__ import annotations

import gettext
import io
from functools import lru_cache
from pathlib import Path

from babel import Locale, negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

#: Names of the languages, by tag, in the language itself; messages are written in the first one.
LANGUAGES = {"en": "English", "ar": "العربية"}
FOLDER = Path(__file__).parent / "locale"


@lru_cache
def catalog(language: str) -> gettext.NullTranslations:
    """The message catalog of one of `LANGUAGES`."""
    file = FOLDER / f"{language}.po"
    if not file.is_file():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with file.open("rb") as words:
        write_mo(compiled, read_po(words, locale=language))
    return gettext.GNUTranslations(io.BytesIO(compiled.getvalue()))


def chosen(cookie: str, accepted: str) -> str:
    """The language of a viewer: as in the cookie, else as the browser's Accept-Language asks."""
    if cookie in LANGUAGES:
        return cookie
    wanted = [part.partition(";")[0].strip() for part in accepted.split(",")]
    return negotiate_locale(wanted, list(LANGUAGES), sep="-") or next(iter(LANGUAGES))


def direction(language: str) -> str:
    """The writing direction of a language, `rtl` or `ltr`."""
    return "rtl" if Locale.parse(language).text_direction == "rtl" else "ltr"
