"""Compares our keywords with those that editors gave: how many of ours are among theirs.

    python -m benchmarks.keywords pages.jsonl.gz

Each line of the data is `{"lang", "title", "text", "keywords": [...]}`; lines with fewer than three
keywords are left out. Two keywords are the same if they have the same terms, in any order.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matbaa.keywords import keywords
from matbaa.language.terms import terms

_LEAST = 3


@dataclass
class Score:
    """The counts of one language."""

    articles: int = 0
    ours: int = 0
    theirs: int = 0
    seconds: float = 0.0

    def take(self, row: dict[str, Any], found: list[str], seconds: float) -> None:
        """Count what was found for one article."""
        known = {frozenset(terms(each, row["lang"])) for each in row["keywords"]}
        self.seconds += seconds
        self.articles += 1
        self.ours += len(found)
        self.theirs += sum(frozenset(terms(each, row["lang"])) in known for each in found)

    def __str__(self) -> str:
        share, cost = 100 * self.theirs / self.ours, 1000 * self.seconds / self.articles
        return f"{self.articles:4} articles: {share:4.1f} % of {self.ours}, {cost:.1f} ms each"


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The articles to which editors gave keywords."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            row: dict[str, Any] = json.loads(line)
            row["keywords"] = [each for each in row.get("keywords") or () if len(each) < 60]
            if len(row["keywords"]) >= _LEAST:
                yield row


def main() -> None:
    """Print the figures of each language and of all together."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = Path("../shared/data/summaries/pages_dev.jsonl.gz")
    parser.add_argument("data", type=Path, nargs="?", default=default)
    scores: dict[str, Score] = {}
    for row in rows(parser.parse_args().data):
        begun = time.process_time()
        found = keywords(row["text"], title=row["title"] or "", language=row["lang"])
        seconds = time.process_time() - begun
        for name in (row["lang"], "all"):
            scores.setdefault(name, Score()).take(row, found, seconds)
    for name, score in sorted(scores.items(), key=lambda item: -item[1].articles):
        print(f"{name:4} {score}")


if __name__ == "__main__":
    main()
