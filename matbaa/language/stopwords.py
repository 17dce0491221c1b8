"""Stop words: words of a language that carry no topic."""

from __future__ import annotations

import json
import tomllib
from functools import lru_cache
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

from matbaa.language.normalize import fold

#: Languages whose list in `stopwordsiso` is corrupt: the Urdu one was decoded wrongly.
_GARBLED = frozenset(["ur"])
#: Listed words that are parts of names, such as the Arabic `son of`; they are not stop words.
_NAMES = {"ar": ("بن", "ابن", "أبو")}


@lru_cache(maxsize=64)
def stopwords(language: str | None) -> frozenset[str]:
    """The folded stop words of a language (BCP 47 tag); empty if there is no list."""
    code = (language or "").lower().replace("_", "-").split("-")[0]
    code = {"nb": "no", "nn": "no"}.get(code, code)
    listed = () if code in _GARBLED else _listed(code)
    words = {*listed, *_more().get(code, "").split()} - set(_NAMES.get(code, ()))
    return frozenset(fold(word) for word in words)


def _listed(code: str) -> list[str]:
    """The list of `stopwordsiso`, read from its file: the library keeps all languages in memory."""
    file = distribution("stopwordsiso").locate_file("stopwordsiso/stopwords-iso.json")
    text = Path(str(file)).read_text("utf-8")
    at = text.find(name := f'"{code}":')
    found: list[str] = json.JSONDecoder().raw_decode(text, at + len(name))[0] if at > 0 else []
    return found


@lru_cache(maxsize=1)
def _more() -> dict[str, str]:
    return tomllib.loads((files("matbaa.language") / "stopwords.toml").read_text("utf-8"))
