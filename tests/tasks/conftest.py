"""Fixtures for the tests of tasks."""

from __future__ import annotations

import pytest

from tasks import pictures
from tasks.hosts import Hosts
from tests.conftest import Press


@pytest.fixture
def live(press: Press) -> Press:
    """A press with one published article, `a`."""
    press.article(id="a", title="The river rose", section="Weather")
    press.run()
    return press


@pytest.fixture
def no_grudges(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the failures of picture servers that earlier tests caused."""
    monkeypatch.setattr(pictures, "_hosts", Hosts())
