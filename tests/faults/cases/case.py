"""What a case is, and the list of all of them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.faults.newsroom import Newsroom, Wanted
from tests.faults.servers import SQLITE

Fault = Callable[[Newsroom, random.Random, float], None]


@dataclass(frozen=True, slots=True)
class Case:
    """A fault by its name, and the newsroom that it is done to."""

    id: str
    what: str
    do: Fault
    #: The tools without which it is skipped: names in tests.faults.servers.NEEDS.
    needs: tuple[str, ...] = ()
    wanted: Wanted = field(default_factory=Wanted)
    #: Times as many articles as asked for.
    work: int = 1
    #: Run only when asked for by name.
    long: bool = False
    #: Needs a stack of its own, or leaves it another one than it found.
    alone: bool = False

    def is_about(self, database: str) -> bool:
        """Whether it is for this database; a case that needs one is for that one alone."""
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
    """Declare a fault; `settings` are the stack's."""

    def declare(do: Fault) -> Fault:
        room = wanted or Wanted(settings=settings)
        CASES[id] = Case(id, what, do, needs, room, work, long, alone)
        return do

    return declare
