"""Prepares a sanitised body for the page: heading ids, responsive images, scrollable tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from html import escape as escape_html
from html import unescape

from matbaa.pages.directions import turned
from matbaa.pages.pieces import has_right_to_left, marked
from matbaa.pages.values import Rendition
from matbaa.slugs import slugify

_FIGURE = re.compile(r"<figure>(.*?)</figure>", re.DOTALL)
_CAPTION = re.compile(r"<figcaption>.*?</figcaption>", re.DOTALL)
_PICTURE = re.compile(r'<img\b(?:[^>]*?\salt="([^"]*)")?[^>]*>')
#: A direction mark next to a letter of its own direction has no visible effect, but it would remain
#: in copied text and disturb other software.
_IDLE_MARK = re.compile(
    "\u200f(?=[\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff])"
    "|(?<=[\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff])\u200f"
    "|\u200e(?=[A-Za-z\u00c0-\u024f])|(?<=[A-Za-z\u00c0-\u024f])\u200e"
)
_HEADING = re.compile(r"<(h[2-6])((?:\s[^>]*)?)>(.*?)</\1>", re.DOTALL)
#: The last paragraph of a quotation after others, beginning with a dash.
_LAST_IN_QUOTATION = re.compile(
    r"(?<=</p>)(\s*)<p((?:\s[^>]*)?)>([\u2013-\u2015][^\n]{1,400})</p>(?=\s*</blockquote>)"
)
_LONGEST_SOURCE = 120
_TAG = re.compile(r"<[^>]*>")
_IMAGE = re.compile(r"<img\b(?![^>]*\sloading=)")
#: A table without a nested table.
_TABLE = re.compile(r"<table\b(?:(?!<table\b).)*?</table>", re.DOTALL)
#: An image and its address.
SOURCE = re.compile(r'<img\b[^>]*\ssrc="([^"]*)"[^>]*>')
_SOURCES = re.compile(r"<(?:img|source)\b[^>]*>")
_SMALLEST = ("image/avif", "image/webp")
#: The `sizes` of images in the body, which are as wide as its column.
_BODY_SIZES = "(min-width: 46rem) 44rem, 100vw"
_NONE: Mapping[str, Sequence[Rendition]] = {}
#: Ids that the theme uses itself.
_TAKEN = frozenset({"main", "related", "latest", "q", "status", "results", "more"})


def finish(html: str, direction: str, renditions: Mapping[str, Sequence[Rendition]] = _NONE) -> str:
    """The body with ids on headings, lazy images in suitable sizes, tables and code that can be
    scrolled (also by keyboard), the direction and the source of each quotation marked, and without
    direction marks that have no effect.
    """
    taken = set(_TAKEN)

    def with_id(match: re.Match[str]) -> str:
        tag, attributes, inner = match.groups()
        name = slugify(unescape(_TAG.sub("", inner)))
        if not name or " id=" in attributes:
            return match[0]
        return f'<{tag}{attributes} id="{_free(name, taken)}">{inner}</{tag}>'

    turns = has_right_to_left(html)
    if turns or direction == "rtl":
        html = turned(html, direction)
    html = marked(html, turns).replace("<pre>", '<pre tabindex="0">')
    html = _LAST_IN_QUOTATION.sub(_source, html) if "</blockquote>" in html else html
    html = SOURCE.sub(lambda match: _in_sizes(match, renditions), html) if renditions else html
    html = _IMAGE.sub('<img loading="lazy" decoding="async"', html)
    if html.count("<table") == html.count("</table>") == len(_TABLE.findall(html)):
        html = _TABLE.sub(r'<div class="table" role="group" tabindex="0">\g<0></div>', html)
    if "\u200e" in html or "\u200f" in html:
        html = _IDLE_MARK.sub("", html)
    return _HEADING.sub(with_id, html)


def _source(match: re.Match[str]) -> str:
    """The line that names who is quoted, marked as such; a line of dialogue is a sentence."""
    space, attributes, inner = match.groups()
    said = _TAG.sub("", inner)
    if "</p>" in inner or len(said) > _LONGEST_SOURCE or said[-1] in '.!?…؟۔。»”"':
        return match[0]
    return f'{space}<p{attributes} class="source">{inner}</p>'


def _in_sizes(match: re.Match[str], renditions: Mapping[str, Sequence[Rendition]]) -> str:
    """A `picture` element for an image that has renditions."""
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
    """HTML in which images below the URL `site` have a root-relative address below `base`, so that
    they load whatever host serves the page.
    """
    return _SOURCES.sub(lambda match: match[0].replace(f"{site}/", base), html)


def _srcset(sizes: Sequence[Rendition], type: str) -> str:
    return ", ".join(
        f"{escape_html(size.url)} {size.width}w" for size in sizes if size.type == type
    )


def rank(media_type: str) -> int:
    """Sort key of a media type: smallest files first, as browsers take the first they support."""
    return _SMALLEST.index(media_type) if media_type in _SMALLEST else len(_SMALLEST)


def without_media(html: str) -> str:
    """HTML with captions instead of images, for the text-only edition."""
    return _PICTURE.sub("", _FIGURE.sub(_told, html))


def _told(figure: re.Match[str]) -> str:
    """A figure reduced to its caption, else to the `alt` text; empty if it has neither."""
    if caption := _CAPTION.search(figure[1]):
        return f"<figure>{caption[0]}</figure>"
    picture = _PICTURE.search(figure[1])
    said = picture[1] if picture else None
    return f"<figure><figcaption>{said}</figcaption></figure>" if said else ""


def _free(name: str, taken: set[str]) -> str:
    """A unique id from `name`: with a prefix if it does not begin with a letter, and with a number
    if an earlier heading has the same id.
    """
    # Some validators do not accept combining vowel signs, e.g. of Hindi, in ids.
    name = "".join(letter for letter in name if not unicodedata.category(letter).startswith("M"))
    name = name if name[:1].isalpha() else f"h-{name}"
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free
