"""The rows of a pasted text, cleaned: without noise, one row per paragraph."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from matbaa.characters import balanced
from matbaa.formats.raw.chat import without_conversation
from matbaa.formats.raw.columns import in_one_column
from matbaa.formats.raw.marks import Copy, read_copy
from matbaa.formats.raw.masthead import without_masthead
from matbaa.formats.raw.tables import restored, set_aside
from matbaa.formats.raw.wrapping import whole_rows

#: Zero-width characters that editing programs leave. Between letters of scripts without spaces the
#: first of them separates words.
_ZERO_WIDTH = re.compile(
    "(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b|[\u2060\ufeff\ufffc]"
)
#: The Arabic tatweel within a word; `هـ` and `لـ500` need theirs. It is mere decoration in a text
#: that has one in at least every `_DECORATED` words; in others it may have a meaning.
_STROKE = re.compile("(?<=[\u0620-\u0652\u066e-\u06d3])\u0640+(?=[\u0620-\u0652\u066e-\u06d3])")
_DECORATED = 25
_EDGES = "\u200b\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\u200c\u200d"
_BULLET = "• "
#: A keycap digit, by which posts number their points.
_KEYCAP = re.compile("^(\\d)\ufe0f?\u20e3\\s*")
#: Hashtags after the last sentence of a post.
_HASHTAGS = re.compile(r"(?<=\S)[ \t]+((?:#\w[\w&-]{0,60}[ \t]{0,3}){2,30})$")
_LONGEST_TAGS = 600
#: A comment below a text (`[a]Can we have a shorter headline?`), and the most rows with comments.
_COMMENT, _MARGIN = re.compile(r"\[([a-z]{1,2})\](?=\S)"), 60
#: The most characters of an item that begins with an emoji.
_LONGEST_ITEM = 200


def read_rows(text: str) -> Copy:
    """The rows of `text`, which must be `legible`, with the information from its marks."""
    if len(_STROKE.findall(text)) * _DECORATED > text.count(" "):
        text = _STROKE.sub("", text)
    text = "\n".join(map(_with_tags_apart, text.split("\n"))) if "#" in text else text
    told = in_one_column(without_masthead([_without_noise(row) for row in text.splitlines()]))
    rows, tables = set_aside(_without_comments(told))
    copy = read_copy(_with_bullets(without_conversation(rows)))
    copy.rows = restored(whole_rows(copy.rows), tables)
    return copy


def _with_tags_apart(row: str) -> str:
    """The row with the hashtags after the last sentence on a row of their own."""
    start = max(len(row) - _LONGEST_TAGS, 0)
    found = _HASHTAGS.search(row, start) if "#" in row else None
    return f"{row[: found.start()]}\n\n{found[1]}" if found else row


def _without_comments(rows: list[str]) -> list[str]:
    """The rows without the margin comments that Google Docs copies, and without their letters."""
    if not any(row.startswith("[a]") for row in rows[-_MARGIN:]):
        return rows
    told = {found[1] for row in rows[-_MARGIN:] if (found := _COMMENT.match(row))}
    letters = re.compile("|".join(rf"\[{letter}\]" for letter in told))
    return [letters.sub("", row) for row in rows if _COMMENT.match(row) is None]


def _without_noise(row: str) -> str:
    if row.isascii():
        return row
    row = _ZERO_WIDTH.sub("", row)
    indent = len(row) - len(row.lstrip())
    text = balanced(row.strip().strip(_EDGES).strip())
    return row[:indent] + (_KEYCAP.sub(r"\1. ", text) if "\u20e3" in text else text)


def _with_bullets(rows: list[str]) -> list[str]:
    """The rows, in which items that all begin with the same emoji have bullets instead."""
    told = [place for place, row in enumerate(rows) if row.strip()]
    signs = {place: _picture(rows[place].strip()) for place in told}
    items: set[int] = set()
    for one, other in pairwise(told):
        if signs[one] and signs[one][0] == signs[other][:1] and other - one <= 2:
            items |= {one, other}
    return [
        _item(row.strip()[len(signs[place]) :].strip()) if place in items else row
        for place, row in enumerate(rows)
    ]


def _item(text: str) -> str:
    """The text as an item, unless it ends with a colon and introduces the list."""
    return text if text.endswith(":") else _BULLET + text


def _picture(row: str) -> str:
    """The emoji or similar signs, such as a tick, at the start of a row; empty if there
    are none.
    """
    if not row or row[0].isascii() or len(row) > _LONGEST_ITEM:
        return ""
    end = next((at for at, sign in enumerate(row) if not _is_picture(sign)), len(row))
    return row[:end] if end < len(row) else ""


def _is_picture(sign: str) -> bool:
    return (sign >= "\u2190" and unicodedata.category(sign) == "So") or sign in "\ufe0f\u200d"


def without_pictures(text: str) -> str:
    """A line without the emoji at its start and end."""
    signs = [at for at, sign in enumerate(text) if not (_is_picture(sign) or sign.isspace())]
    return text[signs[0] : signs[-1] + 1] if signs else text
