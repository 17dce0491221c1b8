"""What tests of tasks stand on."""

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
    """Servers of pictures, as if none had failed before."""
    monkeypatch.setattr(pictures, "_hosts", Hosts())
