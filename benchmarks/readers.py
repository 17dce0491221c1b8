"""Measures what third-party reader software recovers from an exported site.

    matbaa export DIR && python -m benchmarks.readers DIR [--node FOLDER] [--json]

Every article page is given to trafilatura, to newspaper4k (`pip install newspaper4k nltk`) and to
Readability (`npm install @mozilla/readability jsdom` in FOLDER), and every feed to feedparser. The
article.json next to a page holds the right values. Readers that are not installed are reported.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]  # has no types
import trafilatura

#: Shorter paragraphs are not counted, since readers may take them for captions or datelines.
_TELLING = 60
_PARTS = ("title", "author", "date", "body")
Found = dict[str, Any]


def by_trafilatura(files: Sequence[Path]) -> Iterator[Found]:
    """Title, author, date and text of each page, by trafilatura."""
    for file in files:
        document = trafilatura.bare_extraction(file.read_text(), with_metadata=True)
        yield document.as_dict() if document else {}  # type: ignore[union-attr]  # not a dict here


def by_newspaper(files: Sequence[Path]) -> Iterator[Found]:
    """Title, author, date and text of each page, by newspaper4k."""
    import newspaper  # type: ignore[import-not-found]  # nothing else here needs it

    for file in files:
        item = json.loads((file.parent / "article.json").read_text())
        language = item["language"].split("-")[0]
        try:
            article = _by_newspaper(newspaper, file, language)
        except (ImportError, LookupError, ValueError):  # no tokenizer, or no such language
            article = _by_newspaper(newspaper, file, "en")
        found = {"title": article.title, "author": " ".join(article.authors)}
        yield found | {"date": article.publish_date, "text": article.text}


def _by_newspaper(newspaper: Any, file: Path, language: str) -> Any:
    article = newspaper.Article("https://site.example/x", language=language, fetch_images=False)
    article.download(input_html=file.read_text())
    article.parse()
    return article


def by_readability(files: Sequence[Path], node: Path) -> Iterator[Found]:
    """Title, author, date and text of each page, by Readability in Node.js."""
    script = Path(__file__).with_name("readability.cjs")
    done = subprocess.run(
        ["node", str(script)],
        input="\n".join(map(str, files)),
        env={**os.environ, "NODE_PATH": str(node / "node_modules")},
        capture_output=True,
        text=True,
        check=True,
    )
    return map(json.loads, done.stdout.splitlines())


def judge(item: Found, found: Found) -> Counter[str]:
    """Which parts of an article were recovered, as 0 or 1, and the number of its paragraphs."""
    title, names = _plain(item["title"]), item.get("by", "").split(", ")
    said, text = _plain(found.get("title")), _plain(found.get("text"))
    author = _plain(found.get("author"))
    body = next(each["value"] for each in item["bodies"] if each["role"] == "plain")
    told = [_plain(part) for part in body.split("\n\n")]
    telling = [part for part in told if len(part) > _TELLING] or told
    whole = sum(part in text for part in telling)
    return Counter(
        title=bool(said) and (title in said or said in title),
        author=all(name in author for name in names),
        date=_is_day(item["firstCreated"], found.get("date")),
        body=whole == len(telling),
        paragraphs=whole,
        all_paragraphs=len(telling),
    )


def _plain(text: str | None) -> str:
    """The text in composed Unicode form, without joiners and marks that some readers leave out."""
    composed = unicodedata.normalize("NFC", text or "")
    shown = (letter for letter in composed if unicodedata.category(letter) != "Cf")
    return " ".join("".join(shown).split())


def _is_day(moment: str, said: object) -> bool:
    """Whether the day is right, in the page's own time zone or in UTC."""
    day = datetime.fromisoformat(moment)
    return str(said)[:10] in {f"{day:%Y-%m-%d}", f"{day.astimezone():%Y-%m-%d}"}


def feeds(root: Path) -> Counter[str]:
    """Count the feeds, and those that feedparser reads completely without complaint.

    Complete means that every entry has its title, link, author and date.
    """
    counts: Counter[str] = Counter()
    for file in (*root.rglob("feed.xml"), *root.rglob("atom.xml")):
        feed = feedparser.parse(file.read_bytes())
        told = all(
            entry.get("title")
            and entry.get("link")
            and entry.get("author")
            # The feed of an empty section has no entries that could fail.
            and entry.get("published_parsed")
            for entry in feed.entries
        )
        counts.update(feeds=1, read=not feed.bozo and told, entries=len(feed.entries))
    return counts


def pages(root: Path) -> list[Path]:
    """The pages of the articles that are live."""
    documents = sorted(root.rglob("article.json"))
    live = [file for file in documents if '"usable"' in file.read_text()]
    return [file.with_name("index.html") for file in live]


def main() -> None:
    """Run all readers, and print what they recover."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("--node", type=Path, default=Path("node"))
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    files = pages(arguments.root)
    readers: dict[str, Callable[[], Iterator[Found]] | None] = {
        "trafilatura": lambda: by_trafilatura(files),
        "newspaper4k": (lambda: by_newspaper(files)) if find_spec("newspaper") else None,
        "readability": (lambda: by_readability(files, arguments.node))
        if (arguments.node / "node_modules/@mozilla/readability").is_dir()
        else None,
    }
    items = [json.loads(file.with_name("article.json").read_text()) for file in files]
    report: dict[str, Any] = {"articles": len(files), "feedparser": dict(feeds(arguments.root))}
    for name, read in readers.items():
        if read is None:
            print(f"{name}: not installed", file=sys.stderr)
            continue
        judged = [judge(item, found) for item, found in zip(items, read(), strict=True)]
        for item, verdict in zip(items, judged, strict=True):
            if lost := [part for part in _PARTS if not verdict[part]]:
                print(f"{name}: {', '.join(lost)} of {item['title']}", file=sys.stderr)
        report[name] = dict(sum(judged, Counter()))
    print(json.dumps(report) if arguments.json else json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
