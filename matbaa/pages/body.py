"""Last touches to a sanitised body before it is printed."""

from __future__ import annotations

import re

_MEDIA = re.compile(
    r"<(figure|picture|video|audio|iframe)\b.*?</\1>|<(?:img|source)\b[^>]*>", re.DOTALL
)
#: A direction mark that stands before or after a letter of its own direction changes nothing for
#: readers, but it stays in what they copy, and readers' tools stumble over it.
_IDLE_MARK = re.compile(
    "\u200f(?=[\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff])"
    "|(?<=[\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff])\u200f"
    "|\u200e(?=[A-Za-z\u00c0-\u024f])|(?<=[A-Za-z\u00c0-\u024f])\u200e"
)


def tidy(html: str) -> str:
    """HTML without idle direction marks."""
    return _IDLE_MARK.sub("", html)


def without_media(html: str) -> str:
    """HTML without pictures and players, for the text-only edition."""
    return _MEDIA.sub("", html)
