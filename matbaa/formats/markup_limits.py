"""What markup may cost: how many elements, how deep, and how many attributes one of them has.

All three are told before anything parses the document, by reading its tags as the HTML standard
has them: the parsers beneath take time that grows with the square of attributes and depth.
"""

from __future__ import annotations

import re

from matbaa.errors import Rejected
from matbaa.formats.base import Limits

_STARTS = re.compile(r"<[a-zA-Z]")
#: Tags longer than any that is written by hand, to their ends, quoted values and all.
_LONG_TAG = re.compile(
    r"""<[a-zA-Z](?=[^<]{1000})(?:[^>=]|=\s*+(?:"[^"]*(?:"|\Z)|'[^']*(?:'|\Z)|(?!["'])))*+"""
)
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
    for tag in _LONG_TAG.finditer(markup):
        if len(_NAME.findall(_VALUE.sub(" ", tag[0]))) > limits.max_attributes:
            raise Rejected(
                field,
                f"an element with more than {limits.max_attributes} attributes (max_attributes)",
            )
