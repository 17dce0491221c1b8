"""`matbaa migrate`: bring the database to this version."""

from __future__ import annotations

from typing import Annotated

import typer

from matbaa.commands import console
from workers.commands import options

_BEHIND = 4


def migrate(
    check: Annotated[
        bool, typer.Option("--check", help="Only check whether they are up to date.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Bring the database's tables up to date."""
    from models import migrate as migrations
    from models.session import translated

    with translated():
        current = migrations.is_current()
        if not check and not current:
            migrations.migrate()
    if as_json:
        console.fact_json({"current": current or not check, "migrated": not (check or current)})
    elif check:
        console.fact("up to date" if current else f"not up to date: {_remedy()}")
    else:
        console.fact("already up to date" if current else "migrated")
    if check and not current:
        raise typer.Exit(_BEHIND)


def _remedy() -> str:
    from models import migrate as migrations

    return migrations.NEWER if migrations.is_newer() else "run `matbaa migrate`"
