"""Running text out of what was pasted: its sentences, numbered as in the source."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from matbaa.language.sentences import sentence_spans
from matbaa.prose.datelines import names_alone, undated, without_dateline
from matbaa.prose.lines import Line, prose, read_lines, shown
from matbaa.prose.marks import without_buttons, without_mark, without_portrait


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the running text, fit to be shown."""

    text: str
    #: Its number among `split_sentences` of the whole source text.
    index: int
    #: Number of its paragraph, from 0, and whether it starts that.
    paragraph: int
    first: bool


@dataclass(frozen=True, slots=True)
class Article:
    """What is left of a source text: its sentences, and a standfirst found above them."""

    sentences: tuple[Sentence, ...]
    standfirst: str = ""


_LAST_MARK = re.compile(r'\s?"([.!؟?]?)$')
#: Characters that are read: twenty thousand words; what an article says it says there.
_HORIZON = 120_000


@lru_cache(maxsize=4)
def running_text(text: str, title: str = "", language: str | None = None) -> Article:
    """The sentences of `text` without the lines that are not prose: title, dates, counters,
    bylines, headings, captions, links, notices; and without the dateline of its first sentence.
    """
    text = text[:_HORIZON]
    kept, standfirst = prose(read_lines(text, language), title)
    numbered = _sentences_by_line(text, language, {line.start: line for line in kept})
    sentences = []
    for paragraph, line in enumerate(kept):
        for at, (index, start, end) in enumerate(numbered[line.start]):
            sentence = without_portrait(_unpaired(shown(text[start:end])))
            if at == 0:
                sentence = without_mark(without_buttons(sentence), language)
            sentences.append(Sentence(sentence, index, paragraph, at == 0))
    above = " ".join(without_mark(line.text, language) for line in standfirst)
    return Article(_undated(sentences), above)


def _unpaired(sentence: str) -> str:
    """`sentence` without a quotation mark at its end that none before it opens."""
    if sentence.count('"') == 1 and (match := _LAST_MARK.search(sentence)):
        return sentence[: match.start()] + match.group(1)
    return sentence


def _sentences_by_line(
    text: str, language: str | None, lines: dict[int, Line]
) -> dict[int, list[tuple[int, int, int]]]:
    """Number, start and end of the sentences that each line holds, by the line's start."""
    found: dict[int, list[tuple[int, int, int]]] = {start: [] for start in lines}
    ordered = sorted(lines.values(), key=lambda line: line.start)
    at = 0
    for index, (start, end) in enumerate(sentence_spans(text, language)):
        while at < len(ordered) and ordered[at].end < end:
            at += 1
        if at == len(ordered):
            break
        if start >= ordered[at].start:
            found[ordered[at].start].append((index, start, end))
    return found


def _undated(sentences: list[Sentence]) -> tuple[Sentence, ...]:
    if not sentences:
        return ()
    lead, *others = sentences
    if others and (rest := undated(lead.text, others[0].text)) is not None:
        return (replace(others[0], text=rest, first=True), *others[1:])
    text = without_dateline(lead.text)
    if others and others[0].paragraph == lead.paragraph and names_alone(text):
        return (replace(others[0], first=True), *others[1:])
    return (replace(lead, text=text), *others)
