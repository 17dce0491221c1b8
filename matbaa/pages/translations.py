"""Translations of the words of the pages themselves; the catalogs are in `matbaa/locale`."""

from __future__ import annotations

import gettext
import io
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

from babel import Locale, UnknownLocaleError
from babel.core import get_global, parse_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from matbaa.language.locales import spared

#: The language that the messages are written in.
SOURCE_LANGUAGE = "en"


@lru_cache
def languages() -> frozenset[str]:
    """The languages with a catalog, and the source language."""
    folder = resources.files("matbaa") / "locale"
    names = {
        item.name.removesuffix(".po") for item in folder.iterdir() if item.name.endswith(".po")
    }
    return frozenset(names | {SOURCE_LANGUAGE})


def spoken(*wanted: str) -> str:
    """The first of the BCP 47 tags `wanted` that has a catalog: for the whole tag, for its language
    and script (`Hant` for `zh-TW`), or for its language.
    """
    for tag in wanted:
        for name in _names(tag):
            if name in languages():
                return name.replace("_", "-")
    return SOURCE_LANGUAGE


def _names(tag: str) -> Iterator[str]:
    """Possible names of the catalog for a tag, the most specific first."""
    yield tag.replace("-", "_")
    try:
        language, territory, script, *_ = parse_locale(tag.replace("_", "-"), sep="-")
    except ValueError:
        return
    likely = get_global("likely_subtags").get(f"{language}_{territory}", "")
    yield f"{language}_{script or likely[len(language) + 1 :].split('_')[0]}"
    yield language


@lru_cache
def catalog(language: str) -> gettext.NullTranslations:
    """The messages of a language that `spoken` returned; English if there is no catalog."""
    file = resources.files("matbaa") / "locale" / f"{language.replace('-', '_')}.po"
    if not file.is_file():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(file.read_bytes()), locale=language.replace("-", "_")))
    return gettext.GNUTranslations(io.BytesIO(compiled.getvalue()))


@lru_cache
def locale_of(language: str, edition: str = "") -> Locale:
    """The CLDR locale of a language. If `edition`, the site's language, is a regional form of it,
    that form is used: month names differ between Beirut, Cairo and Rabat.
    """
    tag = edition if edition.split("-")[0] == language else language
    for candidate in (tag, language, language.split("-")[0]):
        try:
            locale = Locale.parse(candidate.replace("-", "_"), resolve_likely_subtags=False)
        except (UnknownLocaleError, ValueError):
            continue
        return spared(locale)
    return spared(Locale(SOURCE_LANGUAGE))


@lru_cache
def direction_of(language: str) -> str:
    """`rtl` or `ltr`, by CLDR."""
    return locale_of(language).text_direction


@lru_cache
def name_of(language: str) -> str:
    """The name of a language in that language (`العربية`); its tag if CLDR does not know it."""
    try:
        name = spared(Locale.parse(language.replace("-", "_"))).display_name
    except (UnknownLocaleError, ValueError):
        name = None
    return name or language


@lru_cache(maxsize=4096)
def way(text: str, otherwise: str) -> str:
    """`rtl` or `ltr` by the majority of the letters of `text`; `otherwise` if there is none."""
    classes = [unicodedata.bidirectional(character) for character in text]
    right, left = classes.count("R") + classes.count("AL"), classes.count("L")
    return otherwise if right == left else ("rtl" if right > left else "ltr")
