"""Parts of a body that run against it: an English post quoted in an Arabic article."""

from __future__ import annotations

import re

from matbaa.pages.translations import way

#: Blocks that a producer gave no direction. Cells are left alone, so that columns stay in line,
#: and so is a lone item of a list, whose bullet would stand outside of it.
_BLOCK = re.compile(r"<(p|h[2-6]|figcaption|ul|ol|blockquote)>((?:[^<]++|<(?!/\1>))*+)</\1>")
_TAG = re.compile(r"<[^>]*>")
#: Hebrew, Arabic, Syriac, Thaana, N'Ko and the presentation forms (Unicode, chart by block).
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+")
#: So many characters tell what a block is in that has few Latin ones.
_BEGINNING = 40


def turned(html: str, direction: str) -> str:
    """`html` with a `dir` on each block most of whose letters run against `direction`."""
    if direction == "ltr" and _RIGHT_TO_LEFT.search(html) is None:
        return html

    def with_direction(block: re.Match[str]) -> str:
        tag, inner = block.groups()
        if (own := _way(_TAG.sub("", inner), direction)) != direction:
            return f'<{tag} dir="{own}">{inner}</{tag}>'
        return f"<{tag}>{turned(inner, direction)}</{tag}>" if tag == "blockquote" else block[0]

    return _BLOCK.sub(with_direction, html)


def _way(text: str, direction: str) -> str:
    """As `way`, which looks at each letter, where a look at the text does not do."""
    if direction == "ltr":
        return way(text, "ltr") if _RIGHT_TO_LEFT.search(text) else "ltr"
    little_latin = len(text.encode("ascii", "ignore")) * 2 < len(text)
    if little_latin and _RIGHT_TO_LEFT.search(text, 0, _BEGINNING):
        return "rtl"
    return way(text, "rtl")
