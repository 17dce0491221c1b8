"""What markup may cost: how many elements, how deep, and how many attributes one of them has.

All three are told before anything parses the document, by reading its tags as the HTML standard
has them: the parsers beneath take time that grows with the square of attributes and depth.
"""

from __future__ import annotations

import re

from matbaa.errors import Rejected
from matbaa.formats.base import Limits

_STARTS = re.compile(r"<[a-zA-Z]")
#: What stands in a tag up to its end: quoted values may hold anything.
_WITHIN = r"""(?:[^>=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|(?!["'])))*+"""
#: Comments and elements whose content is no markup, each to its end; else a tag. The names are
#: those of the HTML standard, 13.2.5.1 and 13.1.2.
_MARKUP = re.compile(
    r"<!--(?!-?>)(?:[^-]++|-(?!-!?>))*+|"
    r"<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)(?=[\s/>])"
    rf"(?P<within>{_WITHIN})>?(?:[^<]++|<(?!/(?P=raw)[\s/>]))*+|"
    rf"<[a-z](?P<other>{_WITHIN})",
    re.I,
)
#: Characters that so many attributes do not fit in, with the spaces between them.
_SHORT = 2
#: For each element, with its end, comments and what merely looks like a tag.
_SIGNS = 5
_VALUE = re.compile(r"""=\s*+(?:"[^"]*(?:"|\Z)|'[^']*(?:'|\Z)|[^\s"'>]*)""")
_NAME = re.compile(r"[^\s/]+")


def refuse_costly(markup: str, limits: Limits, field: str = "body") -> None:
    """Raises Rejected, naming `field`, for HTML with too many elements or attributes."""
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
