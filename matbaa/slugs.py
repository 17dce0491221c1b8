"""Slugs: the readable last part of an article's URL."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

import regex

from matbaa.language.words import primary

MAX_CHARACTERS = 80
#: Bytes, percent-encoded; file systems and some storages stop at 255 or 1024 for a whole key.
MAX_BYTES = 512

_DROPPED = regex.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b\u200d-\u200f"
    "\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u061c'’ʼ]"
)
_PARTS = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_ARABIC_TO_ASCII = str.maketrans({"ة": "a", "ى": "a", "ئ": "ي", "ؤ": "و", "ء": None, "ع": "a"})


def slugify(text: str, *, style: str = "unicode", language: str | None = None) -> str:
    """The slug of `text`, in its own script or, with the style `ascii`, transliterated.

    Empty only if `text` has no letter or digit.
    """
    plain = _lower(unicodedata.normalize("NFKC", text), language)
    plain = unicodedata.normalize("NFC", _DROPPED.sub("", plain))
    if style == "ascii":
        plain = _ascii(plain)
    return _cut(_PARTS.findall(plain))


def slug_for(
    title: str, *, submitted: str | None, style: str, language: str | None, fallback: str
) -> str:
    """The slug of an article: the submitted one made fit, else the title's, else `fallback`."""
    return (
        slugify(submitted or "", language=language)
        or slugify(title, style=style, language=language)
        or slugify(fallback)
        or "article"
    )


def _lower(text: str, language: str | None) -> str:
    if primary(language) in {"tr", "az"}:
        text = text.replace("İ", "i").replace("I", "ı")
    return text.lower().replace("i\u0307", "i")


def _ascii(text: str) -> str:
    from anyascii import anyascii  # its tables load on first use

    return anyascii(text.translate(_ARABIC_TO_ASCII)).lower().replace("'", "")


def _cut(parts: list[str]) -> str:
    slug = ""
    for part in parts:
        longer = f"{slug}-{part}" if slug else part
        if not _fits(longer):
            break
        slug = longer
    return slug or _shortened("".join(parts[:1]))


def _shortened(part: str) -> str:
    while part and not _fits(part):
        part = part[:-1]
    return part


def _fits(slug: str) -> bool:
    return len(slug) <= MAX_CHARACTERS and len(quote(slug, safe="")) <= MAX_BYTES
