"""The HTML we let through: one allow-list, and what comes of the rest."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from urllib.parse import urlsplit

import nh3

from matbaa.embeds import with_link_cards
from matbaa.errors import Rejected

_WORDS = str.split
#: Elements that are kept; of any other the tags go and the content stays. Those after `div` only
#: tell where a block ends: `matbaa.body` dissolves them.
TAGS = frozenset(
    _WORDS(
        "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del dfn dl dt em "
        "figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s "
        "samp small span strong sub sup table tbody td tfoot th thead time tr u ul var wbr "
        "div section article main header footer aside nav center address details summary hgroup"
    )
)
#: Elements that go with all that is in them.
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
#: Elements that their like, or the end of what is around them, closes.
_CLOSED_BY_ITSELF = frozenset(_WORDS("p li dt dd tr td th thead tbody tfoot option optgroup rp rt"))
_RAW = _WORDS("script style textarea title xmp iframe noembed noframes noscript plaintext")
#: Tokens as the HTML standard has them, so that nothing can hide a tag from the count:
#: comments, raw text, and tags with their quoted values.
_TOKEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    rf"|<({'|'.join(_RAW)})(?=[\s/>])(?:.*?(?:</\1(?=[\s/>])|\Z))"
    r"""|<(/?)([a-z][^\s/>]*)(?:[^>=]|=\s*+(?:"[^"]*(?:"|\Z)|'[^']*(?:'|\Z)|(?!["'])))*+"""
    r"|<[!?/][^>]*",
    re.I | re.S,
)
#: nh3 writes a text in time that grows with the square of its length, where it holds ampersands, or
#: characters from U+0080 to U+00BF, such as « and the no-break space: comments part a long one,
#: never within a reference. What merely looks like text, in an attribute, may get some too.
_LONG_TEXT = re.compile(r"(?:^|(?<=>))[^<>]{16000,}")
_PART = re.compile(r"(?s:.{7000})(?:[^&\s]{0,999}+(?=[&\s])|(?s:.{1000}))")


def clean_html(html: str, *, max_nesting: int = 100, base: str | None = None) -> str:
    """`html` with nothing in it but what the allow-list names; idempotent.

    Players of known hosts become link cards, lazily loaded images get their address. Relative
    addresses are resolved against `base`, and dropped without one. Raises Rejected where elements
    are nested deeper than `max_nesting`, which would cost time that grows with the square of it.
    """
    refuse_nesting(html, max_nesting)
    return _cleaner_for(base).clean(_parted(with_link_cards(html)))


def _parted(html: str) -> str:
    """`html` with comments in its long texts, which the cleaner drops again."""
    return _LONG_TEXT.sub(lambda text: _PART.sub(r"\g<0><!---->", text[0]), html)


def refuse_nesting(html: str, limit: int) -> None:
    """Raises Rejected where elements are open within each other deeper than `limit`."""
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
    """With `base` where relative addresses can be resolved against it."""
    try:
        parts = urlsplit(base or "")
        if parts.scheme in {"http", "https"} and parts.hostname:
            return _cleaner(base)
    except ValueError:
        pass  # no host, or one that no domain name can be
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
