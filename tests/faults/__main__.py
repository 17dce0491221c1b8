"""The fault program: `python -m tests.faults`; see docs/reliability.md."""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.faults import failpoints
from tests.faults.cases import CASES, Case
from tests.faults.ledger import workload
from tests.faults.newsroom import newsroom
from tests.faults.verdict import broken_promises, figures

#: What is done in the laboratory rather than to a stack: K3, K4 and A1 are its places.
LABORATORY = {"K3": "intake,reception", "K4": "", "A1": "site"}
#: What this program does not do, and why.
NOT_HERE = {
    "O1": "needs a memory limit of its own (cgroup)",
    "R8": "needs a small file system to fill (mount)",
    "R9": "needs a replica of Redis",
    "P1": "needs a PostgreSQL of its own to stop",
    "P3": "needs a PostgreSQL of its own to kill",
    "P5": "needs a small file system to fill (mount)",
    "S6": "is no outage: tests/tasks covers a refusal for good",
    "L1": "is K5 with a shorter lease",
    "C1": "needs faketime in every worker",
    "T1": "is the drain after S1",
}
_LONG = {"X1"}


def main(arguments: list[str] | None = None) -> int:
    """Run the cases that are asked for; 1 if one broke a promise."""
    asked = _parser().parse_args(arguments)
    chosen = [name for name in asked.cases.split(",") if name] or _all()
    results = []
    for name in chosen:
        for seed in range(1, asked.seeds + 1):
            result = _run(name, seed, asked)
            results.append(result)
            _say(result)
    if asked.json:
        Path(asked.json).write_text(json.dumps(results, indent=1))
    failed = sum(bool(result.get("broken")) for result in results)
    skipped = sum("skipped" in result for result in results)
    sys.stdout.write(f"{len(results)} runs, {skipped} skipped, {failed} broke a promise\n")
    return int(failed > 0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--cases", default="", help="such as K1,K4; all but X1 if empty")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=8.0, help="that a fault lasts")
    parser.add_argument("--drain", type=float, default=180.0, help="seconds to come to rest in")
    parser.add_argument("--json", default="", help="file for the figures")
    return parser


def _all() -> list[str]:
    return sorted({*CASES, *LABORATORY, *NOT_HERE} - _LONG)


def _run(name: str, seed: int, asked: argparse.Namespace) -> dict[str, Any]:
    said = {"case": name, "seed": seed, "database": asked.database}
    if name in LABORATORY:
        return said | _in_the_laboratory(LABORATORY[name], seed)
    if name in NOT_HERE:
        return said | {"skipped": NOT_HERE[name]}
    case = CASES[name]
    url = os.environ.get("MATBAA_TEST_DATABASE_URL", "") if asked.database == "postgres" else ""
    if asked.database == "postgres" and not url:
        return said | {"skipped": "MATBAA_TEST_DATABASE_URL names no PostgreSQL"}
    if case.needs not in ("", asked.database):
        return said | {"skipped": f"is about {case.needs}"}
    return said | {"what": case.what} | _in_a_newsroom(case, seed, asked, url)


def _in_the_laboratory(places: str, seed: int) -> dict[str, Any]:
    if seed > 1:
        return {"skipped": "has no chance in it"}
    broken, count = [], 0
    with failpoints.laboratory() as lab:
        for case in failpoints.cases(["kill", "raise"], [1, 2]):
            if case.place.startswith(tuple(places.split(","))):
                outcome = lab.run(case)
                count += outcome.reached
                broken += [f"{outcome.case}: {what}" for what in outcome.broken]
    return {"broken": broken, "places": count}


def _in_a_newsroom(case: Case, seed: int, asked: argparse.Namespace, url: str) -> dict[str, Any]:
    folder = Path(tempfile.mkdtemp(prefix=f"matbaa-{case.id}-"))
    if url:
        _empty(url)
    try:
        with newsroom(folder, database_url=url, settings=dict(case.settings)) as room:
            work = workload(asked.articles, seed, f"{case.id.lower()}-{seed}-")
            with room.load(work, asked.seconds):
                time.sleep(asked.seconds / 4)
                case.do(room, random.Random(seed), asked.seconds)
            began = time.monotonic()
            drained = room.drain(asked.drain)
            found = figures(room, time.monotonic() - began)
            broken = broken_promises(room, drained=drained)
        if not broken:
            shutil.rmtree(folder, ignore_errors=True)
        return found | {"broken": broken} | ({"kept": str(folder)} if broken else {})
    except Exception as error:  # noqa: BLE001 -- a case that cannot be run is a failed case
        return {"broken": [f"{type(error).__name__}: {error}"], "kept": str(folder)}


def _empty(url: str) -> None:
    from sqlalchemy import text

    from models.migrate import migrate
    from models.session import make_engine

    engine = make_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    migrate(engine)
    engine.dispose()


_SHOWN = ("articles", "acknowledged", "published", "superseded", "puts", "puts_twice")
_TIMES = ("recovery_p50", "recovery_p95", "recovery_max", "drained_in")


def _say(result: dict[str, Any]) -> None:
    """A line for people."""
    line = f"{result['case']:<4} {result['database']:<8} seed {result['seed']}  "
    if "skipped" in result:
        line += f"skipped: {result['skipped']}"
    else:
        facts = [f"{name} {result[name]}" for name in (*_SHOWN, *_TIMES) if name in result]
        line += "  ".join(facts) + ("  BROKEN: " if result["broken"] else "  ok")
        line += "; ".join(result["broken"][:5])
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
