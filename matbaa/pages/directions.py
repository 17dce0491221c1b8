"""Marks blocks whose direction differs from the body's: an English post in an Arabic article."""

from __future__ import annotations

import re

from matbaa.pages.pieces import RIGHT_TO_LEFT
from matbaa.pages.translations import way

#: Blocks without a `dir`. Table cells are not included, so that columns stay aligned, nor single
#: list items, whose bullet would then be outside the list.
_BLOCK = re.compile(r"<(p|h[2-6]|figcaption|ul|ol|blockquote)>((?:[^<]++|<(?!/\1>))*+)</\1>")
_TAG = re.compile(r"<[^>]*>")
#: In a block with few Latin letters, this many first characters suffice to tell its direction.
_BEGINNING = 40


def turned(html: str, direction: str) -> str:
    """`html` with a `dir` on each block in which most letters run opposite to `direction`."""

    def with_direction(block: re.Match[str]) -> str:
        tag, inner = block.groups()
        if (own := _way(_TAG.sub("", inner), direction)) != direction:
            return f'<{tag} dir="{own}">{inner}</{tag}>'
        return f"<{tag}>{turned(inner, direction)}</{tag}>" if tag == "blockquote" else block[0]

    return _BLOCK.sub(with_direction, html)


def _way(text: str, direction: str) -> str:
    """The result of `way`, which examines each letter, but faster where a rough look suffices."""
    if direction == "ltr":
        return way(text, "ltr") if RIGHT_TO_LEFT.search(text) else "ltr"
    little_latin = len(text.encode("ascii", "ignore")) * 2 < len(text)
    if little_latin and RIGHT_TO_LEFT.search(text, 0, _BEGINNING):
        return "rtl"
    return way(text, "rtl")
