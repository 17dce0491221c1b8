"""Removes the marks of agencies from headlines: `FLASH -`, `UPDATE 2-`, and the desk of SPA and
Xinhua, such as `اقتصادي / ` and `（经济）`.
"""

from __future__ import annotations

import re

_REVISED = re.compile(
    r"(?:(?:UPDATE|WRAPUP|CORRECTED|REFILE|RPT|RECAST|LEAD|ROUNDUP|EILMELDUNG|EIL|URGENT|FLASH|ALERT|"
    r"ALERTE|URGENTE|FLAŞ|МОЛНИЯ)(?: ?\d{1,2})?\s?[-–—:|]\s?)+(?=\S)"
)


def unmarked_headline(title: str) -> str:
    """A headline without the mark of a flash or of a new version."""
    return _REVISED.sub("", title, count=1) if _REVISED.match(title) else title


_DESK = re.compile(
    r"(?:(?P<arabic>عام|محلي|سياسي|دولي|اقتصادي|رياضي|ثقافي|اجتماعي|أمني|ديني|علمي|تعليمي|صحي|تقني|منوعات)\s?/\s"
    r"|[（(](?P<chinese>时政|国际|国内|经济|财经|社会|法治|军事|文化|教育|科技|体育|健康|环保)[）)])(?=\S)"
)
#: The desk for what belongs to no other.
_GENERAL = "عام"


def desk_of(headline: str) -> tuple[str, str]:
    """The desk before a headline, empty if there is none or it says nothing; and the headline."""
    found = _DESK.match(headline)
    if found is None:
        return "", headline
    desk = found["arabic"] or found["chinese"]
    return ("" if desk == _GENERAL else desk), headline[found.end() :]
