"""A memo keeps results computed for pieces of text, within a capacity."""

from __future__ import annotations

import pytest

from matbaa.language import memo
from matbaa.language.memo import Memo


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def lengths(asked: list[str], monkeypatch: pytest.MonkeyPatch) -> Memo[int]:
    def length(piece: str) -> int:
        asked.append(piece)
        return len(piece)

    monkeypatch.setattr(memo, "CAPACITY", 3)
    monkeypatch.setattr(Memo, "_kept", 0)
    return Memo(length)


def test_a_result_is_computed_once(lengths: Memo[int], asked: list[str]) -> None:
    assert [lengths["word"], lengths["word"]] == [4, 4]
    assert asked == ["word"]


def test_recently_used_results_are_kept_longer(lengths: Memo[int], asked: list[str]) -> None:
    for number in range(20):
        lengths["again"]
        lengths[f"once {number}"]
    assert asked.count("again") == 1


def test_no_more_results_are_kept_than_the_capacity_allows(lengths: Memo[int]) -> None:
    for number in range(100):
        lengths[str(number)]
    assert len(lengths) <= memo.CAPACITY


def test_results_for_long_pieces_are_not_kept(lengths: Memo[int], asked: list[str]) -> None:
    assert [lengths["x" * 100], lengths["x" * 100]] == [100, 100]
    assert len(asked) == 2
