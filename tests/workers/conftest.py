"""A newsroom, and commands that are run in the test's process."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from typer.testing import CliRunner, Result

from matbaa.cli import app
from tests.conftest import Press
from workers.commands import COMMANDS

Run = Callable[..., Result]


@pytest.fixture
def run(press: Press, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `matbaa ...` in this process."""
    monkeypatch.setattr("workers.commands.press.connect", lambda: None)
    monkeypatch.setattr("tasks.outcomes.announce", lambda _outcomes: None)
    for name, command in COMMANDS.items():
        if name not in {each.name for each in app.registered_commands}:
            app.command(name)(command)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, list(arguments))

    return run


@pytest.fixture
def newsroom(press: Press) -> Press:
    """One article that readers see, `river`, and one that died, `empty`."""
    press.article(id="river", title="The river rose", section="Weather")
    press.article(id="empty", body="<script></script>")
    press.run()
    return press
