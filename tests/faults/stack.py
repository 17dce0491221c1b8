"""The stack of `matbaa up`, adapted for faults: `python -m tests.faults.stack FOLDER`.

It reads its options from FOLDER/wanted.json, so that it can be killed and restarted.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from matbaa.stack_files import Kept
from matbaa.supervisor import Program
from matbaa.up import Stack, _worker

_APP, _POISONED = "workers.celery", "tests.faults.poison"
_NEWS = "ingest,summarize,render,upload,site,upkeep"


class StackUnderFault(Stack):
    """A stack whose workers reach Redis and storage through proxies, and may be poisoned."""

    wanted: dict[str, Any]

    def _env(self, kept: Kept) -> dict[str, str]:
        env: dict[str, str] = super()._env(kept) | self.wanted["env"]
        return env

    def _programs(self, kept: Kept, env: dict[str, str]) -> list[Program]:
        programs = super()._programs(kept, env)
        if not self.wanted["all_programs"]:  # most faults do not concern the site and the desk
            programs = [each for each in programs if each.name not in {"site", "desk"}]
        if self.wanted["second_worker"]:
            programs.append(_worker("worker2", self.data_dir / "run", _NEWS, self.concurrency))
        for program in programs:
            program.env |= self.wanted["of_programs"].get(program.name, {})
            if not self.wanted["nice"]:
                program.niceness = 0
            if "worker" in program.argv:
                program.argv = [_POISONED if word == _APP else word for word in program.argv]
        return programs


def main(folder: Path) -> None:
    """Run until SIGTERM."""
    wanted = json.loads((folder / "wanted.json").read_text())
    stack = StackUnderFault(folder / "data", wanted["ports"], ready_file=folder / "ready.json")
    stack.wanted = wanted
    stack.run()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
