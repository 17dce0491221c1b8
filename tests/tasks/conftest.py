"""What tests of tasks stand on."""

from __future__ import annotations

import pytest

from tests.conftest import Press


@pytest.fixture
def live(press: Press) -> Press:
    """A press with one published article, `a`."""
    press.article(id="a", title="The river rose", section="Weather")
    press.run()
    return press
