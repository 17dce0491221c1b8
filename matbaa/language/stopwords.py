"""Stop words: words of a language that carry no topic."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

from matbaa.language.normalize import fold

#: Languages whose list in `stopwordsiso` is corrupt: the Urdu one was decoded wrongly.
_GARBLED = frozenset(["ur"])
#: Listed words that are parts of names, such as the Arabic `son of`; they are not stop words.
_NAMES = {"ar": ("بن", "ابن", "أبو")}


@lru_cache(maxsize=64)
def stopwords(language: str | None) -> frozenset[str]:
    """The folded stop words of a language (BCP 47 tag); empty if there is no list."""
    import stopwordsiso  # its JSON is read on first use

    code = (language or "").lower().replace("_", "-").split("-")[0]
    code = {"nb": "no", "nn": "no"}.get(code, code)
    listed = code not in _GARBLED and stopwordsiso.has_lang(code)
    found = set(stopwordsiso.stopwords(code)) if code and listed else set()
    words = found.union(_more().get(code, "").split()) - set(_NAMES.get(code, ()))
    return frozenset(fold(word) for word in words)


@lru_cache(maxsize=1)
def _more() -> dict[str, str]:
    return tomllib.loads((files("matbaa.language") / "stopwords.toml").read_text("utf-8"))
