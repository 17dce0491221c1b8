"""Tells which lines of a pasted article are prose, by their form rather than their wording."""

from __future__ import annotations

import re
from typing import NamedTuple

import regex

from matbaa.language.normalize import fold
from matbaa.language.words import count_words, has_unspaced

_LINE = re.compile(r"[^\r\n\u0085\u2028\u2029\v\f]+")
_CONTROLS = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad\u061c]")
_STOPS = tuple(".!?؟。！？…｡।॥۔።។៕။")
_CLOSERS = "\"'”’»›)]」』）"
_REFERENCE = re.compile(r"[.!?؟]\s?\[\d+\]$")
_INNER_STOP = regex.compile(r"[\p{L}\p{M}\d\"”»)]{3}[.!?؟۔।]\s+\S|[。！？។။].")
#: The marks that end a question or a call, and those that may follow them.
_ASKING, _BEHIND_IT = ("?", "؟", "？", "!", "！"), '"”»)'
_BRACKETS = (")", "）", "]")
#: A label: a few words and a colon that no quotation follows, such as `Read also: ...`.
_LABEL = re.compile(r"^[^:.\d\"«“]{2,40}\s?:\s?(?![\"«“„])\S")
_NOTICE = regex.compile(
    r"©|https?://|www\.|\S@\S+\.\p{L}{2,}|[|•]\s*\S+\s*[|•]"
    r"|\b(?:mis à jour|updated (?:on|at)|last updated|aktualisiert am|actualizado el|aggiornato)\b"
    r"|(?:آخر|تم)\s(?:ال)?تحديث|リンク先をご覧|無断転載",
    regex.IGNORECASE,
)

#: The start of a picture caption: `图为港口。`, `写真＝新しい橋`, `▲ 항구`, `Foto: ...`.
_CAPTION = regex.compile(
    r"[（(【\[]?(?:图为|圖為|图[：:]|资料图|資料照|写真[：:＝=は]|【写真|▲|사진\s?[=:]"
    r"|(?:(?:archiv|symbol)?(?:photo|foto|bild)|file\sphoto|image|imagen|pictured|legende|फोटो|تصویر|عکس|תמונה|צילום)\s?[:：]"
    r"|(?:ภาพ(?:จาก|ประกอบ)?|תמונה להמחשה)\s?[:：])",
    regex.IGNORECASE,
)
#: The credit in brackets at the end of a caption: `(Foto: Press Office)`.
_CREDIT = regex.compile(
    r"[(（\[](?:archiv|symbol|ap |file )?"
    r"(?:photo|foto|fotograf[íi]a|bild|image|imagen|cr[ée]dit|(?:ال)?صورة)"
    r"(?:\s(?:by|par|de|von))?\s?[:：/ ][^()\[\]]{2,80}[)）\]]\.?$",
    regex.IGNORECASE,
)
#: A caption has at most this many words.
_LONGEST_CAPTION = 45

#: Fewer words with a stop after them are a label or a remark, not prose.
_FEWEST = 4
#: A question of at most this many words on a line of its own is a heading.
_LONGEST_HEADING_QUESTION = 9
#: A line without a final stop is prose from this many words on; most headlines are shorter.
_LONG = 28
#: The same for a line with a stop within it.
_LONG_WITH_STOP = 12
#: A line of at least this many words right above the prose may be a standfirst without a stop.
_STANDFIRST = 9


class Line(NamedTuple):
    """One line of the source: its displayed text, its folded form, its position and length."""

    text: str
    key: str
    start: int
    end: int
    words: int


def shown(text: str) -> str:
    """`text` on one line, without invisible control characters."""
    return " ".join((text if text.isprintable() else _CONTROLS.sub("", text)).split())


def is_finished(text: str) -> bool:
    """Whether `text` ends like a complete sentence; an ellipsis does not count as an end."""
    text = text.rstrip()
    if text.rstrip(_CLOSERS).endswith(_STOPS):
        return True
    return text.endswith("]") and _REFERENCE.search(text[-12:]) is not None


def read_lines(text: str, language: str | None) -> list[Line]:
    """The lines of `text` that contain a letter."""
    lines = []
    for match in _LINE.finditer(text):
        line = shown(match.group())
        if any(map(str.isalpha, line)):
            count = len(line.split())
            if has_unspaced(line):
                count = max(count_words(line, language) // 2, 1)  # two characters a word, roughly
            lines.append(Line(line, fold(line).strip(" .:-–—"), match.start(), match.end(), count))
    return lines


def prose(lines: list[Line], title: str) -> tuple[list[Line], list[Line]]:
    """The prose among `lines`, and separately a standfirst: prose above a repetition of the title.

    The title, repeated lines and lines that do not look like prose are dropped. If hardly any line
    looks like prose (some languages write no stops), every line longer than a heading is kept.
    """
    key = fold(shown(title)).strip(" .:-–—")
    fresh = _unrepeated(lines, key)
    kept = [line for line in fresh if _is_prose(line)]
    if sum(line.words for line in kept) < 0.3 * sum(
        line.words for line in fresh if line.words >= 8
    ):
        kept = [line for line in fresh if line.words >= 8 and not _NOTICE.search(line.text)]
    else:
        kept = _unfinished_lead(fresh, kept) + kept
    return _without_standfirst(kept or fresh or lines, lines, key)


def _unrepeated(lines: list[Line], title: str) -> list[Line]:
    seen = {title}
    fresh = []
    for line in lines:
        if line.key not in seen:
            fresh.append(line)
        seen.add(line.key)
    return fresh


def _is_prose(line: Line) -> bool:
    if line.words < _LONGEST_CAPTION and _is_caption(line.text):
        return False
    if not is_finished(line.text):
        return line.words >= _LONG or (
            line.words >= _LONG_WITH_STOP and bool(_INNER_STOP.search(line.text))
        )
    if line.words < _FEWEST or (line.words < 20 and _NOTICE.search(line.text)):
        return False
    asks = line.text.rstrip(_BEHIND_IT).endswith(_ASKING)
    if not asks or _INNER_STOP.search(line.text):
        return True
    return line.words > _LONGEST_HEADING_QUESTION and not _LABEL.search(line.text)


def _is_caption(text: str) -> bool:
    if _CAPTION.match(text):
        return True
    return text.rstrip(".").endswith(_BRACKETS) and _CREDIT.search(text) is not None


def _unfinished_lead(fresh: list[Line], kept: list[Line]) -> list[Line]:
    """The line right above the prose, if it is long enough for a standfirst without a stop."""
    above = fresh[: fresh.index(kept[0])][-1:] if kept else []
    return [
        line
        for line in above
        if line.words >= _STANDFIRST
        and not _LABEL.search(line.text)
        and not _NOTICE.search(line.text)
        and not _is_caption(line.text)
    ]


def _without_standfirst(
    kept: list[Line], lines: list[Line], title: str
) -> tuple[list[Line], list[Line]]:
    """Split off one or two lines between the first title and its repetition."""
    titles = [at for at, line in enumerate(lines[:14]) if title and line.key == title]
    if len(titles) < 2:
        return kept, []
    above = [line for line in kept if line.start < lines[titles[-1]].start]
    if 0 < len(above) <= 2 < len(kept) and sum(len(line.text) for line in above) <= 400:
        return [line for line in kept if line not in above], above
    return kept, []
