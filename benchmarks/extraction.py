"""Measures article extraction from whole pages, compared with the extractors that are installed.

    python benchmarks/extraction.py [--data ../shared/data/extraction] [--pages 150] [--write DIR]

Body: multisets of 4-token shingles per page, as in scrapinghub/article-extraction-benchmark; each
character of a script without spaces is a token. Title: equal when folded, or once a part such as
" | Site" is cut off the prediction. Date: the same day. Author: the same set of names. Time: total
CPU milliseconds per page. `--write` keeps each system's answers as JSON lines.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import logging
import random
import re
import statistics
import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import lxml.html  # type: ignore[import-untyped]  # lxml ships no types

from matbaa.errors import Rejected
from matbaa.formats import Context, Limits
from matbaa.formats.page import parser as page

DATA = Path(__file__).parents[2] / "shared" / "data" / "extraction"
#: Sources with human ground truth for the full text, and for the metadata.
WITH_TEXT = {"aeb", "fundus", "wcxb", "orangesum"}
WITH_FIELDS = {"fundus", "wcxb", "postlight", "trafilatura", "orangesum"}
_DENSE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
_TOKEN = re.compile(f"[{_DENSE}]|[^\\W{_DENSE}]+")
_BLOCKS = (
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "td",
    "th",
    "br",
    "blockquote",
    "pre",
)
_QUOTES = str.maketrans(
    dict.fromkeys("‘’‚‛ʼ`´′", "'") | dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‐‑‒–—―−", "-")
)

Record = dict[str, Any]
Answer = dict[str, Any]
System = Callable[[str, Record], Answer]


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores as means over the pages, and CPU milliseconds per page."""

    pages: int
    body_f1: float
    precision: float
    recall: float
    title: float
    date: float
    author: float
    milliseconds: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--pages", type=int, default=150, help="a random sample; 0 for all")
    parser.add_argument("--write", type=Path, help="directory for the answers")
    options = parser.parse_args()
    if not options.data.is_dir():
        print(f"skipped: there are no pages in {options.data}")
        return
    logging.disable(logging.CRITICAL)  # peers log complaints about pages
    print(
        f"{'system':14}{'body F1':>9}{'P':>7}{'R':>7}{'title':>8}{'date':>8}{'author':>8}{'ms':>8}"
    )
    for name, row in measure(options.data, options.pages, options.write).items():
        print(
            f"{name:14}{row.body_f1:9.3f}{row.precision:7.3f}{row.recall:7.3f}{row.title:8.1%}"
            f"{row.date:8.1%}{row.author:8.1%}{row.milliseconds:8.1f}"
        )


def measure(
    data: Path, pages: int = 0, write: Path | None = None, *, peers: bool = True
) -> dict[str, Scores]:
    """The scores of Matbaa and of each installed peer, on the same pages."""
    records, scores = load(data, pages), {}
    for name, system in (systems() if peers else {"matbaa": _matbaa}).items():
        answers = [answered(system, data, record) for record in records]
        scores[name] = scored(records, answers)
        if write:
            write.mkdir(parents=True, exist_ok=True)
            lines = (json.dumps(answer, ensure_ascii=False) for answer in answers)
            (write / f"{name}.jsonl").write_text("\n".join(lines), "utf8")
    return scores


def load(data: Path, pages: int) -> list[Record]:
    """The index of pages, or a random sample of it, which is the same each time."""
    with gzip.open(data / "index.jsonl.gz", "rt", encoding="utf8") as lines:
        records = [json.loads(line) for line in lines]
    return random.Random(7).sample(records, pages) if 0 < pages < len(records) else records


def systems() -> dict[str, System]:
    """Matbaa, and every peer that is installed."""
    found: dict[str, System] = {"matbaa": _matbaa}
    for name, peer in (
        ("trafilatura", _trafilatura), ("newspaper4k", _newspaper), ("readability", _readability),
    ):  # fmt: skip
        try:
            peer("<html><body><p>Warm up.</p></body></html>", {"url": "http://example.com/"})
        except ImportError:
            print(f"{name} is not installed")
            continue
        except Exception:  # noqa: BLE001, S110 - a peer may refuse the warm-up page
            pass
        found[name] = peer
    return found


def answered(system: System, data: Path, record: Record) -> Answer:
    """A system's answer for a page, with its time; empty if it fails."""
    content = decoded(gzip.decompress((data / record["html_file"]).read_bytes()))
    started = time.process_time()
    try:
        answer = system(content, record)
    except Exception as error:  # noqa: BLE001 - whatever a system raises is its answer
        answer = {"error": f"{type(error).__name__}: {error}"[:200]}
    milliseconds = (time.process_time() - started) * 1e3
    return {"id": record["id"], **answer, "ms_cpu": milliseconds, "ms_wall": milliseconds}


