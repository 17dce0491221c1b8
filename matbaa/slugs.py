"""Slugs: the readable last part of an article's URL."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

import regex

from matbaa.language.words import primary

MAX_CHARACTERS = 80
#: Percent-encoded bytes. File systems allow 255 bytes decoded, some proxies 1,024 for a whole path.
MAX_BYTES = 512

#: Harakat, Quranic marks, tatweel, invisible and bidi controls, variation selectors.
_UNSEEN = regex.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0640"
    "\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\u00ad\u061c]"
)
_APOSTROPHE = regex.compile("['’ʼ]")
#: Languages whose apostrophe separates two words: `l'Aisne`.
_ELIDING = {"fr", "it", "ca", "oc"}
_PARTS = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*")
_GRAPHEME = regex.compile(r"\X")

#: A waw is the consonant w, not a long vowel, beside an alef and at the start of a word.
_ARABIC_W = regex.compile(r"(?<![\p{L}])و|(?<=ا)و|و(?=ا)")
_ARABIC_Y = regex.compile(r"(?<![\p{L}])ي|(?<=ا)ي|ي(?=ا)")
_ARABIC = str.maketrans({
    "و": "u", "ي": "i", "ى": "a", "ة": "a", "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a",
    "ؤ": "u", "ئ": "i", "ء": "", "ع": "a", "ث": "th", "ح": "h", "خ": "kh", "ذ": "dh", "ش": "sh",
    "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "gh", "ق": "q", "ه": "h", "ج": "j",
})  # fmt: skip
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def slugify(text: str, *, style: str = "unicode", language: str | None = None) -> str:
    """The slug of `text`, in its own script (`unicode`) or transliterated (`ascii`).

    It is in lower case, with ASCII digits and words joined by `-`, without harakat, tatweel and
    invisible controls, and cut between words at 80 characters or 512 bytes percent-encoded. It is
    empty only if `text` has no letter or digit.
    """
    plain = unicodedata.normalize("NFKC", text)
    plain = _UNSEEN.sub("", _lower(plain, primary(language)))
    plain = _APOSTROPHE.sub(" " if primary(language) in _ELIDING else "", plain)
    plain = "".join(map(_ascii_digit, unicodedata.normalize("NFC", plain)))
    if style == "ascii":
        plain = _transliterated(plain, primary(language)) or plain
    return _cut(_PARTS.findall(plain))


def slug_for(
    title: str, *, submitted: str | None, style: str, language: str | None, fallback: str
) -> str:
    """The slug of an article, never empty: from the submitted slug, else from the title, else from
    `fallback`.
    """
    return (
        slugify(submitted or "", language=language)
        or slugify(title, style=style, language=language)
        or slugify(fallback)
        or "article"
    )


def _lower(text: str, language: str) -> str:
    if language in {"tr", "az"}:
        text = text.replace("İ", "i").replace("I", "ı")
    return text.lower().replace("i\u0307", "i")


def _ascii_digit(char: str) -> str:
    return str(unicodedata.decimal(char)) if unicodedata.category(char) == "Nd" else char


def _transliterated(text: str, language: str) -> str:
    from anyascii import anyascii  # its tables load on first use

    text = " ".join(_PARTS.findall(text))
    if language == "de":
        text = text.translate(_GERMAN)
    text = _ARABIC_Y.sub("y", _ARABIC_W.sub("w", text)).translate(_ARABIC)
    return " ".join(_PARTS.findall(_APOSTROPHE.sub("", anyascii(text)).lower()))


def _cut(parts: list[str]) -> str:
    slug = ""
    for part in parts:
        longer = f"{slug}-{part}" if slug else part
        if not _fits(longer):
            break
        slug = longer
    return slug or _shortened("".join(parts[:1]))


def _shortened(part: str) -> str:
    """The beginning of a single word that exceeds the limits."""
    clusters = _GRAPHEME.findall(part)[:MAX_CHARACTERS]
    while len(clusters) > 1 and not _fits("".join(clusters)):
        clusters.pop()
    return "".join(clusters)[:MAX_CHARACTERS]


def _fits(slug: str) -> bool:
    return len(slug) <= MAX_CHARACTERS and len(quote(slug, safe="")) <= MAX_BYTES
