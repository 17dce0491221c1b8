"""`matbaa top`: a live view of the pipeline."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from workers.commands import press
from workers.commands.status import status


def top(
    every: Annotated[float, typer.Option(min=0.2, help="Seconds between updates.")] = 1.0,
) -> None:
    """Watch the pipeline live. Look into an article, retry what failed; if the output is not a
    terminal, print the status once.
    """
    if not sys.stdout.isatty():
        status(None, as_json=False)
        return
    from workers.commands.board import Board

    press.connect()
    Board(every).run()
