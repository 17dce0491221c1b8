"""Documents processed in parallel give results in the order of their input."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool

import pytest

from matbaa.commands.side_by_side import in_order


def _later_first(number: int) -> int:
    time.sleep(0.05 if number % 3 == 1 else 0)
    return number


def _end_at(number: int) -> int:
    if number == 5:
        os._exit(1)
    return number


def test_results_come_in_the_order_of_the_input() -> None:
    assert list(in_order(_later_first, iter(range(100)))) == list(range(100))
    assert list(in_order(_later_first, iter([]))) == []
    assert list(in_order(_later_first, iter([7]))) == [7]


def test_a_result_does_not_wait_for_the_next_input() -> None:
    answered: list[int] = []

    def asks_when_answered() -> Iterator[int]:
        for number in range(3):
            deadline = time.monotonic() + 20
            while len(answered) < number and time.monotonic() < deadline:
                time.sleep(0.01)
            assert len(answered) == number
            yield number

    for answer in in_order(_later_first, asks_when_answered()):
        answered.append(answer)  # noqa: PERF402 -- it is read while the loop runs
    assert answered == [0, 1, 2]


def test_an_error_of_the_input_is_raised() -> None:
    def things() -> Iterator[int]:
        yield from range(20)
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="disk is gone"):
        list(in_order(_later_first, things()))


def test_a_killed_process_ends_the_work_with_an_error_instead_of_a_hang() -> None:
    with pytest.raises(BrokenProcessPool):
        list(in_order(_end_at, iter(range(1000))))
