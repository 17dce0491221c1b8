"""Measures rendering: CPU time per page, and the size of what a reader downloads.

python -m benchmarks.render [--articles 60] [--rounds 10] [--data ../shared/data/articles]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import brotli

from benchmarks.site import read, view
from matbaa import feeds
from matbaa.pages import ArticleView, Listing, Press
from matbaa.settings import Site


def cpu_milliseconds(work: Callable[[], object], rounds: int) -> float:
    """CPU time of one call; the best of three runs, as other processes can only slow it down."""
    work()
    runs = []
    for _ in range(3):
        started = time.process_time()
        for _ in range(rounds):
            work()
        runs.append((time.process_time() - started) / rounds * 1000)
    return min(runs)


def sample(press: Press, data: Path, count: int) -> list[ArticleView]:
    """Articles, each with four related articles and a previous one."""
    now = datetime(2026, 11, 23, 12, tzinfo=press.site.zone)
    views = [view(press, article, number, now) for number, article in enumerate(read(data, count))]
    related = tuple(made.entry for made in views[:4])
    return [replace(made, related=related, previous=views[0].entry) for made in views]


def times(press: Press, views: list[ArticleView], rounds: int) -> None:
    """Print CPU time for each kind of page."""
    entries = [made.entry for made in views]
    section = Listing("section", "سياسة", "سياسة", entries[:20], 1, 2)
    blocks = [replace(section, entries=entries[:4])] * 5

    def articles() -> None:
        for made in views:
            press.article(made)

    rows = {
        "article, its text edition and ninjs": cpu_milliseconds(articles, rounds) / len(views),
        "listing of 20": cpu_milliseconds(lambda: press.listing(section), rounds),
        "front page": cpu_milliseconds(lambda: press.front(entries[:15], blocks), rounds),
        "three feeds of 30": cpu_milliseconds(lambda: feeds.pages(press.site, entries), rounds),
    }
    for name, milliseconds in rows.items():
        print(f"{name:40} {milliseconds:6.2f} ms CPU")


def weights(press: Press, views: list[ArticleView]) -> None:
    """Print the compressed sizes of what an article page loads, without photos."""
    html = sorted(len(brotli.compress(press.article(made)[0].body)) for made in views)
    assets = {page.path: page.body for page in press.assets()}
    loaded = {
        name: len(body if name.endswith("png") else brotli.compress(body))
        for name, body in assets.items()
        if "style" in name or name.endswith(("icon.svg", "webmanifest")) or "assets/icon-" in name
    }
    used = {name: size for name, size in loaded.items() if "512" not in name}
    print(
        f"{'article HTML, brotli: median, largest':40} {html[len(html) // 2]:,} {html[-1]:,} bytes"
    )
    print(
        f"{'everything else an article loads':40} {sum(used.values()):,} bytes in {len(used)} files"
    )


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/articles"))
    parser.add_argument("--templates", type=Path, default=Path("templates"))
    arguments = parser.parse_args()
    site = Site(
        tagline="أخبار العالم العربي وتحليلاتها",
        base_url="https://matbaa.example",
        timezone="Asia/Baghdad",
        sections=("سياسة", "اقتصاد", "رياضة", "ثقافة", "تكنولوجيا"),
    )
    press = Press(site, arguments.templates)
    views = sample(press, arguments.data, arguments.articles)
    times(press, views, arguments.rounds)
    weights(press, views)


if __name__ == "__main__":
    main()
