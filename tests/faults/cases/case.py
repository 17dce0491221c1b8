"""The class of a case, and the registry of all cases."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.faults.newsroom import Newsroom, Wanted
from tests.faults.servers import SQLITE

Fault = Callable[[Newsroom, random.Random, float], None]


@dataclass(frozen=True, slots=True)
class Case:
    """A fault, and what it needs of the newsroom."""

    id: str
    what: str
    do: Fault
    #: Tools without which it is skipped: names in tests.faults.servers.NEEDS.
    needs: tuple[str, ...] = ()
    wanted: Wanted = field(default_factory=Wanted)
    #: A factor for the number of articles.
    work: int = 1
    #: Whether it runs only when asked for by name.
    long: bool = False
    #: Whether it needs a stack of its own, or changes its stack for the cases after it.
    alone: bool = False

    def is_about(self, database: str) -> bool:
        """Whether it runs on this database; a case that needs a certain one runs only there."""
        return not ({SQLITE, "postgres"} - {database}) & set(self.needs)


CASES: dict[str, Case] = {}


def case(
    id: str,
    what: str,
    *needs: str,
    work: int = 1,
    long: bool = False,
    alone: bool = False,
    wanted: Wanted | None = None,
    **settings: str,
) -> Callable[[Fault], Fault]:
    """Declare a fault. `what` describes it, `needs` are its tools, `settings` go to the stack."""

    def declare(do: Fault) -> Fault:
        room = wanted or Wanted(settings=settings)
        CASES[id] = Case(id, what, do, needs, room, work, long, alone)
        return do

    return declare
