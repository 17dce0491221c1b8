"""Summaries: two or three sentences of the article itself, in reading order."""

from __future__ import annotations

from dataclasses import dataclass

from matbaa.prose.cleaning import running_text
from matbaa.prose.ranking import ranking_of
from matbaa.prose.trimming import without_conjunction

#: Version of the extractive method; part of the provenance that is stored with each summary.
VERSION = "2"


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary and where it comes from."""

    sentences: list[str]
    #: Numbers of the sentences among `split_sentences` of the source; empty where written anew.
    indexes: list[int]
    #: `extractive`, `llm` or `supplied`.
    method: str
    version: str
    #: Why the result of a better method was not taken.
    reason: str | None = None


def summarize(
    text: str, *, title: str = "", language: str | None = None, sentences: int = 3
) -> Summary:
    """The `sentences` or fewer sentences of `text` that tell what it is about.

    `text` is paragraphs, a line each or joined by blank lines, possibly with the lines that pasting
    brings along (title, dates, counters, captions, links); they are left out. Fewer sentences than
    asked for are taken where they say enough. A text without any prose gives an empty summary.
    """
    article = running_text(text, title, language)
    chosen = ranking_of(text, title, language).choose(sentences)
    kept = [article.sentences[at] for at in chosen]
    texts = [without_conjunction(s.text, language) for s in kept[:1]] + [s.text for s in kept[1:]]
    return Summary(texts, [s.index for s in kept], "extractive", VERSION)
