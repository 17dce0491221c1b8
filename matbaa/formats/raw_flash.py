"""Removes marks such as `FLASH -`, `UPDATE 2-` and `عاجل |` from headlines."""

from __future__ import annotations

import re

_REVISED = re.compile(
    r"(?:(?:UPDATE|WRAPUP|CORRECTED|REFILE|RPT|RECAST|LEAD|ROUNDUP|URGENT|FLASH|ALERT|"
    r"BREAKING(?: NEWS)?|JUST IN|EILMELDUNG|EIL|ALERTE|URGENTE|ÚLTIMA HORA|ULTIM['’]ORA|SPOED|"
    r"PILNE|ACİL|SON DAKİKA|FLAŞ|СРОЧНО|МОЛНИЯ|ТЕРМІНОВО|SEGERA|عاجل|فوری|דחוף|מבזק)"
    r"(?: ?\d{1,2})?(?:\s?[-–—:|]|\s?//|!)\s?|"
    r"[【\[](?:速報|号外|快讯|快訊|속보|긴급)[】\]]\s?)+(?=\S)"
)


def unmarked_headline(title: str) -> str:
    """A headline without the mark of a flash or of a new version."""
    return _REVISED.sub("", title, count=1) if _REVISED.match(title) else title
