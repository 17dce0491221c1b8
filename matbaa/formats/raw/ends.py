"""Finds the marks that wires write at the end of a text: `-30-`, `Enditem`, `(完)`, initials."""

from __future__ import annotations

import re

#: The least text above a mark of the end, and how many times as long as the text below it.
_LEAST, _MUCH = 120, 1.5
_END = re.compile(
    r"-?\s?30\s?-|-0-|(?:#\s?){3,5}|\W{0,4}(?:end|ends|ende|fin|fine|the end|"
    r"end of (?:press )?release|انتهى|انتهی|son|پایان)\W{0,4}|"
    r"dpa(?: [a-z\d]{2,4}){2,5}|anadolu ajansı web sitesinde.{20,300}|"
    r"/[a-z]{3,8}/|\((?:ap|afp|apa|dpa|efe|ansa|ntb|tt|belga|reuters|anp|lusa|end|ends)\)",
)
#: The first letters of dpa's notes to newsrooms below a text, which may be long.
_NOTED = frozenset("#dDtT")
_NOTEBOOK = re.compile(
    r"(?:#{0,3}[ \t]?dpa[- ](?:notizblock|notebook)|"
    r"die folgenden informationen sind nicht zur veröffentlichung bestimmt|"
    r"the following information is not (?:intended )?for publication)\W*",
    re.I,
)
#: Initials of writers and editors below a text: `md/jmi/abc`.
_INITIALS = re.compile(
    r"[a-z]{2,4}(?:[/-][a-z]{2,4}){1,4}|[a-z]{2,4}/(?:\s?[a-z]{2,4}/?){0,3}|"
    r"[A-Z]{2,4}(?:\s?//?\s?[A-Z]{2,4}){1,3}|(?:[A-Z]{2,3}\s){1,3}[A-Z]{2,3}|"
    # Of MENA, SPA and WAM, in Arabic letters: `ه ش م / م ك`.
    r"(?:[\u0621-\u064a]\s){1,3}[\u0621-\u064a](?:\s?/\s?(?:[\u0621-\u064a]\s){0,3}[\u0621-\u064a])*|"
    r"(?:Lusa|PAP|EFE|ANSA|AFP)[/ ](?:Fim|Fin|Koniec|Fine)|"
    r"[(（](?:共同|時事|完|了|终|ロイター)[)）]"
)
#: The most rows of such marks below a text.
_SIGNED = 3
#: The mark of the end behind the last sentence: `（完）`, `(END)`, `Enditem`.
_BEHIND = re.compile(
    r"(?<=[.!?…。！？؟۔।”\"'»」])\s*(?:[(（]\s?(?:完|终|終|了|끝|the end|ends?|ende|fin|fine|fim|"
    r"son|конец|кінець|koniec|انتهى|انتهی|پایان|ختم)\s?[)）]|Enditem)$",
    re.I,
)
_ROW = re.compile(r"^.{10,80}$", re.M)


def without_notebook(text: str) -> str:
    """`text` up to dpa's notes to newsrooms, whose marks look like Markdown."""
    for row in _ROW.finditer(text, _LEAST):
        if _NOTEBOOK.fullmatch(row[0].strip()):
            return text[: row.start()]
    return text


def without_mark_behind(row: str) -> str:
    """A row without the mark of the end behind its last sentence."""
    return _BEHIND.sub("", row.rstrip()) if row.endswith((")", "）", "m")) else row


def up_to_end(rows: list[str]) -> list[str]:
    """The rows up to the mark of the end, if most of the text is above it."""
    total, above = sum(map(len, rows)), 0
    for place, row in enumerate(rows):
        text = row.strip()
        is_much = text and above > max(_LEAST, _MUCH * (total - above))
        is_end = is_much and _END.fullmatch(text.casefold())
        if is_end or (text[:1] in _NOTED and above > _LEAST and _NOTEBOOK.fullmatch(text)):
            return rows[:place]
        above += len(row)
    for _ in range(_SIGNED):
        last = max((place for place, row in enumerate(rows) if row.strip()), default=0)
        if above <= _LEAST // 2 or _INITIALS.fullmatch(rows[last].strip()) is None:
            break
        rows = rows[:last]
    return rows
