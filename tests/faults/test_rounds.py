"""Cases share one stack only if that changes nothing for them."""

from __future__ import annotations

import pytest

from tests.faults.cases import CASES
from tests.faults.rounds import LABORATORY, on_one_stack

pytestmark = pytest.mark.faults

_SPECIAL = ("R8", "R9", "C1", "K4")


def test_cases_share_a_stack_only_when_run_together() -> None:
    assert list(on_one_stack(["K1", "S1"], together=False)) == [["K1"], ["S1"]]
    assert list(on_one_stack(["K1", "S1"], together=True)) == [["K1", "S1"]]


@pytest.mark.parametrize("name", _SPECIAL)
def test_a_case_that_needs_or_leaves_a_special_stack_runs_alone(name: str) -> None:
    assert list(on_one_stack(["K1", name, "S1"], together=True)) == [["K1", "S1"], [name]]


@pytest.mark.parametrize("together", [True, False])
def test_every_case_is_run_once(together: bool) -> None:
    names = [*CASES, *LABORATORY]
    groups = list(on_one_stack(names, together=together))
    assert sorted(name for group in groups for name in group) == sorted(names)
    assert max(map(len, groups)) <= 5
