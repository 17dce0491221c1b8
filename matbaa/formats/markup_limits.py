"""Limits the cost of markup: the number of elements and the number of attributes of one element.

Both are determined before the document is parsed, by reading its tags as the HTML standard defines
them, because parsers take time proportional to the square of an element's attributes.
"""

from __future__ import annotations

import re

from matbaa.errors import Rejected
from matbaa.formats.base import Limits

_STARTS = re.compile(r"<[a-zA-Z]")
#: The rest of a tag up to its end; quoted values may contain anything.
_WITHIN = r"""(?:[^>=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|(?!["'])))*+"""
#: A whole comment, a whole element whose content is not markup, or a tag. The names are those in
#: the HTML standard, 13.2.5.1 and 13.1.2.
_MARKUP = re.compile(
    r"<!--(?!-?>)(?:[^-]++|-(?!-!?>))*+|"
    r"<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)(?=[\s/>])"
    rf"(?P<within>{_WITHIN})>?(?:[^<]++|<(?!/(?P=raw)[\s/>]))*+|"
    rf"<[a-z](?P<other>{_WITHIN})",
    re.I,
)
#: The least number of characters of an attribute with the space before it: shorter tags are not
#: counted.
_SHORT = 2
#: `<` signs allowed per element, for end tags, comments and text that only looks like a tag.
_SIGNS = 5
_VALUE = re.compile(r"""=\s*+(?:"[^"]*(?:"|\Z)|'[^']*(?:'|\Z)|[^\s"'>]*)""")
_NAME = re.compile(r"[^\s/]+")


def refuse_costly(markup: str, limits: Limits, field: str = "body") -> None:
    """Raise Rejected, naming `field`, for HTML with too many elements or attributes."""
    count = sum(1 for _ in _STARTS.finditer(markup))
    if count > limits.max_elements:
        raise Rejected(
            field,
            f"more than {limits.max_elements:,} elements (max_elements); "
            "send the article's own text, or split it",
        )
    if markup.count("<") > _SIGNS * limits.max_elements:
        raise Rejected(
            field, f"more than {_SIGNS * limits.max_elements:,} < ({_SIGNS} times max_elements)"
        )
    for tag in _MARKUP.finditer(markup):
        within = tag["other"] or tag["within"] or ""
        if len(within) > _SHORT * limits.max_attributes and _attributes(within) > (
            limits.max_attributes
        ):
            raise Rejected(
                field,
                f"an element with more than {limits.max_attributes} attributes (max_attributes)",
            )


def _attributes(within: str) -> int:
    return len(_NAME.findall(_VALUE.sub(" ", within)))
