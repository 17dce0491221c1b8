"""Recognises headings that are marked up as bold paragraphs, as by word processors."""

from __future__ import annotations

import html
import re
from collections import Counter

_BOLD = re.compile(r"<p><(strong|b)>((?:(?!</?(?:strong|b|br)\b).){3,400})</\1></p>", re.S)
_HEADING = re.compile(r"<h[2-4]\b[^<>]*>(.*?)</h[2-4]>", re.S)
_TAG = re.compile(r"<[^<>]*>")
#: Marks that no heading ends with: questions in interviews are bold too, and a colon follows a
#: speaker or introduces a list.
_NO_END = tuple('.,:;!?…؟،؛۔।：。？！»”"')
_BYLINE = re.compile(r"(?:by|von|par|por|di|door|av|af|yazan|بقلم|كتب|كتبت|تحرير)\b", re.I)
_LONGEST, _MOST_WORDS, _LEAST = 80, 12, 60
_STARTS, _LONGEST_BLOCK = ("<p><strong>", "<p><b>"), 500


def promote(blocks: list[str], paragraphs: list[str], headings: list[str]) -> None:
    """Turn bold paragraphs into headings where they are meant as such, in all three lists."""
    found = _meant(blocks)
    if not found:
        return
    tag = "h3" if any(block.startswith("<h2") for block in blocks) else "h2"
    for place, (markup, told) in found.items():
        blocks[place] = f"<{tag}>{markup}</{tag}>"
        if told in paragraphs:
            paragraphs.remove(told)
    headings[:] = [_plain(told) for block in blocks for told in _HEADING.findall(block)]


def _meant(blocks: list[str]) -> dict[int, tuple[str, str]]:
    """Markup and text of the headings by their index: short, entirely bold, unique, not sentences,
    with a paragraph somewhere above and a longer one below.
    """
    bold = {place: told for place, block in enumerate(blocks) if (told := _bold(block))}
    times = Counter(told for _, told in bold.values())
    first = next(
        (place for place, block in enumerate(blocks) if block.startswith("<p")), len(blocks)
    )
    return {
        place: (markup, told)
        for place, (markup, told) in bold.items()
        if place > first
        and times[told] == 1
        and _is_heading(told)
        and not (place - 1 in bold or blocks[place - 1].startswith("<h"))
        and place + 1 not in bold
        and _is_text(blocks[place + 1 : place + 2])
    }


def _bold(block: str) -> tuple[str, str] | None:
    """Markup and text of a paragraph that is entirely bold, else None."""
    is_bold = block.startswith(_STARTS) and len(block) <= _LONGEST_BLOCK
    found = _BOLD.fullmatch(block) if is_bold else None
    return (found[2], _plain(found[2])) if found else None


def _is_heading(text: str) -> bool:
    is_short = len(text) <= _LONGEST and len(text.split()) <= _MOST_WORDS
    is_said = any(map(str.isalpha, text)) and not text.endswith(_NO_END)
    return is_short and is_said and _BYLINE.match(text) is None


def _is_text(below: list[str]) -> bool:
    """Whether a list or a paragraph of some length follows."""
    return any(
        block.startswith(("<ul", "<ol"))
        or (block.startswith("<p") and len(_plain(block)) >= _LEAST)
        for block in below
    )


def _plain(markup: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", markup)).split())
