"""The desk's own words in the languages that it speaks: catalogs in `desk/locale`."""

from __future__ import annotations

import gettext
import io
from functools import lru_cache
from pathlib import Path

from babel import Locale, negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

#: By tag, each in its own words; the first one is what the messages are written in.
LANGUAGES = {"en": "English", "ar": "العربية"}
FOLDER = Path(__file__).parent / "locale"


@lru_cache
def catalog(language: str) -> gettext.NullTranslations:
    """The messages of one of `LANGUAGES`."""
    file = FOLDER / f"{language}.po"
    if not file.is_file():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with file.open("rb") as words:
        write_mo(compiled, read_po(words, locale=language))
    return gettext.GNUTranslations(io.BytesIO(compiled.getvalue()))


def chosen(cookie: str, accepted: str) -> str:
    """The language of a reader: as chosen before, or what the browser asks for."""
    if cookie in LANGUAGES:
        return cookie
    wanted = [part.partition(";")[0].strip() for part in accepted.split(",")]
    return negotiate_locale(wanted, list(LANGUAGES), sep="-") or next(iter(LANGUAGES))


def direction(language: str) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if Locale.parse(language).text_direction == "rtl" else "ltr"