def decoded(content: bytes) -> str:
    """A page's text by its declared encoding, UTF-8 first."""
    declared = re.search(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", content[:4096])
    for encoding in ("utf8", declared[1].decode("ascii") if declared else "cp1252", "cp1252"):
        try:
            return content.removeprefix(b"\xef\xbb\xbf").decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("utf8", "replace")


def scored(records: list[Record], answers: list[Answer]) -> Scores:
    """All measures of one system."""
    bodies, hits = [], collections.defaultdict[str, list[bool]](list)
    for record, answer in zip(records, answers, strict=True):
        expected, is_article = record["expected"], record["page_type"] == "article"
        if is_article and record["source"] in WITH_TEXT and expected.get("text"):
            bodies.append(overlap(expected["text"], answer.get("text") or ""))
        if is_article and record["source"] in WITH_FIELDS:
            for name, hit in _fields(expected, answer):
                hits[name].append(hit)
    f1, precision, recall = f_measure(bodies)
    rates = {name: statistics.mean(hits[name] or [False]) for name in ("title", "date", "author")}
    times = statistics.mean(answer["ms_cpu"] for answer in answers)
    return Scores(len(records), f1, precision, recall, **rates, milliseconds=times)


def _fields(expected: Record, answer: Answer) -> Iterator[tuple[str, bool]]:
    if expected.get("title"):
        yield "title", folded(expected["title"]) in titles(answer.get("title") or "")
    if expected.get("published_date"):
        yield "date", day(answer.get("published")) == expected["published_date"]
    if expected.get("byline") is not None:
        yield "author", names(expected["byline"]) == names(answer.get("byline"))


def overlap(expected: str, found: str) -> tuple[float, float, float]:
    """The shares of true positives, false positives and false negatives among the shingles."""
    right, said = _shingles(expected), _shingles(found)
    counts = ((right & said).total(), (said - right).total(), (right - said).total())
    total = sum(counts) or 1
    return counts[0] / total, counts[1] / total, counts[2] / total


def f_measure(rows: list[tuple[float, float, float]]) -> tuple[float, float, float]:
    """F1, precision and recall; the latter are means over pages."""
    precision = statistics.mean([hit / (hit + junk) for hit, junk, _ in rows if hit + junk] or [0])
    recall = statistics.mean([hit / (hit + lost) for hit, _, lost in rows if hit + lost] or [0])
    return 2 * precision * recall / ((precision + recall) or 1), precision, recall


def _shingles(text: str, size: int = 4) -> collections.Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text.lower())
    size = min(size, len(tokens))
    starts = range(len(tokens) - size + 1) if size else range(0)
    return collections.Counter(tuple(tokens[start : start + size]) for start in starts)


def folded(text: object) -> str:
    """Normalize a headline or a name for comparison."""
    plain = unicodedata.normalize("NFKC", str(text)).translate(_QUOTES)
    return " ".join(plain.split()).casefold()


def titles(text: str) -> set[str]:
    """The headline, and its variants without one separated part at either end."""
    whole = folded(text)
    found = {whole}
    for separator in (" | ", " - ", " :: ", " » ", " • ", ": "):
        if separator in whole:
            found.add(whole.rsplit(separator, 1)[0])
            found.add(whole.split(separator, 1)[0 if separator == ": " else 1])
    return found


def names(value: object) -> frozenset[str]:
    """The single names in a byline."""
    listed = value if isinstance(value, list) else [value] if value else []
    parts = (re.split(r"\s*(?:[;,/&|]|\b(?:and|und|et|y)\b)\s*", folded(each)) for each in listed)
    bare = (re.sub(r"^(?:by|von|par|por|di|door)\s+", "", name) for each in parts for name in each)
    return frozenset(name.strip(" .") for name in bare if name.strip(" ."))


def day(value: object) -> str | None:
    """The date of an ISO timestamp."""
    found = re.search(r"\d{4}-\d{2}-\d{2}", str(value or ""))
    return found[0] if found else None


def _matbaa(content: str, record: Record) -> Answer:
    context = Context(datetime.now(UTC), ZoneInfo("UTC"), limits=Limits(max_body_bytes=20_000_000))
    try:
        (parsed,) = page.parse(content, context)
    except Rejected:
        return {}
    found = parsed.submission
    return {
        "text": _plain(found.body),
        "title": found.title,
        "byline": [author.name for author in found.authors],
        "published": found.published.isoformat() if found.published else None,
    }


def _plain(body: str) -> str:
    """The text of a body, without pictures and their captions."""
    tree = lxml.html.fromstring(f"<div>{body}</div>")
    for figure in tree.xpath(".//figure"):
        figure.drop_tree()
    for element in tree.iter(*_BLOCKS):
        element.tail = "\n" + (element.tail or "")
    return str(tree.text_content())


def _trafilatura(content: str, record: Record) -> Answer:
    import trafilatura

    found = trafilatura.bare_extraction(
        content, url=record["url"], include_comments=False, with_metadata=True
    )
    if found is None or isinstance(found, dict):
        return {}
    return {
        "text": found.text, "title": found.title, "byline": found.author, "published": found.date,
    }  # fmt: skip


def _newspaper(content: str, record: Record) -> Answer:
    import newspaper  # type: ignore[import-not-found]  # an optional peer

    article = newspaper.Article(record["url"] or "http://example.com/", fetch_images=False)
    article.download(input_html=content)
    article.parse()
    return {
        "text": article.text, "title": article.title, "byline": article.authors,
        "published": article.publish_date and article.publish_date.isoformat(),
    }  # fmt: skip


def _readability(content: str, record: Record) -> Answer:
    import readability  # type: ignore[import-not-found]  # an optional peer

    document = readability.Document(content)
    return {"text": _plain(document.summary(html_partial=True)), "title": document.short_title()}


if __name__ == "__main__":
    main()
