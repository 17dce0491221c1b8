"""Runs cases on one database: starts a stack, and runs a round with a verdict for every seed."""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.faults import letters
from tests.faults.cases import CASES, Case
from tests.faults.figures import figures
from tests.faults.ledger import workload
from tests.faults.newsroom import Newsroom, Wanted, newsroom
from tests.faults.servers import Postgres, missing
from tests.faults.verdict import broken_promises

#: Cases that run in the laboratory of failpoints rather than on a stack, and their failpoints.
LABORATORY = {"K3": "intake,reception", "K4": "", "A1": "site"}
#: The most cases on one stack: each verdict checks all of storage, which grows with every round.
_ON_ONE = 5

Result = dict[str, Any]


def on_one_stack(names: Sequence[str], *, together: bool) -> Iterator[list[str]]:
    """Divide cases into groups that run one after another on the same stack.

    If `together`, cases that need no special stack, and leave it unchanged, share one. All others
    get a stack of their own.
    """
    plain = [name for name in names if together and _is_plain(name)]
    yield from (plain[start : start + _ON_ONE] for start in range(0, len(plain), _ON_ONE))
    yield from ([name] for name in names if name not in plain)


def _is_plain(name: str) -> bool:
    return name in CASES and CASES[name].wanted == Wanted() and not CASES[name].alone


def of(
    names: Sequence[str],
    asked: argparse.Namespace,
    database: str,
    server: Postgres | None,
    *,
    poison: bool,
) -> Iterator[Result]:
    """Run a group of cases on one stack, and yield a result for each case and seed.

    The first round of each case includes `poison` if asked for.
    """
    cases = []
    for name in names:
        if name in LABORATORY:
            yield {"case": name, "seed": 1} | _in_the_laboratory(LABORATORY[name], server)
        elif reason := _reason_to_skip(CASES[name], database):
            yield {"case": name, "seed": 1, "skipped": reason}
        else:
            cases.append(CASES[name])
    while cases:
        yield from _in_a_newsroom(cases, asked, server, poison=poison)


def _reason_to_skip(case: Case, database: str) -> str:
    if not case.is_about(database):
        return f"is not about {database}"
    return next((reason for need in case.needs if (reason := missing(need))), "")


def _in_the_laboratory(places: str, server: Postgres | None) -> Result:
    """Run the laboratory in a separate process, because it forks and this process has threads."""
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
    cases: list[Case], asked: argparse.Namespace, server: Postgres | None, *, poison: bool
) -> Iterator[Result]:
    """Run the first of `cases`, and those after it until one breaks a promise, on one stack.

    Cases that were begun are removed from the list.
    """
    case, broken = cases.pop(0), True
    folder = Path(tempfile.mkdtemp(prefix=f"matbaa-{case.id}-"))
    try:
        with newsroom(folder, case.wanted, server=server) as room:
            for result in _rounds(room, case, cases, asked, poison=poison):
                case, broken = CASES[result["case"]], bool(result["broken"])
                yield result | ({"kept": str(folder)} if broken else {})
                if broken:
                    return
    except Exception as error:  # noqa: BLE001 -- a stack that does not start is a failed case
        broken = True
        yield {"case": case.id, "seed": asked.first, "kept": str(folder)} | _failed(error)
    finally:
        if not broken:
            shutil.rmtree(folder, ignore_errors=True)


def _rounds(
    room: Newsroom, case: Case, others: list[Case], asked: argparse.Namespace, *, poison: bool
) -> Iterator[Result]:
    """Run a round for each seed of `case`, then of `others`, which are removed from their list."""
    while True:
        for seed in range(asked.first, asked.first + asked.seeds):
            said = {"case": case.id, "what": case.what, "seed": seed}
            try:
                result = _round(room, case, asked, seed, poison=poison and seed == asked.first)
            except Exception as error:  # noqa: BLE001 -- as is a round that cannot be run
                result = _failed(error)
            yield said | result
        if not others:
            return
        case = others.pop(0)


def _failed(error: Exception) -> Result:
    return {"broken": [f"{type(error).__name__}: {error}"]}


def _round(
    room: Newsroom, case: Case, asked: argparse.Namespace, seed: int, *, poison: bool
) -> Result:
    """Run one round: load, fault, rest, verdict; then cure and replay the dead, and judge again."""
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
