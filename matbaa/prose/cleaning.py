"""Extracts the running text from a pasted article: its sentences, numbered as in the source."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from matbaa.language.sentences import sentence_spans, speeches
from matbaa.language.words import primary
from matbaa.prose.datelines import names_alone, undated, without_dateline, without_names
from matbaa.prose.lines import Line, prose, read_lines, shown
from matbaa.prose.marks import without_buttons, without_mark, without_portrait


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the running text, in the form in which it is displayed."""

    text: str
    #: Its index in `split_sentences` of the whole source text.
    index: int
    #: Index of its paragraph, from 0, and whether it is the first sentence there.
    paragraph: int
    first: bool
    #: It is direct speech, though it has no quotation marks of its own.
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """The running text of a source: its sentences, and a standfirst found above them."""

    sentences: tuple[Sentence, ...]
    standfirst: str = ""


_LAST_MARK = re.compile(r'\s?"([.!؟?]?)$')
#: Languages that mark direct speech with a dash.
_DASHES = frozenset(
    ["cs", "da", "es", "fi", "fr", "hu", "it", "nb", "nn", "no", "pl", "pt", "ro", "ru", "sv", "uk"]
)
_DASH = re.compile(r"[-–—]\s?(?=\w)")
#: A dateline is looked for in this many first sentences, since standfirsts may come before it.
_DATED = 4
#: Only this many characters are read, about twenty thousand words.
_HORIZON = 120_000


@lru_cache(maxsize=4)
def running_text(text: str, title: str = "", language: str | None = None) -> Article:
    """The sentences of `text` without its dateline and without the lines that are not prose: title,
    dates, counters, bylines, headings, captions, links, notices.
    """
    text = text[:_HORIZON]
    kept, standfirst = prose(read_lines(text, language), title)
    numbered = _sentences_by_line(text, language, {line.start: line for line in kept})
    sentences = []
    dashes = primary(language) in _DASHES and bool(kept) and not _DASH.match(kept[0].text)
    for paragraph, line in enumerate(kept):
        said = speeches(text[line.start : line.end])
        dashed = dashes and _DASH.match(line.text) is not None
        for at, (index, start, end) in enumerate(numbered[line.start]):
            sentence = without_portrait(_unpaired(shown(text[start:end])))
            if at == 0:
                sentence = without_mark(without_buttons(sentence), language)
            spoken = dashed or any(a <= start - line.start < b for a, b in said)
            sentences.append(Sentence(sentence, index, paragraph, at == 0, spoken))
    above = " ".join(without_mark(line.text, language) for line in standfirst)
    return Article(_undated(sentences, language), above)


def _unpaired(sentence: str) -> str:
    """`sentence` without a closing quotation mark at its end that has no opening one."""
    if sentence.count('"') == 1 and (match := _LAST_MARK.search(sentence)):
        return sentence[: match.start()] + match.group(1)
    return sentence


def _sentences_by_line(
    text: str, language: str | None, lines: dict[int, Line]
) -> dict[int, list[tuple[int, int, int]]]:
    """The index, start and end of the sentences in each line, by the start of the line."""
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


def _undated(sentences: list[Sentence], language: str | None) -> tuple[Sentence, ...]:
    if not sentences:
        return ()
    lead, *others = sentences
    for at, other in enumerate(others[: _DATED - 1]):
        if (text := without_names(other.text)) != other.text:
            others[at] = replace(other, text=text)
    if others and (rest := undated(lead.text, others[0].text)) is not None:
        return (replace(others[0], text=rest, first=True), *others[1:])
    text = without_dateline(lead.text, language)
    if others and others[0].paragraph == lead.paragraph and names_alone(text):
        return (replace(others[0], first=True), *others[1:])
    return (replace(lead, text=text), *others)
