"""K3, K4 and A1, once at each failpoint; `make faults` also does second visits and exceptions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults import failpoints
from tests.faults.failpoints import Case, Laboratory

pytestmark = pytest.mark.faults


@pytest.fixture(scope="module")
def lab() -> Iterator[Laboratory]:
    """A prepared database, folder and stream."""
    with failpoints.laboratory() as lab:
        yield lab


@pytest.mark.parametrize("place", failpoints.PLACES)
def test_a_process_killed_at_this_failpoint_loses_and_duplicates_nothing(
    lab: Laboratory, place: str
) -> None:
    outcome = lab.run(Case(place, "kill", 1))
    assert outcome.reached
    assert outcome.broken == []
