"""`matbaa top`: a live view of the pipeline."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from workers.commands import press
from workers.commands.status import status


def top(
    every: Annotated[float, typer.Option(min=0.2, help="Seconds between two looks.")] = 1.0,
) -> None:
    """Watch articles pass, look into one, retry what failed. Prints once where nobody watches."""
    if not sys.stdout.isatty():
        status(None, as_json=False)
        return
    from workers.commands.board import Board

    press.connect()
    Board(every).run()
