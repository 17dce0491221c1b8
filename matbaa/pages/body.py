"""Last touches to a sanitised body before it is printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from html import escape as escape_html
from html import unescape

from markupsafe import Markup, escape

from matbaa.pages.directions import turned
from matbaa.pages.values import Rendition
from matbaa.slugs import slugify

_FIGURE = re.compile(r"<figure>(.*?)</figure>", re.DOTALL)
_CAPTION = re.compile(r"<figcaption>.*?</figcaption>", re.DOTALL)
_PICTURE = re.compile(r'<img\b(?:[^>]*?\salt="([^"]*)")?[^>]*>')
#: A direction mark that stands before or after a letter of its own direction changes nothing for
#: readers, but it stays in what they copy, and readers' tools stumble over it.
_IDLE_MARK = re.compile(
    "\u200f(?=[\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff])"
    "|(?<=[\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff])\u200f"
    "|\u200e(?=[A-Za-z\u00c0-\u024f])|(?<=[A-Za-z\u00c0-\u024f])\u200e"
)
_HEADING = re.compile(r"<(h[2-6])((?:\s[^>]*)?)>(.*?)</\1>", re.DOTALL)
#: A score or a span of years, which browsers break behind its hyphen.
_SPAN = re.compile(r"(?<![\w-])\d{1,4}[-\u2013]\d{1,4}(?![\w-])")
_TAG = re.compile(r"<[^>]*>")
_IMAGE = re.compile(r"<img\b(?![^>]*\sloading=)")
#: A table that holds no other one.
_TABLE = re.compile(r"<table\b(?:(?!<table\b).)*?</table>", re.DOTALL)
#: A picture with its address.
SOURCE = re.compile(r'<img\b[^>]*\ssrc="([^"]*)"[^>]*>')
_SOURCES = re.compile(r"<(?:img|source)\b[^>]*>")
_SMALLEST = ("image/avif", "image/webp")
#: A body's pictures are as wide as its column.
_BODY_SIZES = "(min-width: 46rem) 44rem, 100vw"
_NONE: Mapping[str, Sequence[Rendition]] = {}
#: Ids that the theme's own parts have.
_TAKEN = frozenset({"main", "related", "latest", "q", "status", "results", "more"})


def finish(html: str, direction: str, renditions: Mapping[str, Sequence[Rendition]] = _NONE) -> str:
    """HTML whose headings can be linked to, whose pictures load when they come near and in the
    size that is needed, whose tables and code can be scrolled, by keyboard too, whose quotations
    run their own way, and without idle direction marks.
    """
    taken = set(_TAKEN)

    def with_id(match: re.Match[str]) -> str:
        tag, attributes, inner = match.groups()
        name = slugify(unescape(_TAG.sub("", inner)))
        if not name or " id=" in attributes:
            return match[0]
        return f'<{tag}{attributes} id="{_free(name, taken)}">{inner}</{tag}>'

    html = turned(html, direction).replace("<pre>", '<pre tabindex="0">')
    html = SOURCE.sub(lambda match: _in_sizes(match, renditions), html) if renditions else html
    html = _IMAGE.sub('<img loading="lazy" decoding="async"', html)
    if html.count("<table") == html.count("</table>") == len(_TABLE.findall(html)):
        html = _TABLE.sub(r'<div class="table" role="group" tabindex="0">\g<0></div>', html)
    if "\u200e" in html or "\u200f" in html:
        html = _IDLE_MARK.sub("", html)
    return _HEADING.sub(with_id, html)


def _in_sizes(match: re.Match[str], renditions: Mapping[str, Sequence[Rendition]]) -> str:
    """A picture element for an image of which there are several sizes."""
    sizes = renditions.get(unescape(match[1]))
    if not sizes:
        return match[0]
    plain = sizes[-1].type
    types = dict.fromkeys(size.type for size in sorted(sizes, key=lambda size: rank(size.type)))
    sources = "".join(
        f'<source type="{kind}" srcset="{_srcset(sizes, kind)}" sizes="{_BODY_SIZES}">'
        for kind in types
        if kind != plain
    )
    given = f' srcset="{_srcset(sizes, plain)}" sizes="{_BODY_SIZES}"'
    return f"<picture>{sources}{match[0][:-1]}{given}></picture>"


def at_home(html: str, site: str, base: str) -> str:
    """HTML whose pictures below `site` are named without their host, from `base` on: they load
    wherever the page is read.
    """
    return _SOURCES.sub(lambda match: match[0].replace(f"{site}/", base), html)


def _srcset(sizes: Sequence[Rendition], type: str) -> str:
    return ", ".join(
        f"{escape_html(size.url)} {size.width}w" for size in sizes if size.type == type
    )


def rank(media_type: str) -> int:
    """Browsers take the first type they know: the one with the smallest files goes first."""
    return _SMALLEST.index(media_type) if media_type in _SMALLEST else len(_SMALLEST)


def together(text: str) -> Markup:
    """A headline whose scores and spans of years stay in one line, each."""
    escaped = escape(text)
    if "-" not in escaped and "\u2013" not in escaped:
        return escaped
    return Markup(_SPAN.sub(r'<span class="together">\g<0></span>', str(escaped)))  # noqa: S704 - escaped above


def without_media(html: str) -> str:
    """HTML that says what its pictures show instead of showing them, for the text-only edition."""
    return _PICTURE.sub("", _FIGURE.sub(_told, html))


def _told(figure: re.Match[str]) -> str:
    """Its caption, else the text that stands for the picture; nothing where there is neither."""
    if caption := _CAPTION.search(figure[1]):
        return f"<figure>{caption[0]}</figure>"
    picture = _PICTURE.search(figure[1])
    said = picture[1] if picture else None
    return f"<figure><figcaption>{said}</figcaption></figure>" if said else ""


def _free(name: str, taken: set[str]) -> str:
    """`name`, with a letter before it where it begins with a digit, and a number behind it where
    an earlier heading has the same.
    """
    # Some validators take vowel signs, as Hindi has them, for no letters.
    name = "".join(letter for letter in name if not unicodedata.category(letter).startswith("M"))
    name = name if name[:1].isalpha() else f"h-{name}"
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free
