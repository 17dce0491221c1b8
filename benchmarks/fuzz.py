"""A fuzzer: damages the samples at random, and checks the results as `hostile.py` does.

    python -m benchmarks.fuzz [--seconds 60] [--seed N]

Pieces of a sample are cut out, doubled, reversed, or replaced by pieces of another sample or by
strings that parsers stumble over. Prints how much was tried and, for each failure, the seed that
reproduces it; exits 1 if there was one.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

from benchmarks import hostile

SAMPLES = Path(__file__).parents[1] / "samples"
_LONGEST = 100_000
_STUMBLING = [
    *(b"\x00", b"\xff\xfe", b"\xed\xa0\x80", "\u202e".encode(), b"\r", b"\n\n", b"\\", b"\x1b["),
    *(b"<!--", b"]]>", b"<![CDATA[", b"<script>", b"<svg onload=x>", b"&#x0;", b"&amp;#60;"),
    *(b'"', b"'", b"{", b"[", b"---\n", b"```", b"=?utf-8?B?", b"<?xml ", b"9" * 400, b"-1"),
]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    samples = [path.read_bytes() for path in sorted(SAMPLES.rglob("*")) if path.is_file()]
    hostile.warm_up()
    row: Counter[str] = Counter()
    wrong: list[str] = []
    seed, over_at = options.seed, time.monotonic() + options.seconds
    while time.monotonic() < over_at and len(wrong) < 20:
        wrong += hostile.tried(f"--seed {seed}", damaged(samples, random.Random(seed)), row)
        seed += 1
    print(", ".join(f"{name} {count:,}" for name, count in row.items()))
    print("\n".join(wrong))
    return 1 if wrong else 0


def damaged(samples: list[bytes], chance: random.Random) -> bytes:
    """One of `samples`, damaged in up to eight places."""
    body = chance.choice(samples)[:_LONGEST]
    for _ in range(chance.randint(1, 8)):
        start = chance.randrange(len(body) + 1)
        end = min(len(body), start + int(chance.expovariate(1 / 60)))
        body = body[:start] + _instead(body[start:end], samples, chance) + body[end:]
    return body


def _instead(piece: bytes, samples: list[bytes], chance: random.Random) -> bytes:
    other = chance.choice(samples)
    start = chance.randrange(len(other) + 1)
    return chance.choice(
        [
            b"",
            piece * chance.randint(2, 40),
            piece[::-1],
            other[start : start + 200],
            chance.choice(_STUMBLING),
            chance.choice(_STUMBLING) * chance.randint(1, 50),
            chance.randbytes(len(piece)),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
