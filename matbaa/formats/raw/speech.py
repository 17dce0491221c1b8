"""Recognises the labels of speakers in interviews, transcripts, and questions with answers."""

from __future__ import annotations

import re
from collections import Counter

from matbaa.formats.raw import words
from matbaa.formats.raw.lines import Kind, Line

#: A label of a few words, not a time: `Mayor: We will`, `Q: Why?`, `س: لماذا؟`, `記者：`.
_LABEL = re.compile(
    r"(?:[\[(]?\d{1,2}(?::\d{2}){1,2}[\])]?\s{1,2})?(?P<name>[^\W\d_][^\d:：\n]{0,38}?)\s?[:：]\s?(?=\S)"
)
#: Abbreviations for question and answer: `P. ¿Por qué?`, `Q: Why?`, `س: لماذا؟`.
_ASKED = re.compile(
    r"(?:P|R|Q|A|F|D|Pregunta|Respuesta|Domanda|Risposta|Question|Answer|Réponse|Frage|Antwort|"
    r"Soru|Cevap|Вопрос|Ответ|س|ج|سؤال|جواب|سوال|پاسخ)(?:\.\s|\s?[:：]\s?)(?=\S)"
)
#: The most characters of a label with a time before it.
_LONGEST = 50
_WORDS, _FEWEST = 5, 2
#: A text with at least this many labels in capitals is a transcript.
_CAPITALS = 3
_SPEECH = {Kind.SHORT, Kind.PROSE}


def speakers_of(lines: list[Line]) -> set[int]:
    """Indexes of the lines that begin with a speaker whose label is repeated. They are paragraphs,
    however short, not headings.
    """
    told = {line.place: name for line in lines if (name := _name(line))}
    times = Counter(told.values())
    is_transcript = sum(map(str.isupper, told.values())) >= _CAPITALS
    return {
        place
        for place, name in told.items()
        if times[name] >= _FEWEST or (is_transcript and name.isupper())
    }


def _name(line: Line) -> str:
    start = line.text[:_LONGEST]
    if ":" not in start and "：" not in start and ". " not in start:
        return ""
    if line.kind in _SPEECH and _ASKED.match(line.text):
        return "?"
    label = _LABEL.match(line.text) if line.kind in _SPEECH else None
    if label is None or len(label["name"].split()) > _WORDS:
        return ""
    is_other = words.tags_label().match(line.folded) or words.read_also().match(line.folded)
    return "" if is_other else label["name"]
