"""Extractive summaries: a few sentences of the article itself, in reading order."""

from __future__ import annotations

from dataclasses import dataclass

from matbaa.prose.cleaning import running_text
from matbaa.prose.ranking import ranking_of
from matbaa.prose.trimming import without_conjunction

#: Version of the extractive method, stored with each summary as part of its provenance.
VERSION = "2"


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary and its provenance."""

    sentences: list[str]
    #: Indexes of the sentences in `split_sentences` of the source; empty if they are not from it.
    indexes: list[int]
    #: `extractive`, `llm` or `supplied`.
    method: str
    version: str
    #: Why the result of a better method was not used.
    reason: str | None = None


def summarize(
    text: str, *, title: str = "", language: str | None = None, sentences: int = 3
) -> Summary:
    """At most `sentences` sentences of `text` that say what it is about.

    `text` consists of paragraphs, each on a line or separated by blank lines. Lines that are often
    pasted with an article (title, dates, counters, captions, links) are ignored. The summary has
    fewer sentences if they say enough, and is empty if the text contains no prose.
    """
    article = running_text(text, title, language)
    chosen = ranking_of(text, title, language).choose(sentences)
    kept = [article.sentences[at] for at in chosen]
    texts = [without_conjunction(s.text, language) for s in kept[:1]] + [s.text for s in kept[1:]]
    return Summary(texts, [s.index for s in kept], "extractive", VERSION)
