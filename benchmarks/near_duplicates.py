"""Measures the cost of finding near-duplicates among few articles and among many.

    python -m benchmarks.near_duplicates [--articles 1000 10000 100000]

Fills its own SQLite database with signatures of made-up texts and their bands, as publishing would
leave them. Then it signs new texts, half of them repetitions. Prints CPU milliseconds and queries
per text, and how many of the repetitions were found.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path

from sqlalchemy import Engine, event, insert
from sqlalchemy.orm import Session

from matbaa.duplicates import PERMUTATIONS, band_keys
from models import Article, Band, Base, Fingerprint
from models.base import db_now
from models.near_duplicates import Signed, note, sign
from models.session import make_engine

_SITE = "main"
_TRIED = 200
_AT_ONCE = 5_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    options = parser.parse_args()
    print(f"{'articles':>10} {'CPU ms a text':>14} {'queries':>8} {'found':>8} {'MB':>6}")
    for count in sorted(options.articles):
        with tempfile.TemporaryDirectory(prefix="matbaa-benchmark-") as folder:
            file = Path(folder) / "matbaa.db"
            engine = make_engine(f"sqlite:///{file}")
            Base.metadata.create_all(engine)
            chance = random.Random(count)
            _fill(engine, count, chance)
            seconds, queries, found = _sign(engine, count, chance)
            engine.dispose()  # closing the last connection merges the write-ahead log into the file
            size = file.stat().st_size / 1e6
            print(f"{count:10,} {seconds * 1000:14.2f} {queries:8.1f} {found:8.1%} {size:6.0f}")


def _fill(engine: Engine, count: int, chance: random.Random) -> None:
    for start in range(0, count, _AT_ONCE):
        numbers = range(start, min(start + _AT_ONCE, count))
        signatures = {number: chance.randbytes(PERMUTATIONS) for number in numbers}
        if start == 0:
            _KNOWN[:] = list(signatures.values())[: _TRIED // 2]
        with Session(engine) as session, session.begin():
            session.execute(
                insert(Article).values(live=True, published_rev=1, head_rev=1, created_at=db_now()),
                [{"id": f"a{number}", "site": _SITE} for number in numbers],
            )
            session.execute(
                insert(Fingerprint).values(at=db_now()),
                [
                    {"id": n + 1, "article_id": f"a{n}", "site": _SITE, "signature": signatures[n]}
                    for n in numbers
                ],
            )
            session.execute(
                insert(Band),
                [
                    {"key": key, "fingerprint_id": number + 1}
                    for number in numbers
                    for key in band_keys(signatures[number], _SITE)
                ],
            )


#: Signatures of the first articles, from which repetitions are made.
_KNOWN: list[bytes] = []


def _sign(engine: Engine, count: int, chance: random.Random) -> tuple[float, float, float]:
    """CPU seconds and queries per text, and the share of repetitions that were found."""
    new = [_edited(known, chance) for known in _KNOWN]
    new += [chance.randbytes(PERMUTATIONS) for _ in range(_TRIED // 2)]
    found = 0
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    started = time.process_time()
    for number, signature in enumerate(new, count):
        with Session(engine) as session, session.begin():
            likes = sign(session, [Signed(f"a{number}", _SITE, signature)])
            note(session, likes)
            found += len(likes)
    seconds = (time.process_time() - started) / len(new)
    return seconds, len(statements) / len(new), found / (_TRIED // 2)


def _edited(signature: bytes, chance: random.Random) -> bytes:
    """The signature of a text whose similarity to another is 0.8."""
    return bytes(value if chance.random() < 0.8 else chance.randrange(256) for value in signature)


if __name__ == "__main__":
    main()
