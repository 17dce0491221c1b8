"""Real articles from ../shared/data, as load for other benchmarks."""

from __future__ import annotations

import gzip
import json
import random
import sys
from html import escape
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent.parent.parent / "shared" / "data" / "articles"


def load(count: int, *, seed: int = 1) -> list[dict[str, Any]]:
    """`count` submissions in random order, half of them Arabic; some texts occur repeatedly."""
    if not _FOLDER.is_dir():
        sys.exit(f"{_FOLDER} is not here: the benchmark needs real articles")
    arabic = _read("articles_ar.jsonl.gz")
    other = _read("articles_other.jsonl.gz")
    chance = random.Random(seed)
    chosen = chance.choices(arabic, k=count - count // 2) + chance.choices(other, k=count // 2)
    chance.shuffle(chosen)
    return [_submission(number, record) for number, record in enumerate(chosen)]


def _read(name: str) -> list[dict[str, Any]]:
    with gzip.open(_FOLDER / name, "rt", encoding="utf-8") as file:
        records = (json.loads(line) for line in file)
        return [record for record in records if record["title"] and 60 <= record["words"] <= 1500]


def _submission(number: int, record: dict[str, Any]) -> dict[str, Any]:
    paragraphs = [part.strip() for part in record["body"].split("\n") if part.strip()]
    return {
        "id": f"bench-{number}",
        "language": record["lang"],
        "title": f"{record['title'][:200]} ({number})",
        "body": "".join(f"<p>{escape(part)}</p>" for part in paragraphs),
        "format": "html",
        "section": record.get("section") or record["source"],
    }
