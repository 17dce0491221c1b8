"""Addresses as people wrote them, out of those that programs count clicks with."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urlsplit

#: Google Docs and its search, Outlook's Safe Links, Facebook, Instagram, YouTube and Reddit; each
#: has the address in a parameter of its own.
_COUNTING = re.compile(
    r"https?://(?:www\.google\.[a-z.]{2,6}/url|[a-z\d]{2,12}\.safelinks\.protection\.outlook\.com/"
    r"|lm?\.(?:facebook|instagram)\.com/(?:l\.php)?|www\.youtube\.com/redirect|out\.reddit\.com/\S*)"
    r"\?",
    re.I,
)
_PARAMETERS = ("q", "url", "u")
_MOST = 3


def direct(address: str) -> str:
    """Where `address` leads in the end, if it is one of those that only count the click."""
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
    """The markup `inner` as a link to where `address` leads; without one, itself."""
    if not address:
        return inner
    return f'<a href="{html.escape(direct(address))}" rel="noopener noreferrer">{inner}</a>'
