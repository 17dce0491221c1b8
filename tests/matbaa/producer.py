"""Runs `matbaa ...` as if only `pip install matbaa` had been done.

Modules that the wheel's own requirements do not install cannot be imported:

    python tests/matbaa/producer.py submit --help
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.metadata import packages_distributions, requires
from pathlib import Path
from types import ModuleType

from packaging.requirements import Requirement

_ROOT = Path(__file__).parents[2]
_PRESS = {"models", "tasks", "workers", "desk"}


def brought(names: Iterable[str]) -> set[str]:
    """The normalised names of the distributions that installing `names` installs."""
    found: set[str] = set()
    waiting = [Requirement(name) for name in names]
    while waiting:
        requirement = waiting.pop()
        name = requirement.name.lower().replace("_", "-")
        wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if wanted and name not in found:
            found.add(name)
            waiting += [Requirement(each) for each in requires(name) or ()]
    return found


class OnlyWhatIsBrought(MetaPathFinder):
    """An import finder that hides the modules of distributions a producer does not have."""

    def __init__(self) -> None:
        base = tomllib.loads((_ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
        here = {name.lower().replace("_", "-") for name in brought(base)} | {"matbaa"}
        self._absent = _PRESS | {
            module
            for module, owners in packages_distributions().items()
            if not here & {owner.lower().replace("_", "-") for owner in owners}
        }

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Raise ModuleNotFoundError for a hidden module."""
        if name.split(".")[0] in self._absent:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None


if __name__ == "__main__":
    sys.path[0] = str(_ROOT)
    sys.meta_path.insert(0, OnlyWhatIsBrought())
    from matbaa.cli import main

    main()
