"""How often undeclared charsets are guessed right, beside the library charset-normalizer.

    python -m benchmarks.charsets [--length 200] [--texts 40] [--json]

Real texts of each language in each of its charsets; right is a guess that gives the same text.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from charset_normalizer import from_bytes

from matbaa.formats.charsets import guessed

_FILES = (
    "articles/articles_ar.jsonl.gz",
    "articles/articles_other.jsonl.gz",
    "summaries/dev.jsonl.gz",
)
_DATA = Path(__file__).parent.parent.parent / "shared" / "data"
_CHARSETS = {
    "ar": ("cp1256", "iso-8859-6"),
    "de": ("cp1252",),
    "es": ("cp1252",),
    "fa": ("cp1256",),
    "fr": ("cp1252",),
    "he": ("cp1255",),
    "ja": ("cp932", "euc_jp"),
    "ko": ("cp949",),
    "pl": ("cp1250", "iso-8859-2"),
    "ru": ("cp1251", "koi8-r", "cp866", "iso-8859-5"),
    "th": ("cp874",),
    "tr": ("cp1254",),
    "uk": ("cp1251", "koi8-u"),
    "zh": ("gb18030", "big5"),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--length", type=int, default=200, help="characters of each text")
    parser.add_argument("--texts", type=int, default=40, help="per language")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    samples = list(_samples(options.length, options.texts))
    ways: dict[str, Callable[[bytes], str | None]] = {"ours": guessed, "library": _normalized}
    found = {name: _measured(samples, guess) for name, guess in ways.items()}
    print(json.dumps(found, indent=1) if options.json else _table(found))


def _normalized(data: bytes) -> str | None:
    best = from_bytes(data).best()
    return str(best) if best else None


def _samples(length: int, most: int) -> Iterator[tuple[str, bytes]]:
    """Texts as bytes, with the charset; those that are plain ASCII are left out."""
    for language, texts in _texts(length, most).items():
        for charset in _CHARSETS[language]:
            encoded = (text.encode(charset, "ignore") for text in texts)
            yield from ((charset, data) for data in encoded if not data.isascii())


def _texts(length: int, most: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in _FILES:
        with gzip.open(_DATA / name, "rt", encoding="utf-8") as file:
            for record in map(json.loads, file):
                text = (record.get("body") or record.get("text") or "")[:length]
                texts = found[record["lang"]] if record["lang"] in _CHARSETS else []
                if len(text) == length and len(texts) < most:
                    texts.append(text)
    return found


def _measured(
    samples: list[tuple[str, bytes]], guess: Callable[[bytes], str | None]
) -> dict[str, Any]:
    right: dict[str, list[int]] = defaultdict(list)
    began = time.process_time()
    for charset, data in samples:
        right[charset].append(guess(data) == data.decode(charset))
    spent = (time.process_time() - began) / len(samples) * 1_000
    shares = {charset: f"{sum(each)}/{len(each)}" for charset, each in sorted(right.items())}
    total = sum(map(sum, right.values()))
    return {"right": f"{total}/{len(samples)}", "CPU ms/text": round(spent, 2), **shares}


def _table(found: dict[str, dict[str, Any]]) -> str:
    columns = list(found)
    names = list(next(iter(found.values())))
    lines = [" | ".join(["", *columns])]
    lines += [" | ".join([name, *(str(found[way][name]) for way in columns)]) for name in names]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
