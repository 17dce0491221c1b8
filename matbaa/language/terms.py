"""Terms: the content words of a text, reduced so that their inflections match."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

import regex

from matbaa.language.normalize import fold, light_stem
from matbaa.language.stopwords import stopwords
from matbaa.language.words import primary

_SPACED = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]+")


def terms(text: str, language: str | None = None) -> list[str]:
    """The terms of `text`: folded, stemmed, without stop words.

    Of scripts without spaces, pairs of neighbouring characters stand for words.
    """
    folded, stop = fold(text), stopwords(language)
    found = [word for word in _SPACED.findall(folded) if word not in stop]
    if _UNSPACED.search(folded):
        found = [part for word in found for part in _pairs(word)]
    return stems(found, language)


def stems(folded: list[str], language: str | None = None) -> list[str]:
    """The stem of each folded word: Snowball's where it has one, a light one in Arabic script."""
    stemmer = _stemmer(primary(language))
    found = stemmer.stemWords(folded) if stemmer is not None else folded
    return [light_stem(word) if "\u0620" <= word[:1] <= "\u06d3" else word for word in found]


def _pairs(word: str) -> list[str]:
    if not _UNSPACED.match(word):
        return [word]
    return [word[at : at + 2] for at in range(max(1, len(word) - 1))]


@lru_cache(maxsize=32)
def _stemmer(language: str) -> _Stemmer | None:
    import Stemmer  # type: ignore[import-not-found]  # PyStemmer is a C extension without stubs

    language = {"nb": "no", "nn": "no"}.get(language, language)
    return Stemmer.Stemmer(language) if language in _SNOWBALL else None


class _Stemmer(Protocol):
    def stemWords(self, words: list[str]) -> list[str]: ...  # noqa: N802 - PyStemmer's name


#: Languages of Snowball, by the codes it knows them by. Its Arabic is left out: it wants the
#: letters that folding has made one.
_SNOWBALL = {
    "da", "de", "el", "en", "es", "eu", "fi", "fr", "ga", "hi", "hu", "hy", "id", "it", "lt", "ne",
    "nl", "no", "pl", "pt", "ro", "ru", "sr", "sv", "ta", "tr", "yi",
}  # fmt: skip
