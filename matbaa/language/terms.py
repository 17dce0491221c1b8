"""Terms: the content words of a text, reduced so that their inflections match."""

from __future__ import annotations

from matbaa.language.reading import read


def terms(text: str, language: str | None = None) -> list[str]:
    """The terms of `text`: folded, stemmed, without stop words.

    In scripts without spaces, terms are pairs of neighbouring characters.
    """
    return read(text, language).terms
