"""Last touches to a sanitised body before it is printed."""

from __future__ import annotations

import re
from html import unescape

from matbaa.slugs import slugify

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
_HEADING = re.compile(r"<(h[2-6])((?:\s[^>]*)?)>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_IMAGE = re.compile(r"<img\b(?![^>]*\sloading=)")
#: A table that holds no other one.
_TABLE = re.compile(r"<table\b(?:(?!<table\b).)*?</table>", re.DOTALL)
#: Ids that the theme's own parts have.
_TAKEN = frozenset({"main", "related", "latest", "q", "status", "results", "more"})


def finish(html: str) -> str:
    """HTML whose headings can be linked to, whose pictures load when they come near, whose tables
    can be scrolled, by keyboard too, and without idle direction marks.
    """
    taken = set(_TAKEN)

    def with_id(match: re.Match[str]) -> str:
        tag, attributes, inner = match.groups()
        name = slugify(unescape(_TAG.sub("", inner)))
        if not name or " id=" in attributes:
            return match[0]
        return f'<{tag}{attributes} id="{_free(name, taken)}">{inner}</{tag}>'

    html = _IMAGE.sub('<img loading="lazy" decoding="async"', html)
    if html.count("<table") == html.count("</table>") == len(_TABLE.findall(html)):
        html = _TABLE.sub(r'<div class="table" role="group" tabindex="0">\g<0></div>', html)
    return _HEADING.sub(with_id, _IDLE_MARK.sub("", html))


def without_media(html: str) -> str:
    """HTML without pictures and players, for the text-only edition."""
    return _MEDIA.sub("", html)


def _free(name: str, taken: set[str]) -> str:
    """`name`, with a letter before it where it begins with a digit, and a number behind it where
    an earlier heading has the same.
    """
    name = name if name[0].isalpha() else f"h-{name}"
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free
