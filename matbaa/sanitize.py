"""Sanitises HTML by one allow-list of elements and attributes."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from urllib.parse import urlsplit

import nh3

from matbaa.embeds import with_link_cards
from matbaa.errors import Rejected

_WORDS = str.split
#: Elements that are kept; of any other the tags are removed and the content is kept. Those after
#: `div` only mark the limits of blocks, and `matbaa.body` removes them.
TAGS = frozenset(
    _WORDS(
        "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del dfn dl dt em "
        "figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s "
        "samp small span strong sub sup table tbody td tfoot th thead time tr u ul var wbr "
        "div section article main header footer aside nav center address details summary hgroup"
    )
)
#: Elements that are removed with their content.
DROPPED = frozenset(
    _WORDS(
        "script style svg math button input select textarea template noscript object embed applet "
        "iframe frame frameset head title audio video canvas dialog noembed noframes xmp "
        "plaintext listing map datalist marquee portal link meta base"
    )
)
ATTRIBUTES = {
    "*": {"dir", "lang"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
SCHEMES = frozenset({"http", "https", "mailto"})

_VOID = frozenset(_WORDS("area base br col embed hr img input link meta param source track wbr"))
#: Elements that are closed implicitly, by another such element or by the end of their parent.
_CLOSED_BY_ITSELF = frozenset(_WORDS("p li dt dd tr td th thead tbody tfoot option optgroup rp rt"))
_RAW = _WORDS("script style textarea title xmp iframe noembed noframes noscript plaintext")
#: Tokens as defined by the HTML standard, so that no tag can be hidden from the count: comments,
#: raw text, and tags with their quoted values.
_TOKEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    rf"|<({'|'.join(_RAW)})(?=[\s/>])(?:.*?(?:</\1(?=[\s/>])|\Z))"
    r"""|<(/?)([a-z][^\s/>]*)(?:[^>=]|=\s*+(?:"[^"]*(?:"|\Z)|'[^']*(?:'|\Z)|(?!["'])))*+"""
    r"|<[!?/][^>]*",
    re.I | re.S,
)
#: nh3 takes time proportional to the square of the length of a text that contains ampersands or
#: characters from U+0080 to U+00BF, such as « and the no-break space. Comments therefore split long
#: texts, never within a reference; they may also end up in an attribute that looks like text.
_LONG_TEXT = re.compile(r"(?:^|(?<=>))[^<>]{16000,}")
_PART = re.compile(r"(?s:.{7000})(?:[^&\s]{0,999}+(?=[&\s])|(?s:.{1000}))")


def clean_html(html: str, *, max_nesting: int = 100, base: str | None = None) -> str:
    """`html` with only what the allow-list permits; idempotent.

    Players of known hosts become link cards, and lazily loaded images get their address. Relative
    addresses are resolved against `base`, or removed if there is none. Raises Rejected if elements
    are nested deeper than `max_nesting`, because the time grows with the square of the depth.
    """
    refuse_nesting(html, max_nesting)
    return _cleaner_for(base).clean(_parted(with_link_cards(html)))


def _parted(html: str) -> str:
    """`html` with comments in its long texts, which the cleaner removes again."""
    return _LONG_TEXT.sub(lambda text: _PART.sub(r"\g<0><!---->", text[0]), html)


def refuse_nesting(html: str, limit: int) -> None:
    """Raise Rejected if elements are nested deeper than `limit`."""
    if html.count("<") <= limit:
        return
    opened: Counter[str] = Counter()
    depth = 0
    for token in _TOKEN.finditer(html):
        name = (token[3] or "").lower()
        if not name or name in _VOID or name in _CLOSED_BY_ITSELF:
            continue
        if not token[2]:
            opened[name] += 1
            depth += 1
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
        if depth > limit:
            raise Rejected("body", f"elements nested deeper than {limit} (max_nesting)")


def _cleaner_for(base: str | None) -> nh3.Cleaner:
    """A cleaner with `base`, or without one if that is not a valid base address."""
    try:
        parts = urlsplit(base or "")
        if parts.scheme in {"http", "https"} and parts.hostname:
            return _cleaner(base)
    except ValueError:
        pass  # an invalid host
    return _cleaner(None)


@lru_cache(maxsize=64)
def _cleaner(base: str | None) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags=set(DROPPED),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        url_relative="deny" if base is None else ("rewrite_with_base", base),
        allowed_classes={"figure": {"embed"}, "span": {"credit"}},
        link_rel="noopener noreferrer",
    )
