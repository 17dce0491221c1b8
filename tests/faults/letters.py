"""I7: removes the causes of all dead letters, then replays them, as an editor would do."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

from tests.faults.newsroom import Newsroom

#: The time limit of a command, in seconds; long, as the machine may be busy.
_PATIENCE = 600


def replay(room: Newsroom) -> None:
    """Cure the poison, replay what broke its stage, and resubmit what was not JSON.

    Raises RuntimeError if a command fails.
    """
    (room.folder / "cured").touch()
    cured = {sent.key: sent.cured for sent in room.poison()}
    room.healed |= {sent.id for sent in room.poison()}
    letters = _open(room)
    for letter in letters:
        if letter["stage"] == "intake":
            _matbaa(
                room,
                "retry",
                str(letter["letter"]),
                "--with",
                "/dev/stdin",
                said=cured[letter["key"]],
            )
    if any(letter["stage"] != "intake" for letter in letters):
        _matbaa(room, "retry", "--all")


def _open(room: Newsroom) -> list[dict[str, Any]]:
    rows = room.rows("SELECT id, stage, key FROM dead_letters WHERE status = 'open' ORDER BY id")
    return [{"letter": row[0], "stage": row[1], "key": row[2]} for row in rows]


def _matbaa(room: Newsroom, *arguments: str, said: str = "") -> None:
    done = subprocess.run(
        [sys.executable, "-m", "matbaa.cli", *arguments, "--json"],
        input=said.encode(),
        env={**os.environ, **room.env},
        capture_output=True,
        timeout=_PATIENCE,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"matbaa {' '.join(arguments)}: {done.stderr.decode()[-400:]}")
