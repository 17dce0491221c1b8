"""Compares the search index with Pagefind: the cost of one more article, and the size of a query.

    python -m benchmarks.search [--articles 1000 4000] [--data ../shared/data/articles]

Pagefind reads the whole site again for every update. Its time here is that of its own binary on
pages that contain only title and text.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from zoneinfo import ZoneInfo

import brotli

from matbaa import search
from matbaa.pages import Entry

_START = datetime(2025, 1, 1, tzinfo=ZoneInfo("Asia/Baghdad"))
_QUERIES = ("روسيا", "الحكومة الجديدة", "football", "zanzibar")


def articles(folder: Path, count: int) -> list[tuple[str, str, str]]:
    """Language, title and text of `count` articles; the data are repeated if they are too few."""
    found = []
    for file in sorted(folder.glob("articles_*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                title = article["title"] or article["body"][:60]
                found.append((article["lang"], title, article["body"]))
    return list(islice(cycle(found), count))


def records(chosen: list[tuple[str, str, str]]) -> list[search.Record]:
    """The search records of these articles, as the pipeline keeps them."""
    return [
        search.record(_entry(number, language, title, text), text, number)
        for number, (language, title, text) in enumerate(chosen)
    ]


def _entry(number: int, language: str, title: str, text: str) -> Entry:
    moment = _START + timedelta(minutes=number)
    return Entry(
        id=str(number),
        revision=1,
        path=f"{moment:%Y/%m/%d}/{number}/",
        title=title,
        description=text[:150],
        language=language,
        direction="rtl",
        published=moment,
        updated=moment,
    )


def index(kept: list[search.Record]) -> dict[str, bytes]:
    """All files of the index, by path."""
    ready = search.parts(len(kept))
    volumes = [part for part in ready if part.kind == "volume"]
    blocks = [search.Part("block", n) for n in range(len(kept) // search.BLOCK)]
    pages = [
        page
        for part in [*blocks, *volumes]
        for page in search.part_pages(part, kept[part.first : part.end])
    ]
    pages.append(search.open_page(map(search.line, kept[ready[-1].end if ready else 0 :]), ready))
    return {page.path: page.body for page in pages}


def loaded(files: dict[str, bytes], query: str) -> tuple[int, int]:
    """Requests and compressed bytes that a query needs to search every part of the index."""
    wanted = {"search/open.json"}
    for kind, number, _, count in json.loads(files["search/open.json"])["parts"]:
        for term in search.terms(query):
            wanted.add(f"search/{kind}/{number}/{search.bucket(term, count)}.json")
    return len(wanted), sum(len(brotli.compress(files[name], quality=5)) for name in wanted)


def pagefind(chosen: list[tuple[str, str, str]]) -> tuple[float, int]:
    """Seconds that Pagefind's binary takes for the whole site, and how many files it writes."""
    with tempfile.TemporaryDirectory() as folder:
        for number, page in enumerate(_plain_pages(chosen)):
            file = Path(folder) / str(number) / "index.html"
            file.parent.mkdir()
            file.write_text(page, encoding="utf-8")
        command = [sys.executable, "-m", "pagefind_bin", "--site", folder]
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        seconds = time.perf_counter() - started
        return seconds, sum(file.is_file() for file in (Path(folder) / "pagefind").rglob("*"))


def _plain_pages(chosen: list[tuple[str, str, str]]) -> Iterator[str]:
    for language, title, text in chosen:
        yield (
            f'<!doctype html><html lang="{language}"><title>{html.escape(title)}</title>'
            f"<main><h1>{html.escape(title)}</h1><p>{html.escape(text)}</p></main>"
        )


def measure(chosen: list[tuple[str, str, str]]) -> None:
    """Print one row for each question."""
    count = len(chosen)
    started = time.perf_counter()
    kept = records(chosen)
    per_record = (time.perf_counter() - started) / count
    files = index(kept)
    started = time.perf_counter()
    ready = search.parts(count)
    newest = search.open_page(map(search.line, kept[ready[-1].end if ready else 0 :]), ready)
    per_article = time.perf_counter() - started
    print(f"\n{count} articles: {len(files)} files")
    print(f"  one more article: 1 object, {len(newest.body):,} bytes", end="")
    print(f" ({len(brotli.compress(newest.body, quality=5)):,} compressed),", end=" ")
    print(f"{(per_record + per_article) * 1000:.1f} ms")
    for query in _QUERIES:
        requests, size = loaded(files, query)
        print(f"  {query!r} through the whole archive: {requests} requests, {size:,} bytes")
    seconds, written = pagefind(chosen)
    print(f"  pagefind, one more article: {seconds:.1f} s, {written} files in its bundle")


def main() -> None:
    """Measure for each size of archive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[1_000, 4_000])
    parser.add_argument("--data", type=Path, default=Path("../shared/data/articles"))
    arguments = parser.parse_args()
    for count in arguments.articles:
        measure(articles(arguments.data, count))


if __name__ == "__main__":
    main()
