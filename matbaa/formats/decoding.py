"""From bytes to text: BOM, declared charset, UTF-8, and then the best guess."""

from __future__ import annotations

import codecs
import re

from matbaa.errors import Rejected

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)|<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]+)""",
    re.I,
)


def decode(data: bytes) -> str:
    """The text that `data` is. Raises Rejected for what is not text."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace").removeprefix("\ufeff")
    declared = _DECLARED.search(data[:2048])
    candidates = [(declared[1] or declared[2]).decode()] if declared else []
    for candidate in [*candidates, "utf-8"]:
        try:
            return data.decode(candidate)
        except (LookupError, UnicodeDecodeError):
            continue
    if b"\x00" in data[:1024]:
        raise Rejected("content", "not text")
    return data.decode("cp1252", errors="replace")
