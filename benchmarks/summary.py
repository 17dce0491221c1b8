"""Measures summaries: ROUGE against editors' own, and milliseconds, compared with peers.

    python benchmarks/summary.py articles.jsonl.gz --languages ar -n 2

Each line of the data is `{"lang", "title", "text", "references": [...]}`. The peers sumy and summa
take part if they are installed, both with the same sentences. Scores are F1 in percent, as means
over the documents with the 95 % interval of a bootstrap. Times are CPU times of the process.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import importlib.util
import json
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex

from matbaa.language.normalize import fold
from matbaa.language.sentences import split_sentences
from matbaa.language.stopwords import stopwords
from matbaa.language.terms import terms
from matbaa.prose.cleaning import running_text
from matbaa.summary import summarize

System = Callable[[str, str, str, int], list[str]]
_TOKEN = regex.compile(
    r"(?V1)[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}&&[\p{L}\p{N}]]|[\p{L}\p{M}\p{N}]+"
)


@dataclass(frozen=True)
class Article:
    """One document, with the summaries that editors wrote."""

    language: str
    title: str
    text: str
    references: list[str]


def read(paths: list[Path], languages: set[str]) -> list[Article]:
    """The articles in JSON Lines files, in these languages or, if there are none, in all."""
    found = []
    for path in paths:
        with (
            gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open()
        ) as file:
            for line in file:
                row: dict[str, Any] = json.loads(line)
                if not languages or row["lang"] in languages:
                    found.append(Article(row["lang"], row["title"], row["text"], row["references"]))
    return found


def matbaa(text: str, title: str, language: str, count: int) -> list[str]:
    """Our own summary."""
    return summarize(text, title=title, language=language, sentences=count).sentences


def lead(text: str, title: str, language: str, count: int) -> list[str]:
    """The first sentences."""
    return split_sentences(text, language)[:count]


def cleaned_lead(text: str, title: str, language: str, count: int) -> list[str]:
    """The first sentences of the running text."""
    return [each.text for each in running_text(text, title, language).sentences[:count]]


def sumy(module: str, name: str) -> System:
    """A summariser of sumy, with our sentences and terms, as its own tokenisers need downloads."""
    method = getattr(importlib.import_module(f"sumy.summarizers.{module}"), name)
    models = importlib.import_module("sumy.models.dom")

    def summarise(text: str, title: str, language: str, count: int) -> list[str]:
        tokenizer = _Tokenizer(language)
        sentences = [models.Sentence(each, tokenizer) for each in split_sentences(text, language)]
        document = models.ObjectDocumentModel([models.Paragraph(sentences)])
        summarizer = method()
        summarizer.stop_words = stopwords(language)
        return [str(each) for each in summarizer(document, count)]

    return summarise


class _Tokenizer:
    def __init__(self, language: str) -> None:
        self._language = language

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(terms(text, self._language))


def summa(text: str, title: str, language: str, count: int) -> list[str]:
    """summa's TextRank with its own sentence splitting: the `count` best of all its sentences."""
    names = {"ar": "arabic", "en": "english", "fr": "french", "de": "german", "es": "spanish"}
    textrank = importlib.import_module("summa.summarizer")
    scored = textrank.summarize(
        text, ratio=1.0, language=names.get(language, "english"), scores=True, split=True
    )
    best = sorted(scored, key=lambda each: -each[1])[:count]
    return [sentence for sentence, _ in scored if any(sentence == kept for kept, _ in best)]


def systems() -> Iterator[tuple[str, System]]:
    """The systems that are installed here, by name."""
    yield from (("matbaa", matbaa), ("lead", lead), ("cleaned lead", cleaned_lead))
    if importlib.util.find_spec("summa"):
        yield "summa TextRank", summa
    if importlib.util.find_spec("sumy"):
        for module, name in (
            ("lex_rank", "LexRankSummarizer"),
            ("text_rank", "TextRankSummarizer"),
            ("luhn", "LuhnSummarizer"),
            ("lsa", "LsaSummarizer"),
            ("kl", "KLSummarizer"),
            ("sum_basic", "SumBasicSummarizer"),
        ):
            yield f"sumy {name.removesuffix('Summarizer')}", sumy(module, name)


def rouge(text: str, references: list[str], size: int) -> float:
    """ROUGE-N F1 in percent, as mean over the references (Lin 2004)."""
    own = _ngrams(text, size)
    scores = []
    for reference in references:
        other = _ngrams(reference, size)
        shared = sum((own & other).values())
        scores.append(200 * shared / max(1, sum(own.values()) + sum(other.values())))
    return statistics.fmean(scores)


def _ngrams(text: str, size: int) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(fold(text))
    return Counter(zip(*(tokens[at:] for at in range(size)), strict=False))


def interval(values: list[float]) -> tuple[float, float]:
    """The 95 % interval of the mean, by bootstrap."""
    chance = random.Random(7)
    means = sorted(statistics.fmean(chance.choices(values, k=len(values))) for _ in range(500))
    return means[12], means[487]


def row(name: str, system: System, articles: list[Article], count: int) -> str:
    """One line of the table."""
    scores: tuple[list[float], list[float]] = ([], [])
    times, words = [], []
    for article in articles:
        start = time.process_time()
        try:
            sentences = system(article.text, article.title, article.language, count)
        except (ValueError, ZeroDivisionError):  # raised by peers on texts they cannot handle
            sentences = []
        times.append((time.process_time() - start) * 1000)
        text = " ".join(sentences)
        words.append(len(_TOKEN.findall(text)))
        for size in (1, 2):
            scores[size - 1].append(rouge(text, article.references, size))
    cells = [
        f"{statistics.fmean(each):.1f} [{low:.1f}, {high:.1f}]"
        for each in scores
        for low, high in [interval(each)]
    ]
    times.sort()
    slow = times[int(0.95 * (len(times) - 1))]
    cells += [f"{statistics.fmean(words):.0f}", f"{statistics.median(times):.1f} / {slow:.1f}"]
    return f"| {name} | " + " | ".join(cells) + " |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--languages", default="")
    parser.add_argument("-n", type=int, default=2, help="sentences")
    parser.add_argument("--limit", type=int)
    asked = parser.parse_args()
    articles = read(asked.data, set(filter(None, asked.languages.split(","))))[: asked.limit]
    print(f"{len(articles)} articles, at most {asked.n} sentences\n")
    print("| system | ROUGE-1 | ROUGE-2 | words | ms median / p95 |\n|---|---|---|---|---|")
    for name, system in systems():
        system(articles[0].text, articles[0].title, articles[0].language, asked.n)
        print(row(name, system, articles, asked.n), flush=True)


if __name__ == "__main__":
    main()
