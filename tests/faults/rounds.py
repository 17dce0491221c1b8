"""A case on one database: a stack, and on it a round for every seed, each with its verdict."""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.faults import letters
from tests.faults.cases import CASES, Case
from tests.faults.figures import figures
from tests.faults.ledger import workload
from tests.faults.newsroom import Newsroom, newsroom
from tests.faults.servers import Postgres, missing
from tests.faults.verdict import broken_promises

#: What is done in a laboratory rather than to a stack: K3, K4 and A1 are its places.
LABORATORY = {"K3": "intake,reception", "K4": "", "A1": "site"}

Result = dict[str, Any]


def of(
    name: str, asked: argparse.Namespace, database: str, server: Postgres | None, *, poison: bool
) -> Iterator[Result]:
    """What came of a case, a result for each seed; the first may hold `poison`."""
    if name in LABORATORY:
        yield {"seed": 1} | _in_the_laboratory(LABORATORY[name], server)
        return
    case = CASES[name]
    if reason := _reason_to_skip(case, database):
        yield {"seed": 1, "skipped": reason}
        return
    for result in _in_a_newsroom(case, asked, server, poison=poison):
        yield {"what": case.what} | result


def _reason_to_skip(case: Case, database: str) -> str:
    if not case.is_about(database):
        return f"is not about {database}"
    return next((reason for need in case.needs if (reason := missing(need))), "")


def _in_the_laboratory(places: str, server: Postgres | None) -> Result:
    """In a process of its own, which forks: this one has threads."""
    database = ["--database-url", server.url] if server else []
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.failpoints", "--places", places, *database],
        stdout=subprocess.PIPE,
        check=False,
    )
    outcomes = [json.loads(line) for line in done.stdout.splitlines()]
    broken = [f"{each['case']}: {what}" for each in outcomes for what in each["broken"]]
    if done.returncode and not broken:
        broken = [f"the laboratory ended with {done.returncode}"]
    return {"broken": broken, "places": sum(each["reached"] for each in outcomes)}


def _in_a_newsroom(
    case: Case, asked: argparse.Namespace, server: Postgres | None, *, poison: bool
) -> Iterator[Result]:
    folder = Path(tempfile.mkdtemp(prefix=f"matbaa-{case.id}-"))
    seed, broken = asked.first, True
    try:
        with newsroom(folder, case.wanted, server=server) as room:
            for seed in range(asked.first, asked.first + asked.seeds):
                result = _round(room, case, asked, seed, poison=poison and seed == asked.first)
                broken = bool(result["broken"])
                yield {"seed": seed} | result | ({"kept": str(folder)} if broken else {})
                if broken:
                    return
    except Exception as error:  # noqa: BLE001 -- a case that cannot be run is a failed case
        broken = True
        yield {
            "seed": seed,
            "broken": [f"{type(error).__name__}: {error}"],
            "kept": str(folder),
        }
    finally:
        if not broken:
            shutil.rmtree(folder, ignore_errors=True)


def _round(
    room: Newsroom, case: Case, asked: argparse.Namespace, seed: int, *, poison: bool
) -> Result:
    """One seed: load, fault, rest, verdict; then what is dead is cured, and judged again."""
    room.begin(asked.articles)
    prefix = f"{case.id.lower()}-{seed}-"
    work = workload(case.work * asked.articles, seed, prefix, poison=poison)
    with room.load(work, asked.seconds * max(1, case.work // 2)):
        time.sleep(asked.seconds / 4)
        case.do(room, random.Random(seed), asked.seconds)
    began = time.monotonic()
    drained = room.drain(asked.drain)
    found = figures(room, time.monotonic() - began)
    broken = broken_promises(room, drained=drained)
    if not broken and room.poison():
        letters.replay(room)
        broken = broken_promises(room, drained=room.drain(asked.drain))
    return found | {"broken": broken}
