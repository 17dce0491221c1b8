"""Replaces click-tracking addresses by the addresses that they lead to."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urlsplit

#: Google Docs and Search, Outlook's Safe Links, Facebook, Instagram, YouTube and Reddit; each has
#: the target address in a different parameter.
_COUNTING = re.compile(
    r"https?://(?:www\.google\.[a-z.]{2,6}/url|[a-z\d]{2,12}\.safelinks\.protection\.outlook\.com/"
    r"|lm?\.(?:facebook|instagram)\.com/(?:l\.php)?|www\.youtube\.com/redirect|out\.reddit\.com/\S*)"
    r"\?",
    re.I,
)
_PARAMETERS = ("q", "url", "u")
_MOST = 3


def direct(address: str) -> str:
    """The target of `address` if it is a click-tracking address, otherwise `address` itself."""
    for _ in range(_MOST):
        if _COUNTING.match(address) is None:
            break
        try:
            told = parse_qs(urlsplit(address).query, max_num_fields=50)
        except ValueError:
            break
        inner = next((told[name][0] for name in _PARAMETERS if name in told), "")
        if not inner.startswith(("http://", "https://")):
            break
        address = inner
    return address


def anchor(address: str, inner: str) -> str:
    """The markup `inner` as a link to the target of `address`; `inner` alone if that is empty."""
    if not address:
        return inner
    return f'<a href="{html.escape(direct(address))}" rel="noopener noreferrer">{inner}</a>'
