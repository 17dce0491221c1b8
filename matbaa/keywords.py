"""Keywords: the phrases that an article is found under, as they stand in it."""

from __future__ import annotations

from collections import Counter

from matbaa.language.normalize import fold
from matbaa.language.stopwords import stopwords
from matbaa.language.words import words


def keywords(
    text: str, *, title: str = "", language: str | None = None, limit: int = 8
) -> list[str]:
    """At most `limit` phrases, the most telling first."""
    stop = stopwords(language)
    found = [w for w in words(f"{title}\n{text}", language) if len(w) > 2 and fold(w) not in stop]
    return [word for word, _ in Counter(found).most_common(limit)]
