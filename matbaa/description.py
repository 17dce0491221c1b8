"""Meta descriptions: one finished piece of text that fits what search engines show."""

from __future__ import annotations

import regex

from matbaa.summary import summarize

_GRAPHEME = regex.compile(r"\X")


def describe(text: str, *, title: str = "", language: str | None = None, limit: int = 155) -> str:
    """A description of at most `limit` grapheme clusters."""
    sentences = summarize(text, title=title, language=language, sentences=3).sentences
    fitting = [s for s in sentences if len(_GRAPHEME.findall(s)) <= limit]
    if fitting or not sentences:
        return fitting[0] if fitting else ""
    return _cut("".join(_GRAPHEME.findall(sentences[0])[: limit - 1])) + "…"


def _cut(text: str) -> str:
    return text.rsplit(None, 1)[0]
