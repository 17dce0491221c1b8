"""`matbaa doctor`: check services, settings and processes, and suggest remedies."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

import typer

from matbaa.commands import console
from matbaa.errors import MatbaaError
from workers.commands import hands, options, surroundings

_SLOW_SECONDS = 1.0
#: Checks that wait for answers from an unknown number of workers, and so are always slow.
_ASKED_ALL = {"workers", "model"}
_UNREACHABLE = 6


@dataclass(frozen=True, slots=True)
class Check:
    """The result of one check."""

    name: str
    ok: bool
    found: str
    #: What to do if it is not ok.
    remedy: str = ""
    seconds: float = 0.0


def doctor(as_json: options.Json = False) -> None:
    """Check what the press needs, and say how to fix it. Checks Redis, database, storage, clocks,
    migrations, intake, beat, workers, language model and versions; exits with 6 if one fails.
    """
    checks = list(_checks())
    if as_json:
        said = [asdict(check) for check in checks]
        console.fact_json({"ok": all(check.ok for check in checks), "checks": said})
    else:
        for check in checks:
            console.fact(f"{'ok ' if check.ok else 'BAD'} {check.name:<11} {check.found}")
            if check.remedy and not check.ok:
                console.fact(f"    -> {check.remedy}")
    if not all(check.ok for check in checks):
        raise typer.Exit(_UNREACHABLE)


def _checks() -> Iterator[Check]:
    for name, check in _LOOKS.items():
        began = time.monotonic()
        try:
            ok, found, remedy = check()
        except (MatbaaError, OSError) as error:
            ok, found, remedy = False, str(error), surroundings.REMEDIES.get(name, "")
        took = time.monotonic() - began
        if ok and took > _SLOW_SECONDS and name not in _ASKED_ALL:
            found = f"{found} (slow: {took:.1f} s)"
        yield Check(name, ok, found, remedy, round(took, 3))


_LOOKS: dict[str, Callable[[], surroundings.Found]] = {
    "versions": surroundings.versions,
    "settings": surroundings.settings,
    "redis": surroundings.redis_server,
    "database": surroundings.database,
    "migrations": surroundings.migrations,
    "clock": surroundings.clock,
    "storage": surroundings.storage_of_sites,
    "intake": hands.intake,
    "beat": hands.beat,
    "workers": hands.workers,
    "model": hands.model,
    "outlets": hands.outlets,
}
