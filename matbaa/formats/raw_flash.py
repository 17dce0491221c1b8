"""Removes the marks of agencies, such as `FLASH -` and `UPDATE 2-`, from headlines."""

from __future__ import annotations

import re

_REVISED = re.compile(
    r"(?:(?:UPDATE|WRAPUP|CORRECTED|REFILE|RPT|RECAST|LEAD|ROUNDUP|EILMELDUNG|EIL|URGENT|FLASH|ALERT|"
    r"ALERTE|URGENTE|FLAŞ|МОЛНИЯ)(?: ?\d{1,2})?\s?[-–—:|]\s?)+(?=\S)"
)


def unmarked_headline(title: str) -> str:
    """A headline without the mark of a flash or of a new version."""
    return _REVISED.sub("", title, count=1) if _REVISED.match(title) else title
