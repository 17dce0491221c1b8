"""Failures of the same cause form one group, whatever values their reasons quote."""

from __future__ import annotations

import pytest

from models.burial import signature


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        ("title: 'Rain' has 3 of 12 words", "intake: title: … has … of … words"),
        ("use 2026-11-26T08:30:00+03:00, not '8'", "intake: use …, not …"),
        ("use 2026-11-26, or 08:30:00Z", "intake: use …, or …:…:…Z"),
        ("byte 17 is not UTF-8, nor base64", "intake: byte … is not UTF-8, nor base64"),
    ],
)
def test_quoted_values_numbers_and_times_do_not_part_failures_of_one_cause(
    reason: str, shown: str
) -> None:
    assert signature("intake", reason) == shown
